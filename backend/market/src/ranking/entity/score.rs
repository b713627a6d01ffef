//! Rows of scores as they are now.

use kernel::id::ProviderId;
use sea_orm::entity::prelude::*;

/// The score of a provider.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_scores")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider_id: ProviderId,
    /// By which version.
    pub version: i32,
    /// Thousandths of a point, 0 to 100,000.
    pub score_milli: i64,
    /// New here, without reviews and awards.
    pub is_newcomer: bool,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
