//! Rows of tasks.

use super::super::rules::{CiterKind, RippleReason, RippleState};
use kernel::id::{AccountId, RippleTaskId};
use sea_orm::entity::prelude::*;

/// A writing that must be looked at again.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ripple_tasks")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RippleTaskId,
    /// What sort of writing.
    pub kind: CiterKind,
    /// Which writing.
    pub citer_id: String,
    /// The law it rests on.
    pub slug: String,
    /// The article; 0 is the law as a whole.
    pub number: i32,
    /// What the writing says, for people.
    pub title: String,
    /// Where it can be read or mended.
    pub path: String,
    /// Why.
    pub reason: RippleReason,
    /// The words it was written under.
    pub old_words: String,
    /// What stands there now, or what took its place; empty when nothing did.
    pub new_words: String,
    /// Of what stands there now.
    pub new_hash: String,
    /// Where that can be read.
    pub new_path: Option<String>,
    /// Where it stands.
    pub state: RippleState,
    /// When the change was noticed.
    pub opened_at: DateTimeUtc,
    /// Until when it should be closed.
    pub due_at: DateTimeUtc,
    /// Who closed it.
    pub closed_by: Option<AccountId>,
    /// When.
    pub closed_at: Option<DateTimeUtc>,
    /// What was said with it.
    pub note: Option<String>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
