//! Rows of providers.

use kernel::id::{OrganisationId, ProviderId};
use kernel::{Position, RegionCode};
use sea_orm::entity::prelude::*;

/// How large a provider is (工信部联企业〔2011〕300号 as the provider states it).
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
    serde::Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EnterpriseSize {
    /// 大型.
    Large,
    /// 中型.
    Medium,
    /// 小型.
    Small,
    /// 微型.
    Micro,
}

impl EnterpriseSize {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Large => "大型",
            Self::Medium => "中型",
            Self::Small => "小型",
            Self::Micro => "微型",
        }
    }
}

/// A provider's public page.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "providers")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProviderId,
    /// Whose page it is.
    pub organisation_id: OrganisationId,
    /// As registered.
    pub name: String,
    /// What people call it.
    pub short_name: Option<String>,
    /// 统一社会信用代码.
    pub credit_code: Option<String>,
    /// Whether the code passes its check digit.
    #[serde(deserialize_with = "platform::db::packed::flag")]
    pub credit_code_is_valid: bool,
    /// The deepest division that is certain.
    pub region_code: Option<RegionCode>,
    /// Its province.
    pub province_code: Option<RegionCode>,
    /// Its city.
    pub city_code: Option<RegionCode>,
    /// Its county.
    pub county_code: Option<RegionCode>,
    /// As given.
    pub address: Option<String>,
    /// In its own words.
    pub introduction: Option<String>,
    /// As it states.
    pub size: Option<EnterpriseSize>,
    /// People employed, as it states.
    pub people_count: Option<i32>,
    /// The day it was founded.
    pub founded_on: Option<Date>,
    /// Hundredths of a point out of 100; 0 without reviews.
    pub rating_centi: i32,
    /// How many reviews.
    pub review_count: i32,
    /// Written by us to show how the platform works.
    #[serde(deserialize_with = "platform::db::packed::flag")]
    pub is_demo: bool,
    /// Where we know it from.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<Date>,
    /// When it became known.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// The day the organisation last said what its page says of it.
    pub stated_on: Option<Date>,
    /// Where it is, as a list gives it.
    pub position: Option<Position>,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
