//! Rows of the keys of needs.

use kernel::id::DemandId;
use sea_orm::entity::prelude::*;

/// The key of the envelopes of a need (信封密钥).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demand_keys")]
pub struct Model {
    /// Of which need.
    #[sea_orm(primary_key, auto_increment = false)]
    pub demand_id: DemandId,
    /// Envelopes are sealed with it.
    pub public_key: String,
    /// Opens them; only while the platform keeps it.
    pub private_sealed: Option<String>,
    /// The last link of the chain of receipts.
    pub head: String,
    /// How many receipts were handed out.
    pub receipts: i32,
    /// When it was made.
    pub made_at: DateTimeUtc,
    /// When it was released; none before.
    pub released_at: Option<DateTimeUtc>,
    /// When it was destroyed; none before.
    pub ended_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
