//! Rows of bids.

use kernel::Fen;
use kernel::id::{AccountId, BidId, DemandId, OrganisationId, ProviderId};
use sea_orm::entity::prelude::*;

/// Where a bid stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
    serde::Serialize,
    serde::Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BidState {
    /// 已提交.
    Submitted,
    /// 待确认: the need has changed since.
    Unconfirmed,
    /// 未确认失效: it was not confirmed before the deadline.
    Lapsed,
    /// 已撤回.
    Withdrawn,
    /// 信封损坏: what was handed in cannot be opened.
    Broken,
    /// 资格不符.
    Excluded,
    /// 已选定.
    Awarded,
    /// 未选中.
    Lost,
}

impl BidState {
    /// Whether a bid in this state was counted when bids were opened.
    pub fn counts(self) -> bool {
        matches!(self, Self::Submitted | Self::Awarded | Self::Lost)
    }
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bids")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BidId,
    /// For what.
    pub demand_id: DemandId,
    /// By whom.
    pub provider_id: ProviderId,
    /// The organisation behind the provider.
    pub organisation_id: OrganisationId,
    /// Who handed it in.
    pub submitted_by: Option<AccountId>,
    /// The whole price; none while its envelope is closed.
    pub price_fen: Option<Fen>,
    /// Days from the order to the end; none while its envelope is closed.
    pub duration_days: Option<i32>,
    /// How it would be done; none while its envelope is closed.
    pub plan: Option<String>,
    /// Where it stands.
    pub state: BidState,
    /// When it was handed in.
    pub submitted_at: DateTimeUtc,
    /// Whether it came in envelopes.
    pub in_envelopes: bool,
    /// Its number in the list of the opening, drawn by lot; scorers know it by no other name.
    pub place_in_list: Option<i32>,
    /// Why it does not count; none while it does.
    pub reason: Option<String>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
