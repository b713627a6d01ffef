//! Rows of receipts.

use super::super::rules::Digests;
use kernel::id::{BidId, DemandId};
use sea_orm::entity::prelude::*;

/// What a bidder was handed when its envelopes came in (回执).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bid_receipts")]
pub struct Model {
    /// Of which bid.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bid_id: BidId,
    /// For which need.
    pub demand_id: DemandId,
    /// Its number among the receipts of the need, from 1.
    pub number: i32,
    /// Of the envelopes.
    pub digests: Digests,
    /// The link before.
    pub before: String,
    /// Its own link.
    pub head: String,
    /// When.
    pub received_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
