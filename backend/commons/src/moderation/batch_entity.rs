//! Rows of acts on many requests at once.

use super::reasons::Reason;
use super::rules::Verdict;
use kernel::id::{AccountId, ModerationBatchId};
use sea_orm::entity::prelude::*;

/// What is done to all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ModerationBatchAct")]
pub enum BatchAct {
    /// 批量通过.
    Approve,
    /// 批量退回.
    Refuse,
    /// 批量分派.
    Assign,
}

impl BatchAct {
    /// How each is decided; none when it is given to somebody.
    pub fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Approve => Some(Verdict::Approve),
            Self::Refuse => Some(Verdict::Refuse),
            Self::Assign => None,
        }
    }
}

/// Where an act on many stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ModerationBatchState")]
pub enum BatchState {
    /// 待生效: it can be undone.
    Open,
    /// 已生效.
    Done,
    /// 已撤销.
    Undone,
}

/// An act on many requests at once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "moderation_batches")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ModerationBatchId,
    /// What is done.
    pub act: BatchAct,
    /// Who does it.
    pub started_by: AccountId,
    /// When they began.
    pub started_at: DateTimeUtc,
    /// When it takes effect, unless it is undone or hastened.
    pub effective_at: DateTimeUtc,
    /// Where it stands.
    pub state: BatchState,
    /// When it took effect or was undone.
    pub ended_at: Option<DateTimeUtc>,
    /// To whom they are given.
    pub assign_to: Option<AccountId>,
    /// Why they go back.
    pub reason_code: Option<Reason>,
    /// What the owners are told.
    pub note: Option<String>,
    /// What moderators tell each other.
    pub inward_note: Option<String>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
