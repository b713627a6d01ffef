//! Rows of what an answer was.

use kernel::id::{AccountId, AnswerId};
use sea_orm::entity::prelude::*;

/// A revision that a newer one replaced.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer_versions")]
pub struct Model {
    /// Of which answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub answer_id: AnswerId,
    /// Which revision.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    /// All of it.
    pub body: Json,
    /// When it was replaced.
    pub changed_at: DateTimeUtc,
    /// By whom, when a person did.
    pub changed_by: Option<AccountId>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
