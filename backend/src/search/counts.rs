//! Counts beside what was found.

use async_graphql::{Object, SimpleObject};
use kernel::{RegionCode, region};
use market::categories;
use search_index::{Facets, Kind};

/// How many hits have a value.
#[derive(SimpleObject)]
pub struct FacetCount {
    /// For the filter.
    pub(super) value: String,
    /// For people.
    pub(super) label: String,
    /// How many.
    pub(super) count: i64,
}

/// Counts beside the hits.
pub struct SearchFacets<'a> {
    pub(super) facets: &'a Facets,
    /// The division that was asked for.
    pub(super) region: Option<&'a RegionCode>,
}

#[Object]
impl SearchFacets<'_> {
    /// By kind.
    async fn kinds(&self) -> Vec<FacetCount> {
        counts(&self.facets.kinds, kind_name)
    }
    /// By division. With `nearby` only provinces, what lies directly below them, and what lies
    /// directly below the division asked for and each step above it: what a chooser offers.
    async fn regions(&self, #[graphql(default)] nearby: bool) -> Vec<FacetCount> {
        by_region(self.facets, nearby, self.region)
    }
    /// By category of service.
    async fn categories(&self) -> Vec<FacetCount> {
        by_category(self.facets)
    }
}

/// By division; with `nearby` what a chooser offers that stands at `region`.
pub(super) fn by_region(
    facets: &Facets,
    nearby: bool,
    region: Option<&RegionCode>,
) -> Vec<FacetCount> {
    let steps = region.map(RegionCode::path).unwrap_or_default();
    let is_wanted = |code: &str| {
        !nearby || RegionCode::parse(code).is_ok_and(|it| region::is_offered(&it, &steps))
    };
    let rows = facets.regions.iter().filter(|(code, _)| is_wanted(code));
    rows.map(|row| counted(row, region_name)).collect()
}

/// By category of service.
pub(super) fn by_category(facets: &Facets) -> Vec<FacetCount> {
    counts(&facets.categories, |value| categories::find(value).map_or(value, |it| it.name))
}

fn counts(rows: &[(String, u64)], label: fn(&str) -> &str) -> Vec<FacetCount> {
    rows.iter().map(|row| counted(row, label)).collect()
}

fn counted((value, count): &(String, u64), label: fn(&str) -> &str) -> FacetCount {
    FacetCount {
        value: value.clone(),
        label: label(value).to_owned(),
        count: i64::try_from(*count).unwrap_or(i64::MAX),
    }
}

fn kind_name(value: &str) -> &str {
    match Kind::parse(value) {
        Some(Kind::Provider) => "服务机构",
        Some(Kind::Demand) => "需求",
        Some(Kind::Law) => "法规",
        Some(Kind::Article) => "条文",
        None => value,
    }
}

fn region_name(value: &str) -> &str {
    region::find(value).map_or(value, |it| &it.name)
}
