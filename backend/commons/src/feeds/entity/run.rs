//! Rows of runs.

use kernel::id::{AccountId, FeedId, FeedRunId, MachineKeyId};
use sea_orm::entity::prelude::*;

/// Where a run stands.
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
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "FeedRunState")]
pub enum RunState {
    /// 等待导入: it was sent in and is imported in its turn.
    Waiting,
    /// 导入中.
    Running,
    /// 已完成: read to its end.
    Done,
    /// 中止: it, or the rest of it, could not be read.
    Stopped,
}

/// A file of a source, or a replay of what was put aside of one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_runs")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedRunId,
    /// Of which source.
    pub feed_id: FeedId,
    /// What the file holds.
    pub kind: String,
    /// Where it stands.
    pub state: RunState,
    /// As the file is called.
    pub file_name: String,
    /// Where the body lies; null for files of the command line, which are not kept.
    pub file_key: Option<String>,
    /// SHA-256 of the file; empty for folders and replays.
    pub digest: String,
    /// The name of the mapping; null where the usual headers were recognised.
    pub mapping_name: Option<String>,
    /// The mapping itself, so that the run can be understood later.
    pub mapping_text: Option<String>,
    /// Whether the file lists everything the source has, so that what it lacks is gone.
    pub is_whole: bool,
    /// The run whose rows are tried again.
    pub replay_of: Option<FeedRunId>,
    /// Who began it; null for the command line and for keys.
    pub begun_by: Option<AccountId>,
    /// The key it was sent in with.
    pub begun_by_key: Option<MachineKeyId>,
    /// When it began, or was sent in.
    pub begun_at: DateTimeUtc,
    /// When the same body came last.
    pub received_at: DateTimeUtc,
    /// When it ended.
    pub ended_at: Option<DateTimeUtc>,
    /// Why it ended early.
    pub stopped: Option<String>,
    /// Rows that were not known.
    pub new_count: i32,
    /// Rows that were known otherwise.
    pub changed_count: i32,
    /// Rows that were known just so.
    pub unchanged_count: i32,
    /// Rows that contradict what is known.
    pub conflict_count: i32,
    /// Rows that could not be taken.
    pub rejected_count: i32,
    /// Rows about nobody we know, in lists that are taken only for those we know.
    pub passed_count: i32,
    /// What the source listed before and this file does not.
    pub gone_count: i32,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
