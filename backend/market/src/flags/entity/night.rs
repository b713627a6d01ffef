//! Rows of nights.

use sea_orm::entity::prelude::*;

/// That the flags have looked on a day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "red_flag_nights")]
pub struct Model {
    /// Which day, in China.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// At how many processes.
    pub processes: i32,
    /// How much they found.
    pub findings: i32,
    /// How many tasks that were not there before.
    pub new_tasks: i32,
    /// When.
    pub looked_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
