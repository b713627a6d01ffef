//! Rows of scores as they were.

use kernel::id::ProviderId;
use sea_orm::entity::prelude::*;

/// The score of a provider at the end of a day on which it changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_score_days")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider_id: ProviderId,
    /// The day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// By which version.
    pub version: i32,
    /// Thousandths of a point.
    pub score_milli: i64,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
