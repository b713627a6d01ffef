//! Rows of addresses nobody takes mail at.

use sea_orm::entity::prelude::*;

/// An address whose server refused a mail for good.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "undeliverable_addresses")]
pub struct Model {
    /// Lower case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub address: String,
    /// What the server said.
    pub reason: String,
    /// Since when.
    pub since: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
