//! Rows of suspensions.

use kernel::id::{AccountId, OrganisationId, SuspensionId};
use sea_orm::entity::prelude::*;

/// That an organisation may not act.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "suspensions")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SuspensionId,
    /// Whose.
    pub organisation_id: OrganisationId,
    /// Why, with the rule it rests on.
    pub reason: String,
    /// Where and how long it may be appealed.
    pub appeal: String,
    /// Since when.
    pub begun_at: DateTimeUtc,
    /// The last day; null until it is lifted.
    pub until: Option<Date>,
    /// By whom.
    pub begun_by: Option<AccountId>,
    /// When it ended; null while it holds.
    pub ended_at: Option<DateTimeUtc>,
    /// Who ended it; null when its term was over or an appeal was upheld.
    pub ended_by: Option<AccountId>,
    /// Why it was ended.
    pub end_note: Option<String>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
