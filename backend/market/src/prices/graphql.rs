//! Price bands as GraphQL shows them, to everybody.

use super::rules::{self, Band};
use super::store::{self, Award};
use crate::demands::DemandRow;
use async_graphql::{Context, Object, SimpleObject};
use chrono::Duration;
use kernel::RegionCode;
use kernel::region::RegionLevel;
use platform::graphql::{Money, Public, Shown, context};

/// What jobs of one kind were awarded for in an area (价格区间).
#[derive(SimpleObject)]
pub struct PriceBand {
    /// A quarter was awarded for no more.
    low: Money,
    /// Half was awarded for no more.
    median: Money,
    /// Three quarters were awarded for no more.
    high: Money,
    /// Of how many awards of the last three years; at least five.
    count: i64,
    /// For one of what: 吨; null when whole jobs are compared.
    unit: Option<String>,
    /// The area.
    region_name: String,
}

/// The band for a category in the smallest area that has enough awards: the county, the city, the
/// province.
async fn find(
    ctx: &Context<'_>,
    category: &str,
    region: &RegionCode,
    unit: Option<&str>,
) -> async_graphql::Result<Option<PriceBand>> {
    let db = context(ctx).0;
    let since = db.clock().now() - Duration::days(rules::DAYS_BACK);
    let province = region.province();
    let awards = store::awards(db.read(), category, &province, since).await.shown()?;
    for area in [region.county(), region.city(), Some(province)].into_iter().flatten() {
        let lies_there = |it: &&Award| {
            let of = [it.county.as_ref(), it.city.as_ref()];
            area.level() == RegionLevel::Province || of.contains(&Some(&area))
        };
        let prices = awards.iter().filter(lies_there).filter_map(|it| match unit {
            None => Some(it.price.0),
            Some(unit) if it.unit.as_deref() == Some(unit) => {
                rules::per_unit(it.price, it.quantity?)
            }
            Some(_) => None,
        });
        if let Some(Band { low, median, high, count }) = rules::band(prices.collect()) {
            return Ok(Some(PriceBand {
                low: Money(low),
                median: Money(median),
                high: Money(high),
                count: i64::try_from(count).unwrap_or(i64::MAX),
                unit: unit.map(str::to_owned),
                region_name: kernel::region::full_name(&area),
            }));
        }
    }
    Ok(None)
}

/// What is usual for a need, by the unit when it names a quantity.
///
/// # Errors
/// When the database fails.
pub async fn band_of(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Option<PriceBand>> {
    let unit = demand.quantity.and(demand.unit.as_deref());
    find(ctx, &demand.category_code, &demand.region_code, unit).await
}

/// Reading price bands.
#[derive(Default)]
pub struct PriceQuery;

#[Object]
impl PriceQuery {
    /// What jobs of a category were awarded for around a place, by the unit when one is given; null
    /// when there are fewer than five awards.
    #[graphql(guard = "Public", complexity = "20 + child_complexity")]
    async fn price_band(
        &self,
        ctx: &Context<'_>,
        category: String,
        region: RegionCode,
        unit: Option<String>,
    ) -> async_graphql::Result<Option<PriceBand>> {
        find(ctx, &category, &region, unit.as_deref()).await
    }
}
