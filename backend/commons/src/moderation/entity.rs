//! Rows of change requests.

use kernel::RegionCode;
use kernel::id::{AccountId, ChangeRequestId, OrganisationId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Where a check stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChangeState {
    /// 待审核.
    Waiting,
    /// 已通过.
    Approved,
    /// 已退回.
    Refused,
}

/// One field as it was and as it shall be.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    FromJsonQueryResult,
    async_graphql::SimpleObject,
)]
pub struct FieldDifference {
    /// The field's name in the API.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// As it was; null when it did not exist.
    pub before: Option<String>,
    /// As it shall be; null when it goes.
    pub after: Option<String>,
}

/// The differences of one request, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Differences(pub Vec<FieldDifference>);

/// Something that waits for a check.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_requests")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChangeRequestId,
    /// The noun of the subject.
    pub subject_kind: String,
    /// The subject's id.
    pub subject_id: String,
    /// What the queue shows.
    pub title: String,
    /// Whose moderators decide.
    pub region_code: RegionCode,
    /// What changes.
    pub differences: Differences,
    /// Who asked.
    pub submitted_by: AccountId,
    /// For whom.
    pub organisation_id: Option<OrganisationId>,
    /// When.
    pub submitted_at: DateTimeUtc,
    /// The day by which it shall be decided.
    pub due_on: Date,
    /// Where it stands.
    pub state: ChangeState,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When it was decided.
    pub decided_at: Option<DateTimeUtc>,
    /// Why it was refused, for statistics.
    pub reason_code: Option<String>,
    /// What the owner is told.
    pub note: Option<String>,
    /// Counts decisions, so that two officers do not decide at once.
    pub revision: i32,
}

/// None: subjects are known by kind and id alone.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
