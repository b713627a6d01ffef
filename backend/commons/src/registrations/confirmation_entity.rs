//! Rows of the links that confirm addresses.

use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// A link that shows that a person reads an address.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_confirmations")]
pub struct Model {
    /// SHA-256 of the token; the token itself is in the mail alone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_digest: String,
    /// Whose.
    pub account_id: AccountId,
    /// Which address.
    pub email: String,
    /// When it was sent.
    pub created_at: DateTimeUtc,
    /// When it stops working.
    pub expires_at: DateTimeUtc,
    /// When it was opened.
    pub used_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
