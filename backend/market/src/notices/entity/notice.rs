//! Rows of notices.

use crate::notices::rules::NoticeKind;
use kernel::id::{OfficialNoticeId, OfficialProjectId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Headers and cells as a source has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Given(pub Vec<(String, String)>);

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "official_notices")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OfficialNoticeId,
    /// About what.
    pub project_id: OfficialProjectId,
    /// Of which kind.
    pub kind: NoticeKind,
    /// As it is headed.
    pub title: String,
    /// When it was published; none where the source does not say.
    pub published_on: Option<Date>,
    /// Where we know it from.
    pub source: String,
    /// What tells it apart there.
    pub source_key: String,
    /// Where it stands.
    pub url: Option<String>,
    /// As the source has it, without what tells persons apart.
    pub given: Given,
    /// SHA-256 of what it says.
    pub digest: String,
    /// When it came.
    pub recorded_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
