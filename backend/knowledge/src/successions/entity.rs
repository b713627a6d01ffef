//! Rows of successions.

use super::rules::SuccessionState;
use kernel::id::{AccountId, SuccessionId};
use sea_orm::entity::prelude::*;

/// That one article took the place of another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "successions")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SuccessionId,
    /// The repealed law.
    pub old_slug: String,
    /// Its article.
    pub old_number: i32,
    /// 1 for 之一; 0 for none.
    pub old_branch: i32,
    /// The law that repealed it.
    pub new_slug: String,
    /// Its article.
    pub new_number: i32,
    /// 1 for 之一; 0 for none.
    pub new_branch: i32,
    /// 1 for the most alike of the candidates.
    pub rank: i32,
    /// How alike the words are, of 1,000.
    pub score_milli: i32,
    /// Of the older words that were compared.
    pub old_hash: String,
    /// Of the newer words that were compared.
    pub new_hash: String,
    /// Where it stands.
    pub state: SuccessionState,
    /// When it was found.
    pub proposed_at: DateTimeUtc,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<DateTimeUtc>,
    /// What was said with it.
    pub note: Option<String>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
