//! Rows of authenticator apps.

use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// An authenticator app.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "totp_factors")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// The secret, sealed.
    pub secret_sealed: String,
    /// The step of the last code that was taken.
    pub last_step: i64,
    /// When it was started.
    pub created_at: DateTimeUtc,
    /// When its first code was right; null until then.
    pub confirmed_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
