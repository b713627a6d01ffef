//! Rows of the hash chain.

use sea_orm::entity::prelude::*;

/// The seal of one entry.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_seals")]
pub struct Model {
    /// 1, 2, 3 … without a gap.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// The transaction of the sealed entry.
    pub entry_tx_id: i64,
    /// The number of the sealed entry.
    pub entry_seq: i64,
    /// SHA-256 over the seal before and the entry, in hex.
    pub digest: String,
}

/// None: a seal outlives what it seals.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
