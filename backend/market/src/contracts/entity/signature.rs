//! Rows of signatures.

use super::Side;
use kernel::id::{AccountId, ContractId};
use sea_orm::entity::prelude::*;

/// That a side has signed a text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_signatures")]
pub struct Model {
    /// Of what.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: ContractId,
    /// Which terms.
    #[sea_orm(primary_key, auto_increment = false)]
    pub terms_revision: i32,
    /// Which side.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: Side,
    /// Who signed.
    pub account_id: AccountId,
    /// SHA-256 of the text.
    pub digest: String,
    /// The words themselves.
    pub text: String,
    /// When.
    pub signed_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
