//! Rows of closed accounts.

use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// An account its person has closed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_closures")]
pub struct Model {
    /// Whose it was.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// When it was closed.
    pub closed_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
