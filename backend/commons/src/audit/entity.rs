//! Rows of the audit log.

use kernel::Agent;
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
    /// The rule by which it is sealed: 1 for rows of before, which lack what follows.
    pub form: i32,
    /// How it ended.
    pub result: AuditResult,
    /// The caller's address; null for what the product does by itself.
    pub address: Option<String>,
    /// The caller's kind of program; null when it was not said.
    pub agent: Option<Agent>,
}

/// How something ended.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuditResult {
    /// 已完成.
    Done,
    /// 被拒绝.
    Refused,
}

/// None: entries point at subjects by their id alone.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
