//! Rows of what is asked.

use sea_orm::entity::prelude::*;

/// A source that is asked, by its name.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_pulls")]
pub struct Model {
    /// What the source calls itself.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Where it was asked; other marks hold elsewhere.
    pub url: String,
    /// The mark of the last answer.
    pub etag: Option<String>,
    /// The day of the last answer, as the source wrote it.
    pub modified: Option<String>,
    /// How often in a row nothing came.
    pub failures: i32,
    /// Why nothing came last, in a sentence for people.
    pub problem: Option<String>,
    /// When it was asked last.
    pub tried_at: DateTimeUtc,
    /// When it is asked again.
    pub next_at: DateTimeUtc,
    /// When it answered last, with something new or without.
    pub good_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
