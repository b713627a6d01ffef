//! Rows of projects.

use crate::notices::rules::{NoticeKind, NoticeStage};
use kernel::id::OfficialProjectId;
use kernel::{Fen, RegionCode};
use sea_orm::entity::prelude::*;

/// A project that notices are about.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "official_projects")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OfficialProjectId,
    /// As its first notice is headed.
    pub title: String,
    /// The title without what tells one notice from the next.
    pub title_key: String,
    /// As given.
    pub project_number: Option<String>,
    /// The number without signs.
    pub number_key: Option<String>,
    /// Who buys.
    pub buyer_name: Option<String>,
    /// The name for comparing; empty where none is known.
    pub buyer_key: String,
    /// Where, as deep as is certain.
    pub region_code: Option<RegionCode>,
    /// Its province.
    pub province_code: Option<RegionCode>,
    /// Its city.
    pub city_code: Option<RegionCode>,
    /// Its county.
    pub county_code: Option<RegionCode>,
    /// The most it may cost.
    pub budget_fen: Option<Fen>,
    /// What it was awarded for.
    pub award_fen: Option<Fen>,
    /// To whom.
    pub supplier_name: Option<String>,
    /// When bids end.
    pub bid_deadline: Option<DateTimeUtc>,
    /// How far it has come.
    pub stage: NoticeStage,
    /// The kind of its newest notice.
    pub latest_kind: NoticeKind,
    /// How many notices there are.
    pub notice_count: i32,
    /// The oldest day a notice bears.
    pub first_on: Option<Date>,
    /// The newest day a notice bears.
    pub latest_on: Date,
    /// When something came last.
    pub updated_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
