//! Rows of days for which everything was scored.

use sea_orm::entity::prelude::*;

/// A day for which everything was scored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ranking_days")]
pub struct Model {
    /// The day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// By which version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// How many were scored.
    pub providers: i32,
    /// How many changed.
    pub changed: i32,
    /// When it was done.
    pub finished_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
