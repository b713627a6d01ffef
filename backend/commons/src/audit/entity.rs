//! Rows of the audit log.

use kernel::id::{AccountId, OrganisationId};
use sea_orm::entity::prelude::*;

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    /// Its number; gaps are rolled back transactions.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The PostgreSQL transaction that wrote it, 0 on SQLite; filled in by the database.
    pub tx_id: i64,
    /// When.
    pub at: DateTimeUtc,
    /// Who; null when the product itself acted.
    pub account_id: Option<AccountId>,
    /// As what: a role, or `SYSTEM`. Rows of before the three administrators say `ADMINISTRATOR`
    /// for both; they are sealed and stay as they are.
    pub role: String,
    /// For whom.
    pub organisation_id: Option<OrganisationId>,
    /// Module and verb: `demands.publish`.
    pub action: String,
    /// The noun of the subject.
    pub subject_kind: String,
    /// The subject's id.
    pub subject_id: String,
    /// What it was, secrets left out.
    pub before: Option<Json>,
    /// What it became, secrets left out.
    pub after: Option<Json>,
    /// The request it came with.
    pub request_id: Option<String>,
}

/// None: entries point at subjects by their id alone.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
