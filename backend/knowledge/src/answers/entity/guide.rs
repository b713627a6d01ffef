//! Rows of guides.

use super::answer::{Citations, Field, Phrases};
use kernel::RegionCode;
use kernel::id::GuideId;
use sea_orm::entity::prelude::*;

/// How something is applied for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guides")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GuideId,
    /// By which we know it.
    pub key: String,
    /// What is applied for.
    pub title: String,
    /// What it is about.
    pub field: Field,
    /// The province it is for; none for everywhere.
    pub region_code: Option<RegionCode>,
    /// Who applies.
    pub who: String,
    /// What is done, in order.
    pub steps: Phrases,
    /// What is handed in.
    pub papers: Phrases,
    /// Where.
    pub place: String,
    /// How long it takes.
    pub time_limit: String,
    /// What it costs.
    pub fee: String,
    /// Where it is done on the net.
    pub link: Option<String>,
    /// The articles it rests on.
    pub citations: Citations,
    /// The first day it is right.
    pub valid_from: Date,
    /// The last day it is right.
    pub valid_to: Option<Date>,
    /// By when somebody looks at it again.
    pub review_by: Date,
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
