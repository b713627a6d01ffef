//! Rows that disagree with what an organisation says of itself.

use super::row::Cells;
use kernel::id::{AccountId, FeedConflictId, FeedId, FeedRunId, OrganisationId};
use sea_orm::entity::prelude::*;

/// Whether a row is about an organisation.
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
#[graphql(name = "FeedConflictState")]
pub enum ConflictState {
    /// 待本单位确认.
    Open,
    /// 是我们: the row is taken as the organisation's.
    Ours,
    /// 不是我们，待审核: nothing of the row is taken; a moderator looks.
    Denied,
    /// 不是我们，已核实: nothing of the row is taken.
    Detached,
}

/// A row that disagrees.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_conflicts")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedConflictId,
    /// Of which source.
    pub feed_id: FeedId,
    /// The run that found it first.
    pub run_id: FeedRunId,
    /// What tells the row apart.
    pub item_key: String,
    /// With whom.
    pub organisation_id: OrganisationId,
    /// Where it stood in the file.
    pub number: i64,
    /// What it names.
    pub name: String,
    /// As it stood, without what tells persons apart.
    pub cells: Cells,
    /// In what they disagree.
    pub reason: String,
    /// Where it stands.
    pub state: ConflictState,
    /// When it was found first.
    pub found_at: DateTimeUtc,
    /// Who decided for the organisation.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
