//! Rows of stored answers.

use super::super::rules::Citation;
use kernel::RegionCode;
use kernel::id::AnswerId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What a question is about.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "KnowledgeField")]
pub enum Field {
    /// 水.
    Water,
    /// 大气.
    Air,
    /// 噪声.
    Noise,
    /// 固体废物.
    SolidWaste,
    /// 土壤.
    Soil,
    /// 辐射.
    Radiation,
    /// 排污许可.
    Permit,
    /// 环评与验收.
    Eia,
    /// 监测.
    Monitoring,
    /// 执法与处罚.
    Enforcement,
    /// 信用与信息公开.
    Credit,
    /// 碳.
    Carbon,
    /// 采购与招投标.
    Procurement,
    /// 投诉与信访.
    Petition,
    /// 平台使用.
    Platform,
    /// 其他.
    Other,
}

/// For whom an answer is written.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Audience {
    /// 企业.
    Enterprise,
    /// 服务机构.
    Provider,
    /// 居民.
    Resident,
}

/// Where an entry stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AnswerState {
    /// Being written.
    Draft,
    /// Given to whoever asks.
    Published,
    /// No longer given.
    Retired,
}

/// Ways of asking, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Phrases(pub Vec<String>);

/// What is cited, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Citations(pub Vec<Citation>);

/// A stored answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "answers")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AnswerId,
    /// By which we know it in what we wrote beforehand; the id for others.
    pub key: String,
    /// The question.
    pub question: String,
    /// Other ways to ask it.
    pub alternatives: Phrases,
    /// The answer.
    pub text: String,
    /// What it is about.
    pub field: Field,
    /// The province it is for; none for everywhere.
    pub region_code: Option<RegionCode>,
    /// For whom.
    pub audience: Audience,
    /// The articles it rests on.
    pub citations: Citations,
    /// The first day it is right.
    pub valid_from: Date,
    /// The last day it is right.
    pub valid_to: Option<Date>,
    /// By when somebody looks at it again.
    pub review_by: Date,
    /// When somebody last held it against what it cites.
    pub checked_on: Date,
    /// Who wrote it.
    pub source: String,
    /// Where it stands.
    pub state: AnswerState,
    /// How often it was changed.
    pub revision: i32,
    /// When it came.
    pub created_at: DateTimeUtc,
    /// When it changed last.
    pub updated_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it is right on a day.
    pub fn is_valid(&self, today: chrono::NaiveDate) -> bool {
        super::super::rules::is_valid(self.valid_from, self.valid_to, today)
    }
}
