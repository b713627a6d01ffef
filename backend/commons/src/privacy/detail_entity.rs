//! Rows of what a person keeps about themselves.

use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// What a person keeps about themselves beside the account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_details")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// Their telephone number, sealed; null when they gave none.
    pub phone_sealed: Option<String>,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
