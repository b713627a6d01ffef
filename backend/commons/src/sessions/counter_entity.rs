//! Rows of counters of wrong passwords.

use sea_orm::entity::prelude::*;

/// How often a password was wrong.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_counters")]
pub struct Model {
    /// The keyed name of an address, or of an address on a known device.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Wrong ones since the last right one.
    pub failures: i32,
    /// No sign-in before.
    pub locked_until: Option<DateTimeUtc>,
    /// The last wrong one.
    pub last_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
