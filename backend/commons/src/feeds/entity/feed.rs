//! Rows of sources.

use kernel::id::{FeedId, FeedRunId};
use sea_orm::entity::prelude::*;

/// A source, by its name.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feeds")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedId,
    /// As it is kept with what it says.
    pub name: String,
    /// `providers`, `enterprises`, `penalties`, `licences`, `accredited-items`, `notices`, `laws`.
    pub kind: String,
    /// The mapping of its newest file; null where the usual headers were recognised.
    pub mapping_name: Option<String>,
    /// How often it is expected, in days.
    pub every_days: i32,
    /// Its newest run.
    pub last_run_id: Option<FeedRunId>,
    /// Its newest run that was read to the end.
    pub good_run_id: Option<FeedRunId>,
    /// When that run ended, or when the same body came last.
    pub good_at: Option<DateTimeUtc>,
    /// When it became known.
    pub created_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
