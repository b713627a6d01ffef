//! What a day cost, and how a piece of writing ended.

use sea_orm::entity::prelude::*;

/// How a machine's writing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "MachineEnding")]
pub enum Ending {
    /// 未启用: no model is set.
    Off,
    /// 不需要: an answer written by people was given, or nothing was found to write from.
    NotNeeded,
    /// 已撰写: at least one sentence is supported by a passage.
    Written,
    /// 无依据: no sentence was.
    Unsupported,
    /// 超时: it took too long; what was said before stands.
    TimedOut,
    /// 失败: it broke off, was nonsense, too long, or busy; what was said before stands.
    Failed,
    /// 额度用完: the day's tokens are used.
    Spent,
}

/// What a day cost.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "machine_days")]
pub struct Model {
    /// Which, in China's time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// Tokens, reserved or used.
    pub tokens: i64,
    /// Answers begun.
    pub calls: i32,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
