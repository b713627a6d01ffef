//! Rows of change requests.

use super::reasons::Reason;
use kernel::RegionCode;
use kernel::id::{AccountId, ChangeRequestId, ModerationBatchId, OrganisationId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Where a check stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChangeState {
    /// 待审核.
    Waiting,
    /// 待复核: one person has decided, another must too.
    SecondLook,
    /// 待补正: the owner is asked; the clock stands still.
    Returned,
    /// 已通过.
    Approved,
    /// 已退回.
    Refused,
    /// 已撤回: its owner took the subject back.
    Withdrawn,
}

/// Which side of a matter between two regions the first person decided for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Side {
    /// The region of the request.
    First,
    /// The other region.
    Second,
    /// A moderator of both.
    Both,
}

/// The look afterwards (抽查) at what a rule let pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "SampleLook")]
pub enum Look {
    /// 待抽查.
    Open,
    /// 抽查维持.
    Upheld,
    /// 抽查撤销.
    Overturned,
}

/// One field as it was and as it shall be. The same twice is a field that did not change, shown
/// beside those that did.
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

impl FieldDifference {
    /// A field that says something for the first time.
    pub fn said(field: &str, label: &str, after: impl Into<String>) -> Self {
        let after = Some(after.into());
        Self { field: field.into(), label: label.into(), before: None, after }
    }
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
    /// The other side of a matter between two regions.
    pub second_region_code: Option<RegionCode>,
    /// What changes.
    pub differences: Differences,
    /// Who asked.
    pub submitted_by: Option<AccountId>,
    /// For whom.
    pub organisation_id: Option<OrganisationId>,
    /// When.
    pub submitted_at: DateTimeUtc,
    /// Where it stands.
    pub state: ChangeState,
    /// Since when it stands there.
    pub since: DateTimeUtc,
    /// The day by which it shall be decided; stands still while the owner is asked.
    pub due_on: Date,
    /// Whether that day was counted in a year whose calendar is not published.
    pub due_is_estimated: bool,
    /// Working days that were left when the owner was asked.
    pub days_left: Option<i32>,
    /// Who has taken it.
    pub taken_by: Option<AccountId>,
    /// Until when.
    pub taken_until: Option<DateTimeUtc>,
    /// Whom it was given to.
    pub assigned_to: Option<AccountId>,
    /// Who had the first look of two.
    pub first_by: Option<AccountId>,
    /// How they would decide.
    pub first_verdict: Option<ChangeState>,
    /// For which side.
    pub first_side: Option<Side>,
    /// Who decided; none when a rule or the owner did.
    pub decided_by: Option<AccountId>,
    /// When it was decided.
    pub decided_at: Option<DateTimeUtc>,
    /// Why it went back, for statistics.
    pub reason_code: Option<Reason>,
    /// What the owner is told.
    pub note: Option<String>,
    /// What moderators tell each other; never shown to the owner.
    pub inward_note: Option<String>,
    /// The look afterwards, when it was drawn.
    pub look: Option<Look>,
    /// The act on many that holds it.
    pub batch_id: Option<ModerationBatchId>,
    /// Counts decisions, so that two officers do not decide at once.
    pub revision: i32,
}

/// None: subjects are known by kind and id alone.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
