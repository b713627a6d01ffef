//! Rows of foreign processes.

use sea_orm::entity::prelude::*;

/// A contracting process of another publisher.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "foreign_processes")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ocid: String,
    /// Where we know it from.
    pub source: String,
    /// What it is called.
    pub title: Option<String>,
    /// Who buys.
    pub buyer_name: Option<String>,
    /// Where it stands, in the words of the standard.
    pub status: Option<String>,
    /// How many releases we have.
    pub release_count: i32,
    /// What they come to, JSON.
    pub compiled: String,
    /// When something came last.
    pub recorded_at: DateTimeUtc,
}

/// None: it stands alone.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
