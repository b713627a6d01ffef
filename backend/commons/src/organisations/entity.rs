//! Rows of organisations.

use kernel::id::OrganisationId;
use kernel::{OrganisationKind, RegionCode};
use sea_orm::entity::prelude::*;

/// Whether an organisation may act (状态).
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
#[graphql(name = "OrganisationStanding")]
pub enum Standing {
    /// 待审核: registered, not yet approved.
    Pending,
    /// 未通过: its registration was refused and may be sent again.
    Refused,
    /// 正常: may post and bid. Organisations known from lists are active and have no members.
    Active,
    /// 暂停: may read only, for a reason and a time its people are told.
    Suspended,
    /// 已注销: gone for good.
    Closed,
}

/// A legal person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisations")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// What it is here for.
    pub kind: OrganisationKind,
    /// As it is registered.
    pub name: String,
    /// The name without spaces and widths, for matching.
    pub name_key: String,
    /// 统一社会信用代码; null where the source had none.
    pub credit_code: Option<String>,
    /// Whether the code passes its check digit.
    pub credit_code_is_valid: bool,
    /// Where it is registered.
    pub region_code: Option<RegionCode>,
    /// As given.
    pub address: Option<String>,
    /// Where we know it from.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<Date>,
    /// When it became known.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Whether it may act.
    pub standing: Standing,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
