//! Rows of findings.

use kernel::RegionCode;
use kernel::id::{AccountId, OrganisationId, TextFindingId};
use sea_orm::entity::prelude::*;

/// What something in a text looks like.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "TextFindingKind")]
pub enum FindingKind {
    /// 电话号码.
    Phone,
    /// 邮箱地址.
    Mail,
    /// 微信或 QQ 号.
    Messenger,
    /// 网址.
    Link,
    /// 广告用语.
    Advertising,
    /// 辱骂用语.
    Abuse,
}

/// Where a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "TextFindingState")]
pub enum FindingState {
    /// 已提示: its sender was told.
    Found,
    /// 申诉中: its sender finds it wrong; a moderator looks.
    Appealed,
    /// 已放行: it was found wrongly, and is not found again with this organisation.
    Allowed,
    /// 维持: it was found rightly.
    Upheld,
}

/// Something that was found in texts of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "text_findings")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TextFindingId,
    /// Whose text.
    pub organisation_id: OrganisationId,
    /// Whose moderators read it.
    pub region_code: RegionCode,
    /// Who typed it last.
    pub account_id: AccountId,
    /// What it looks like.
    pub kind: FindingKind,
    /// As it was typed last; never more of the text.
    pub span: String,
    /// The same however it is typed.
    pub span_key: String,
    /// In which text it was last: `demand.description`.
    pub place: String,
    /// When it was first found.
    pub found_at: DateTimeUtc,
    /// When it was last found.
    pub last_at: DateTimeUtc,
    /// How often.
    pub times: i32,
    /// Where it stands.
    pub state: FindingState,
    /// Why it was found wrongly, in its sender's words.
    pub appeal: Option<String>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
