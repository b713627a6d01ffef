//! Rows of what is followed.

use super::rules::LawFollowKind;
use kernel::id::{AccountId, LawFollowId};
use sea_orm::entity::prelude::*;

/// What a person follows.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "law_follows")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LawFollowId,
    /// Who.
    pub account_id: AccountId,
    /// What sort of thing.
    pub kind: LawFollowKind,
    /// Which: a slug, a code, a name, words.
    pub value: String,
    /// As it is called.
    pub name: String,
    /// Stands in the address of its feed.
    pub token: String,
    /// Since when.
    pub created_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
