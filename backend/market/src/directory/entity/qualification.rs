//! Rows of qualifications.

use kernel::id::{ProviderId, QualificationId};
use sea_orm::entity::prelude::*;

/// What kind of licence or certificate.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
    serde::Serialize,
    serde::Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum QualificationKind {
    /// 检验检测机构资质认定.
    Cma,
    /// 环评信用.
    Eia,
    /// 危险废物经营许可证.
    HazardousWaste,
    /// 工程资质.
    Engineering,
    /// 运营资质.
    Operation,
    /// 其他.
    Other,
}

impl QualificationKind {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cma => "检验检测资质（CMA）",
            Self::Eia => "环评能力",
            Self::HazardousWaste => "危险废物经营许可",
            Self::Engineering => "工程资质",
            Self::Operation => "运营资质",
            Self::Other => "其他资质",
        }
    }
}

/// The waste classes of a licence, as they are stored.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, FromJsonQueryResult,
)]
pub struct WasteClasses(pub Vec<String>);

/// A licence or certificate.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "qualifications")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: QualificationId,
    /// Whose.
    pub provider_id: ProviderId,
    /// How the source tells it apart.
    pub source_key: String,
    /// What kind.
    pub kind: QualificationKind,
    /// What it is called.
    pub name: String,
    /// Its number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// What it covers, as given.
    pub scope: Option<String>,
    /// 收集, 贮存, 利用, 处置, as given.
    pub mode: Option<String>,
    /// HW classes it covers, where the source lists them.
    pub waste_classes: WasteClasses,
    /// Tonnes a year, where the source gives one number.
    pub annual_tonnes: Option<f64>,
    /// The yearly scale, as given.
    pub capacity_text: Option<String>,
    /// First day.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_to: Option<Date>,
    /// Where we know it from.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<Date>,
    /// When it became known.
    pub created_at: DateTimeUtc,
    /// Whether it held when it was last looked at; a job looks each day.
    #[serde(deserialize_with = "platform::db::packed::flag")]
    pub holds: bool,
    /// The day its holder is next reminded that it ends; none when nothing is left to remind of.
    pub reminder_on: Option<Date>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
