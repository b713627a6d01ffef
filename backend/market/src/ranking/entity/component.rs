//! Rows of components: what a score is made of.

use sea_orm::entity::prelude::*;

/// What a score is made of, in the order in which it is shown and judged
/// (长三角示范区第三方服务平台建设方案 §12–13).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
    serde::Serialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Component {
    /// 信用与综合评价.
    Credit,
    /// 处罚与失信记分.
    Penalty,
    /// 资质.
    Qualification,
    /// 平台业绩.
    Performance,
    /// 客户评价.
    Reviews,
    /// 活跃度.
    Activity,
    /// 资料完整度.
    Completeness,
}

impl Component {
    /// All, in order.
    pub const ALL: [Self; 7] = [
        Self::Credit,
        Self::Penalty,
        Self::Qualification,
        Self::Performance,
        Self::Reviews,
        Self::Activity,
        Self::Completeness,
    ];

    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Credit => "信用与综合评价",
            Self::Penalty => "处罚与失信记分",
            Self::Qualification => "资质",
            Self::Performance => "平台业绩",
            Self::Reviews => "客户评价",
            Self::Activity => "活跃度",
            Self::Completeness => "资料完整度",
        }
    }
}

/// Where a component begins, and its share of the whole.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ranking_components")]
pub struct Model {
    /// Of which version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub component: Component,
    /// Thousandths of a point, before any row.
    pub base_milli: i64,
    /// Ten-thousandths of the whole; all of a version are 10,000.
    pub weight: i32,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
