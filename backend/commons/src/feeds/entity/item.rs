//! What sources list.

use kernel::id::{FeedId, FeedRunId};
use sea_orm::entity::prelude::*;

/// A thing a source lists, or listed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_items")]
pub struct Model {
    /// Of which source.
    #[sea_orm(primary_key, auto_increment = false)]
    pub feed_id: FeedId,
    /// What tells it apart: a digest of its code, name and number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_key: String,
    /// What it names.
    pub name: String,
    /// The run that saw it last.
    pub seen_in: FeedRunId,
    /// Since when whole files of the source have it no more.
    pub gone_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
