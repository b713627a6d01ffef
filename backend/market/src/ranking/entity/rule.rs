//! Rows of rules: what a line of evidence is worth.

use super::component::Component;
use sea_orm::entity::prelude::*;

/// What a line of evidence is worth, for how long, and who says so.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ranking_rules")]
pub struct Model {
    /// Of which version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// `penalty.fine`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// What it counts towards.
    pub component: Component,
    /// Where it stands in the list.
    pub position: i32,
    /// As people call it.
    pub name: String,
    /// Thousandths of a point, each time.
    pub points_milli: i64,
    /// How long it counts; none for as long as the fact holds.
    pub months: Option<i32>,
    /// The text it comes from.
    pub source: String,
    /// Whether the numbers stand in that text; else they are 配置值.
    pub is_verified: bool,
    /// Whether rows are entered by regulators and moderators; else they are derived.
    pub is_entered: bool,
    /// What would change it.
    pub remedy: String,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
