//! Rows of recovery codes.

use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// A recovery code.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// The digit it begins with.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// argon2id, in PHC form.
    pub code_hash: String,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was used; null until then.
    pub used_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
