//! Rows of openings.

use super::super::rules::OpeningList;
use kernel::id::DemandId;
use sea_orm::entity::prelude::*;

/// The list of an opening (开启记录).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "openings")]
pub struct Model {
    /// Of which need.
    #[sea_orm(primary_key, auto_increment = false)]
    pub demand_id: DemandId,
    /// When the last envelope of the first stage was open.
    pub opened_at: DateTimeUtc,
    /// Who bid, in the order in which they came.
    pub list: OpeningList,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
