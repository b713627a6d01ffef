//! Rows of moves.

use kernel::RegionCode;
use kernel::id::{AccountId, OrganisationMoveId};
use sea_orm::entity::prelude::*;

/// That organisations were moved.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_moves")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationMoveId,
    /// To where.
    pub region_code: RegionCode,
    /// Why.
    pub note: String,
    /// By whom.
    pub moved_by: AccountId,
    /// When.
    pub moved_at: DateTimeUtc,
    /// Until when it can be undone.
    pub undo_until: DateTimeUtc,
    /// When it was undone; null while it holds.
    pub undone_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
