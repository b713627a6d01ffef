//! The SQL of awards.

use crate::bids::entity as bid;
use crate::demands::entity as demand;
use chrono::{DateTime, Utc};
use kernel::{Fen, RegionCode, Result};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef,
};

/// The most awards that are looked at, the latest first.
const AWARDS: u64 = 300;

/// What a job was awarded for.
pub(super) struct Award {
    pub(super) price: Fen,
    pub(super) quantity: Option<f64>,
    pub(super) unit: Option<String>,
    pub(super) county: Option<RegionCode>,
    pub(super) city: Option<RegionCode>,
}

/// The latest awards of a category in a province since a time; demonstrations and practice do not count.
pub(super) async fn awards(
    db: &impl ConnectionTrait,
    category: &str,
    province: &RegionCode,
    since: DateTime<Utc>,
) -> Result<Vec<Award>> {
    let chosen: RelationDef = demand::Entity::belongs_to(bid::Entity)
        .from(demand::Column::AwardedBidId)
        .to(bid::Column::Id)
        .into();
    let rows = demand::Entity::find()
        .select_only()
        .column(bid::Column::PriceFen)
        .columns([demand::Column::Quantity, demand::Column::Unit])
        .columns([demand::Column::CountyCode, demand::Column::CityCode])
        .join(JoinType::InnerJoin, chosen)
        .filter(demand::Column::CategoryCode.eq(category))
        .filter(demand::Column::State.eq(demand::DemandState::Awarded))
        .filter(demand::Column::AwardedAt.gte(since))
        .filter(demand::Column::IsDemo.eq(false))
        .filter(demand::Column::Pace.eq(1))
        .filter(demand::Column::ProvinceCode.eq(province.clone()))
        .order_by_desc(demand::Column::PublishedAt)
        .limit(AWARDS)
        .into_tuple()
        .all(db)
        .await?;
    let award =
        |(price, quantity, unit, county, city)| Award { price, quantity, unit, county, city };
    Ok(rows.into_iter().map(award).collect())
}
