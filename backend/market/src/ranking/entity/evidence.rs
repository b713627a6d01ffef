//! Rows of the ledger.

use kernel::id::{AccountId, EvidenceId, ProviderId};
use sea_orm::entity::prelude::*;

/// A line of evidence. Never changed, only ended.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvidenceId,
    /// About whom.
    pub provider_id: ProviderId,
    /// Under which rule.
    pub rule_code: String,
    /// The version that was live when it was entered.
    pub rule_version: i32,
    /// What tells it apart from others of the rule: the number of a decision, the id of a licence.
    pub subject: String,
    /// Thousandths: how many times the points of the rule.
    pub times_milli: i64,
    /// What it says, in words.
    pub note: Option<String>,
    /// Where it is from.
    pub source: String,
    /// Where to read it.
    pub source_url: Option<String>,
    /// The day it is about.
    pub happened_on: Date,
    /// The first day on which it counts; never before it was entered, so that past days stay.
    pub effective_from: Date,
    /// The last day on which it counts; none without an end.
    pub expires_on: Option<Date>,
    /// Whether the platform derived it from what it knows.
    #[serde(deserialize_with = "platform::db::packed::flag")]
    pub is_derived: bool,
    /// Who entered it; none when it is derived.
    pub entered_by: Option<AccountId>,
    /// When.
    pub entered_at: DateTimeUtc,
    /// The first day on which it does not count any more; none while it stands.
    pub ended_on: Option<Date>,
    /// Who ended it; none when the platform did.
    pub ended_by: Option<AccountId>,
    /// Why it was ended.
    pub end_note: Option<String>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
