//! Rows that were put aside.

use kernel::id::{FeedRowId, FeedRunId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A row's cells with their headers, as they stood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Cells(pub Vec<(String, String)>);

/// A row that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_rows")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedRowId,
    /// Of which run.
    pub run_id: FeedRunId,
    /// Where it stood in the file.
    pub number: i64,
    /// What it names.
    pub name: String,
    /// As it stood, without what tells persons apart.
    pub cells: Cells,
    /// Why it could not be taken.
    pub reason: String,
    /// The replay that took it; null while it waits.
    pub taken_in: Option<FeedRunId>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
