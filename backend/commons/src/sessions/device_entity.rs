//! Rows of devices on which an account has signed in before.

use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// A browser that an account knows.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_devices")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// The keyed name of the number in its cookie.
    #[sea_orm(primary_key, auto_increment = false)]
    pub device_digest: String,
    /// The first sign-in.
    pub first_at: DateTimeUtc,
    /// The last sign-in.
    pub last_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
