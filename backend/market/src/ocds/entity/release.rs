//! Rows of releases; none is ever changed.

use sea_orm::entity::prelude::*;

/// What was known of a process at a moment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ocds_releases")]
pub struct Model {
    /// Its place among all releases.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// Of which process.
    pub ocid: String,
    /// Its place among those of its process, from 1.
    pub number: i32,
    /// What it was written for.
    pub event: String,
    /// SHA-256 of what it says, without what tells it from the next.
    pub digest: String,
    /// The release, JSON.
    pub body: String,
    /// When it was written.
    pub released_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
