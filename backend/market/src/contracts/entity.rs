//! Rows of contracts.

pub(crate) mod change;
pub(crate) mod dispute;
pub(crate) mod milestone;
pub(crate) mod signature;

use kernel::id::{BidId, ContractId, DemandId, OrganisationId, ProviderId};
use kernel::{Fen, Pace, RegionCode};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize,
            serde::Deserialize, sea_orm::EnumIter, sea_orm::DeriveActiveEnum, async_graphql::Enum,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name { $($(#[$of])* $variant,)* }
    };
}
pub(crate) use text_enum;

text_enum! {
    /// Where a contract stands.
    ContractState {
        /// 拟定中.
        Draft,
        /// 待签: one side has signed.
        Offered,
        /// 履行中: both have signed.
        Active,
        /// 已完成: every milestone is accepted.
        Completed,
        /// 已终止: both sides agreed to end it.
        Terminated,
        /// 未签: it was given up before both had signed.
        Cancelled,
    }
}

text_enum! {
    /// A side of a contract.
    Side {
        /// 委托方: the enterprise that asked.
        Buyer,
        /// 服务方: the provider that was chosen.
        Provider,
    }
}

/// A contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "contracts")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContractId,
    /// Of which need.
    pub demand_id: DemandId,
    /// The bid that was chosen.
    pub bid_id: BidId,
    /// Who asked.
    pub buyer_id: OrganisationId,
    /// Its name on the day of the draft.
    pub buyer_name: String,
    /// Its credit code on that day.
    pub buyer_code: Option<String>,
    /// Who does it.
    pub seller_id: OrganisationId,
    /// Its name on the day of the draft.
    pub seller_name: String,
    /// Its credit code on that day.
    pub seller_code: Option<String>,
    /// The page of who does it.
    pub provider_id: ProviderId,
    /// Whose association looks at disputes.
    pub region_code: RegionCode,
    /// The need's title.
    pub title: String,
    /// What is done.
    pub subject: String,
    /// Where.
    pub place: String,
    /// For how much.
    pub price_fen: Fen,
    /// From this day.
    pub starts_on: Date,
    /// To this day.
    pub ends_on: Date,
    /// A milestone is paid so many days after it is accepted.
    pub payment_days: i32,
    /// What else is agreed.
    pub other_terms: Option<String>,
    /// Where it stands.
    pub state: ContractState,
    /// Counts changes of the terms: what is signed.
    pub terms_revision: i32,
    /// Counts changes of anything.
    pub revision: i32,
    /// When it was drafted.
    pub drafted_at: DateTimeUtc,
    /// When both had signed.
    pub signed_at: Option<DateTimeUtc>,
    /// When it was completed, ended or given up.
    pub ended_at: Option<DateTimeUtc>,
    /// Why it was ended or given up.
    pub end_reason: Option<String>,
    /// How often it was disputed.
    pub dispute_count: i32,
    /// When its signing is reminded of next.
    pub acts_at: Option<DateTimeUtc>,
    /// Of a need that was written by us.
    pub is_demo: bool,
    /// How many times faster than the calendar its clocks run, as those of its need.
    pub pace: i32,
    /// The buyer's own part of the quantity of a shared need; none where the need is not shared or says none.
    pub part: Option<f64>,
}

impl Model {
    /// How fast its clocks run.
    pub(crate) fn pace(&self) -> Pace {
        Pace::of(self.pace)
    }

    /// A milestone is paid so many days after it is accepted; on the same one in the practice hall.
    pub(super) fn paid_within(&self) -> i32 {
        if self.pace().is_practice() { 0 } else { self.payment_days }
    }
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
