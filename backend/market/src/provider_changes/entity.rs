//! Rows of changes of providers' pages.

use crate::directory::Profile;
use kernel::id::{AccountId, ChangeRequestId, ProviderChangeId, ProviderId};
use sea_orm::entity::prelude::*;

/// Where a change stands.
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
pub enum ProviderChangeState {
    /// 待审核.
    Submitted,
    /// 已生效.
    Applied,
    /// 未通过.
    Refused,
    /// 已撤回.
    Withdrawn,
}

/// What a provider wants its page to say.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_changes")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProviderChangeId,
    /// Whose page.
    pub provider_id: ProviderId,
    /// Its check.
    pub change_request_id: ChangeRequestId,
    /// Where it stands.
    pub state: ProviderChangeState,
    /// What the page said when it was sent in.
    pub before: Profile,
    /// What it shall say.
    pub after: Profile,
    /// Who sent it in last.
    pub submitted_by: AccountId,
    /// When.
    pub submitted_at: DateTimeUtc,
    /// When it was applied, refused or taken back.
    pub ended_at: Option<DateTimeUtc>,
    /// Counts changes, so that two colleagues do not mend at once.
    pub revision: i32,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
