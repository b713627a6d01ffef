//! Rows of what happened to a request.

use super::reasons::Reason;
use kernel::id::{AccountId, ChangeRequestId};
use sea_orm::entity::prelude::*;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ChangeStepKind")]
pub enum StepKind {
    /// 提交.
    Submitted,
    /// 领取.
    Taken,
    /// 释放.
    Released,
    /// 分派.
    Assigned,
    /// 初审: one of two has decided.
    FirstLook,
    /// 要求补正.
    Returned,
    /// 补正后再次提交.
    SentAgain,
    /// 通过.
    Approved,
    /// 退回.
    Refused,
    /// 撤回: by its owner.
    Withdrawn,
    /// 抽中: drawn for a look afterwards.
    Sampled,
    /// 抽查维持.
    Upheld,
    /// 抽查撤销.
    Overturned,
    /// 批量处理，待生效.
    Held,
    /// 批量处理已撤销.
    Undone,
}

impl StepKind {
    /// Whether the owner is told of it.
    pub fn is_outward(self) -> bool {
        !matches!(
            self,
            Self::Taken
                | Self::Released
                | Self::Assigned
                | Self::Sampled
                | Self::Upheld
                | Self::Held
                | Self::Undone
        )
    }
}

/// One thing that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_request_steps")]
pub struct Model {
    /// To which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub change_request_id: ChangeRequestId,
    /// In which order, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// When.
    pub at: DateTimeUtc,
    /// What.
    pub kind: StepKind,
    /// Who; none for a rule.
    pub account_id: Option<AccountId>,
    /// Why.
    pub reason_code: Option<Reason>,
    /// What the owner is told.
    pub note: Option<String>,
    /// What moderators tell each other.
    pub inward_note: Option<String>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
