//! Rows of terms.

use crate::auctions::AuctionTerms;
use async_graphql::{Enum, SimpleObject};
use kernel::id::DemandId;
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How a need is tendered (采购方式).
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    EnumIter,
    DeriveActiveEnum,
    Enum,
    Serialize,
    Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProcedureKind {
    /// 简单询价: the owner awards once bids are open.
    #[default]
    Simple,
    /// 公开比选: sealed, scored, proposed, open to objections.
    Competitive,
    /// 框架内选用: sealed, only for those invited.
    CallOff,
    /// 多家拼单: several small firms share one need.
    Group,
    /// 练习: like a competitive one, with clocks that run faster, for nobody's money.
    Practice,
}

/// Who keeps the key of the envelopes (密钥保管).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Enum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Custody {
    /// Bids are not sealed in the browser; the clock alone keeps them closed.
    None,
    /// The platform's vault; the clock releases it.
    Clock,
    /// Split among the three associations; two of them release it.
    ThreeKeys,
}

/// What a criterion weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CriterionKind {
    /// Scored by people.
    Technical,
    /// Worked out: lowest price / price.
    Price,
}

/// By what bids are scored (评审标准).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SimpleObject)]
pub struct Criterion {
    /// What is looked at.
    pub title: String,
    /// The most points it gives, of 100.
    pub weight: i32,
    /// By people, or worked out.
    pub kind: CriterionKind,
    /// What earns points; null when the title says it.
    pub guide: Option<String>,
}

/// The criteria of a need, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Criteria(pub Vec<Criterion>);

/// The terms of a need that is not simple. They never change.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demand_terms")]
pub struct Model {
    /// Of which need.
    #[sea_orm(primary_key, auto_increment = false)]
    pub demand_id: DemandId,
    /// Who keeps the key.
    pub custody: Custody,
    /// Fewer bids end it without an opening.
    pub least_bids: i32,
    /// How many days a proposed award is open to objections; 0: the owner awards at once.
    pub notice_days: i32,
    /// How many working days there are for scoring; 0: no clock.
    pub scoring_days: i32,
    /// How many working days there are to propose or award; 0: no clock.
    pub deciding_days: i32,
    /// Whether bids are scored.
    pub is_scored: bool,
    /// Whether only those invited may bid.
    pub is_invited: bool,
    /// Whether several enterprises share it.
    pub is_shared: bool,
    /// By what bids are scored; empty when they are not.
    pub criteria: Criteria,
    /// How an auction would be held; none: there is none.
    pub auction: Option<AuctionTerms>,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Who may bid.
pub mod invitation {
    use kernel::id::{DemandId, ProviderId};
    use sea_orm::entity::prelude::*;

    /// One provider that may bid.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "demand_invitations")]
    pub struct Model {
        /// For which need.
        #[sea_orm(primary_key, auto_increment = false)]
        pub demand_id: DemandId,
        /// Whom.
        #[sea_orm(primary_key, auto_increment = false)]
        pub provider_id: ProviderId,
    }

    /// None: the arrows point here.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
