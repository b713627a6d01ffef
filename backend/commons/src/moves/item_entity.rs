//! Rows of the organisations in a move.

use kernel::RegionCode;
use kernel::id::{OrganisationId, OrganisationMoveId};
use sea_orm::entity::prelude::*;

/// One organisation of a move.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_move_items")]
pub struct Model {
    /// Of which move.
    #[sea_orm(primary_key, auto_increment = false)]
    pub move_id: OrganisationMoveId,
    /// Which organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// From where.
    pub from_code: RegionCode,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
