//! Rows of accredited items.

use kernel::id::{AccreditedItemId, ProviderId};
use sea_orm::entity::prelude::*;

/// What a laboratory is accredited for (检验检测能力): one pollutant by one method.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "accredited_items")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccreditedItemId,
    /// Whose.
    pub provider_id: ProviderId,
    /// The pollutant (检测项目), as given.
    pub item: String,
    /// What it is looked up by: [`super::rules::item_key`].
    pub item_key: String,
    /// What is tested (检测对象), as given; empty where the list does not say.
    pub matrix: String,
    /// The method's standard: `HJ 828-2017`.
    pub method: String,
    /// What it is looked up by: without the year.
    pub method_key: String,
    /// What limits it, as given.
    pub note: Option<String>,
    /// The last day of the accreditation; none where the list does not say.
    pub valid_to: Option<Date>,
    /// Where we know it from.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<Date>,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
