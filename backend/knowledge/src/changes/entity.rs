//! Rows of changes.

use super::rules::LawChangeKind;
use kernel::id::{LawChangeId, LawId};
use sea_orm::entity::prelude::*;

/// What happened to a text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "law_changes")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LawChangeId,
    /// To which text.
    pub law_id: LawId,
    /// The law, whatever its date.
    pub slug: String,
    /// What.
    pub kind: LawChangeKind,
    /// From which day.
    pub day: Date,
    /// When it became known.
    pub at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
