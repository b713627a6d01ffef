//! Rows of moves.

use kernel::RegionCode;
use kernel::id::{AccountId, OrganisationMoveId};
use sea_orm::entity::prelude::*;

/// How far a move has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[graphql(name = "OrganisationMoveState")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MoveState {
    /// 待对方协会同意: nothing has moved yet.
    Proposed,
    /// 已调整, perhaps undone since.
    Made,
    /// 对方协会不同意: nothing has moved.
    Declined,
}

/// That organisations were moved, or shall be.
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
    /// When; while it waits, when it was proposed.
    pub moved_at: DateTimeUtc,
    /// Until when it can be undone.
    pub undo_until: DateTimeUtc,
    /// When it was undone; null while it holds.
    pub undone_at: Option<DateTimeUtc>,
    /// How far it has come.
    pub state: MoveState,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
