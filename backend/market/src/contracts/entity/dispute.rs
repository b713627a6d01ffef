//! Rows of disputes.

use super::{Side, text_enum};
use kernel::id::{AccountId, ContractDisputeId, ContractId};
use sea_orm::entity::prelude::*;

text_enum! {
    /// What a dispute is about.
    DisputeReason {
        /// 质量不符合约定.
        Quality,
        /// 交付逾期.
        Delay,
        /// 付款逾期或金额不符.
        Payment,
        /// 工作范围有分歧.
        Scope,
        /// 安全或合规问题.
        Compliance,
        /// 其他.
        Other,
    }
}

text_enum! {
    /// Where a dispute stands.
    DisputeState {
        /// 处理中.
        Open,
        /// 已协商解决.
        Settled,
        /// 已撤回.
        Withdrawn,
    }
}

impl DisputeReason {
    /// The reason in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Quality => "质量不符合约定",
            Self::Delay => "交付逾期",
            Self::Payment => "付款逾期或金额不符",
            Self::Scope => "工作范围有分歧",
            Self::Compliance => "安全或合规问题",
            Self::Other => "其他",
        }
    }
}

/// A dispute about a contract.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_disputes")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContractDisputeId,
    /// About what.
    pub contract_id: ContractId,
    /// Who opened it.
    pub side: Side,
    /// About what.
    pub reason_code: DisputeReason,
    /// In their words.
    pub claim: String,
    /// Who wrote it.
    pub opened_by: Option<AccountId>,
    /// When.
    pub opened_at: DateTimeUtc,
    /// The other side answers by this day.
    pub answer_due_on: Date,
    /// Whether that day was counted in a year whose calendar is not published.
    pub answer_due_is_estimated: bool,
    /// What the other side says.
    pub answer: Option<String>,
    /// Who wrote it.
    pub answered_by: Option<AccountId>,
    /// When.
    pub answered_at: Option<DateTimeUtc>,
    /// Whether the day passed without an answer.
    pub is_silent: bool,
    /// Where it stands.
    pub state: DisputeState,
    /// How it ended, in words.
    pub outcome: Option<String>,
    /// When it ended.
    pub ended_at: Option<DateTimeUtc>,
    /// When the clock writes down that nobody answered.
    pub acts_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
