//! Rows of neighbouring systems.

use kernel::id::AppId;
use sea_orm::entity::prelude::*;

/// Whether an address opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Link {
    /// It was not asked yet, or has no address.
    Unknown,
    /// It answered when it was asked last.
    Opens,
    /// It failed at least twice in a row.
    Broken,
}

/// A system beside ours.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "apps")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AppId,
    /// As its keeper calls it.
    pub name: String,
    /// Who runs it.
    pub keeper: String,
    /// What it is for.
    pub purpose: String,
    /// Who uses it.
    pub audience: String,
    /// How one signs in there.
    pub login_hint: String,
    /// How to begin, in steps.
    pub guide: Option<String>,
    /// Where it is; none while nobody has verified it.
    pub url: Option<String>,
    /// Its place in the list.
    pub position: i32,
    /// Whether the address opens.
    pub link: Link,
    /// Since when it does, or does not.
    pub link_since: Option<DateTimeUtc>,
    /// When it was asked last.
    pub checked_at: Option<DateTimeUtc>,
    /// How many checks failed in a row.
    pub failures: i32,
    /// When it is asked next.
    pub check_at: DateTimeUtc,
    /// When its words were changed last.
    pub changed_at: DateTimeUtc,
    /// When it was taken off the list.
    pub retired_at: Option<DateTimeUtc>,
    /// Counts changes of its words.
    pub revision: i32,
}

/// None: it stands alone.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
