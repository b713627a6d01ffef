//! Rows of disputes.

use kernel::id::{AccountId, ChangeRequestId, EvidenceDisputeId, EvidenceId, ProviderId};
use sea_orm::entity::prelude::*;

/// Where a dispute stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
    serde::Serialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EvidenceDisputeState {
    /// 处理中; the row is not counted.
    Submitted,
    /// 异议成立; the row is ended.
    Upheld,
    /// 异议不成立; the row counts again.
    Refused,
    /// 已撤回; the row counts again.
    Withdrawn,
}

/// What a provider objects to.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_disputes")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvidenceDisputeId,
    /// To which row.
    pub evidence_id: EvidenceId,
    /// Whose.
    pub provider_id: ProviderId,
    /// Its check.
    pub change_request_id: ChangeRequestId,
    /// Where it stands.
    pub state: EvidenceDisputeState,
    /// Why.
    pub reason: String,
    /// Who sent it in.
    pub submitted_by: AccountId,
    /// When it was sent in last.
    pub submitted_at: DateTimeUtc,
    /// The first day on which the row is not counted.
    pub submitted_on: Date,
    /// The first day on which it is decided; none while it is open.
    pub decided_on: Option<Date>,
    /// Counts changes.
    pub revision: i32,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
