//! Rows of amendments.

use commons::moderation::Differences;
use kernel::id::{AccountId, DemandAmendmentId, DemandId};
use sea_orm::entity::prelude::*;

/// A change of a need while bids are taken.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demand_amendments")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DemandAmendmentId,
    /// Of what.
    pub demand_id: DemandId,
    /// Why.
    pub reason: String,
    /// What, field by field.
    pub differences: Differences,
    /// Whether bids had to be confirmed.
    pub must_confirm: bool,
    /// Who made it.
    pub made_by: Option<AccountId>,
    /// When.
    pub made_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
