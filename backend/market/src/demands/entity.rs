//! Rows of needs.

use crate::procedures::ProcedureKind;
use kernel::id::{AccountId, BidId, DemandId, OrganisationId};
use kernel::{Fen, Pace, RegionCode};
use sea_orm::entity::prelude::*;

/// Where a need stands.
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
pub enum DemandState {
    /// 待审核.
    Submitted,
    /// 已退回.
    Refused,
    /// 征集中.
    Published,
    /// 已开启报价.
    Opened,
    /// 已选定.
    Awarded,
    /// 已撤回.
    Withdrawn,
    /// 未成交: too few bids, or none that counts.
    Unsuccessful,
}

/// Where a need that is not simple stands between the deadline and the award (评审阶段).
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
pub enum DemandStage {
    /// 待开启: the envelopes wait for their key.
    Opening,
    /// 技术评分: scored without names and prices.
    Scoring,
    /// 开启价格: scores are fixed, price envelopes are being opened.
    Pricing,
    /// 已排序: ranked, or open without scores; the owner proposes or awards.
    Ranked,
    /// 公示中: a proposed award is open to objections.
    Proposed,
}

/// Why a need ended without an award (未成交原因).
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
#[graphql(name = "DemandEndReason")]
pub enum DemandEnd {
    /// 报价不足: too few bids at the deadline.
    TooFewBids,
    /// 没有有效报价: no envelope opens, or no bid is left that meets what is asked.
    NoneCounts,
    /// 密钥没有按期交出: nothing was opened or ever will be.
    KeyNotReleased,
    /// 评分超时: the buyer did not fix its scores in time.
    NotScored,
    /// 选定超时: the buyer neither proposed nor awarded in time.
    NotDecided,
}

/// A treatment need.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "demands")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DemandId,
    /// Whose.
    pub organisation_id: OrganisationId,
    /// Who posted it.
    pub posted_by: Option<AccountId>,
    /// One line.
    pub title: String,
    /// What exactly.
    pub description: String,
    /// `waste/hazardous`.
    pub category_code: String,
    /// Where, as deep as given.
    pub region_code: RegionCode,
    /// Its province.
    pub province_code: RegionCode,
    /// Its city.
    pub city_code: Option<RegionCode>,
    /// Its county.
    pub county_code: Option<RegionCode>,
    /// As given.
    pub address: Option<String>,
    /// At least.
    pub budget_min_fen: Option<Fen>,
    /// At most.
    pub budget_max_fen: Option<Fen>,
    /// HW class or eight-digit code.
    pub waste_code: Option<String>,
    /// How much.
    pub quantity: Option<f64>,
    /// Of what: 吨.
    pub unit: Option<String>,
    /// When bids open; none is taken from then on.
    pub deadline: DateTimeUtc,
    /// Where it stands.
    pub state: DemandState,
    /// When it became public.
    pub published_at: Option<DateTimeUtc>,
    /// When bids were opened.
    pub opened_at: Option<DateTimeUtc>,
    /// When it was awarded.
    pub awarded_at: Option<DateTimeUtc>,
    /// To which bid.
    pub awarded_bid_id: Option<BidId>,
    /// Bids that stand.
    pub bid_count: i32,
    /// Written by us to show how the platform works.
    #[serde(deserialize_with = "platform::db::packed::flag")]
    pub is_demo: bool,
    /// Counts changes.
    pub revision: i32,
    /// When it came in.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// How often the deadline was put off because a question stood unanswered.
    pub extensions: i32,
    /// How it is tendered.
    pub procedure: ProcedureKind,
    /// Where it stands between deadline and award; none before, after, and when it is simple.
    pub stage: Option<DemandStage>,
    /// How many times faster than the calendar its clocks run; 1 but for practice.
    pub pace: i32,
    /// Fewer bids end it without an opening, as its terms say.
    pub least_bids: i32,
    /// Whether bids are scored, as its terms say.
    #[serde(deserialize_with = "platform::db::packed::flag")]
    pub is_scored: bool,
    /// When the stage ends by itself; none while no clock runs against the buyer.
    pub stage_ends_at: Option<DateTimeUtc>,
    /// When that clock looks at it next: to remind, or to end it.
    pub acts_at: Option<DateTimeUtc>,
    /// Why it ended without an award; none unless it did.
    pub end_reason: Option<DemandEnd>,
}

impl Model {
    /// How fast its clocks run.
    pub fn pace(&self) -> Pace {
        Pace::of(self.pace)
    }

    /// When bids are taken: from, until, and how fast that runs.
    pub fn window(&self) -> (DateTimeUtc, DateTimeUtc, Pace) {
        (self.published_at.unwrap_or(self.created_at), self.deadline, self.pace())
    }
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
