//! Rows of versions of the rules.

use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// Where a version stands.
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
pub enum RankingVersionState {
    /// 草案: tried, not applied.
    Draft,
    /// 施行中.
    Live,
    /// 已停用.
    Retired,
}

/// The judgements of a panel on pairs of components, row by row above the diagonal.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, FromJsonQueryResult,
)]
pub struct Judgements(pub Vec<i32>);

/// A version of the rules.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ranking_versions")]
pub struct Model {
    /// Which; counts up.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// Where it stands.
    pub state: RankingVersionState,
    /// What it is called.
    pub title: String,
    /// What is new, and why.
    pub note: String,
    /// Who judged the pairs.
    pub panel: String,
    /// The judgements.
    pub judgements: Judgements,
    /// Millionths: how far the judgements contradict each other.
    pub consistency_ppm: i32,
    /// The first day on which it holds; none for drafts.
    pub holds_from: Option<Date>,
    /// Who drafted it; none for the first.
    pub drafted_by: Option<AccountId>,
    /// When.
    pub drafted_at: DateTimeUtc,
    /// Who published it.
    pub published_by: Option<AccountId>,
    /// When.
    pub published_at: Option<DateTimeUtc>,
    /// Counts changes.
    pub revision: i32,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
