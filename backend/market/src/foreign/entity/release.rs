//! Rows of foreign releases.

use sea_orm::entity::prelude::*;

/// A release as it came.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "foreign_releases")]
pub struct Model {
    /// Of which process.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ocid: String,
    /// Which of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub release_id: String,
    /// As the publisher writes it.
    pub released_at: String,
    /// Whether it is what releases come to, not a release.
    pub is_compiled: bool,
    /// SHA-256 of what it says.
    pub digest: String,
    /// As it came, JSON.
    pub body: String,
    /// Where we know it from.
    pub source: String,
    /// When it came.
    pub recorded_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
