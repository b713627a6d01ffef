//! Rows of contracting processes.

use kernel::id::DemandId;
use sea_orm::entity::prelude::*;

/// A need as a contracting process: what its releases come to.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ocds_processes")]
pub struct Model {
    /// Which, everywhere in the world.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ocid: String,
    /// The need.
    pub demand_id: DemandId,
    /// Releases before this number are no longer handed out.
    pub shown_from: i32,
    /// How many releases there are.
    pub release_count: i32,
    /// Written by us to show how the platform works.
    pub is_demo: bool,
    /// The compiled release, JSON.
    pub compiled: String,
    /// When the last release was written.
    pub released_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
