//! Rows of questions that became cases of the test set.

use super::answer::Citations;
use kernel::id::AnswerId;
use sea_orm::entity::prelude::*;

/// A confirmed answer's question.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer_cases")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub answer_id: AnswerId,
    /// As it was asked.
    pub question: String,
    /// What must be cited.
    pub citations: Citations,
    /// When it became one.
    pub created_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
