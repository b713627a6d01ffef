//! Rows of partners.

use kernel::id::{AccountId, DemandId, OrganisationId};
use sea_orm::entity::prelude::*;

/// Whether a partner takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PartnerState {
    /// 待确认.
    Invited,
    /// 已加入.
    Joined,
    /// 未加入.
    Declined,
}

/// An enterprise that shares a need (拼单伙伴).
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "demand_partners")]
pub struct Model {
    /// Which need.
    #[sea_orm(primary_key, auto_increment = false)]
    pub demand_id: DemandId,
    /// Which enterprise.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// Its own part, in the unit of the need; none when not given.
    pub quantity: Option<f64>,
    /// Whether it takes part.
    pub state: PartnerState,
    /// When it was named.
    pub invited_at: DateTimeUtc,
    /// Who answered.
    pub answered_by: Option<AccountId>,
    /// When.
    pub answered_at: Option<DateTimeUtc>,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
