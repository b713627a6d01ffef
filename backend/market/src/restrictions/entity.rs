//! Rows of restrictions.

use kernel::id::{AccountId, ProviderId, RestrictionId};
use sea_orm::entity::prelude::*;

/// How far a provider is held back.
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
pub enum RestrictionKind {
    /// 限制推荐.
    Restricted,
    /// 暂停推荐.
    Suspended,
    /// 移出名录.
    Removed,
}

impl RestrictionKind {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Restricted => "限制推荐",
            Self::Suspended => "暂停推荐",
            Self::Removed => "移出名录",
        }
    }
}

/// That a provider is held back.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_restrictions")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RestrictionId,
    /// Whose.
    pub provider_id: ProviderId,
    /// How far.
    pub kind: RestrictionKind,
    /// Why, with the rule it rests on.
    pub reason: String,
    /// Where and how long it may be appealed.
    pub appeal: String,
    /// The first day.
    pub begun_on: Date,
    /// When it was written.
    pub begun_at: DateTimeUtc,
    /// By whom.
    pub begun_by: Option<AccountId>,
    /// The last day; null until it is lifted.
    pub until: Option<Date>,
    /// When it ended; null while it holds.
    pub ended_at: Option<DateTimeUtc>,
    /// Who lifted it; null when its term was over.
    pub ended_by: Option<AccountId>,
    /// Why it was lifted.
    pub end_note: Option<String>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
