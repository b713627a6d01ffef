//! The directory, filtered and counted by the index: the same with a question and without.

use super::counts::{FacetCount, by_category, by_region};
use super::{ProviderHit, QUESTION_CHARACTERS, days, info_of, offset_of, provider_hit, read};
use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::NaiveDate;
use kernel::{Date, Page, PageLimit, Position, RegionCode, region};
use market::categories::{self, MEDIA};
use market::directory::search::{LICENCE, MEDIUM, NEWCOMER, SIZE};
use market::directory::{EnterpriseSize, QualificationKind};
use market::ranking::rules::PLACES_A_NEWCOMER;
use market::restrictions::RestrictionKind;
use platform::graphql::{PageInfo, Public, Shown, context, list_cost};
use sea_orm::{ActiveEnum, Iterable};
use search_index::{Draw, Facets, Kind, Query, SearchIndex, Sort};
use serde_json::Value;

const LIMIT: PageLimit = PageLimit { default: 20, max: 50 };

/// What services work on (环境介质).
#[derive(Enum, Copy, Clone, Debug, PartialEq, Eq)]
pub enum Medium {
    /// 水.
    Water,
    /// 大气.
    Air,
    /// 噪声.
    Noise,
    /// 土壤.
    Soil,
    /// 固体废物.
    SolidWaste,
}

impl Medium {
    fn mark(self) -> &'static str {
        match self {
            Self::Water => "WATER",
            Self::Air => "AIR",
            Self::Noise => "NOISE",
            Self::Soil => "SOIL",
            Self::SolidWaste => "SOLID_WASTE",
        }
    }
}

/// In which order providers come.
#[derive(Enum, Copy, Clone, Debug, PartialEq, Eq)]
pub enum ProviderSearchSort {
    /// What answers the question best; without one as `RANK`.
    Relevance,
    /// The highest score first, by the published rules (`rankingVersion`).
    Rank,
    /// As `RANK`, in which ratings have their share.
    #[graphql(deprecation = "2026-11-22: use RANK")]
    Rating,
    /// By name, as it is read aloud. Neutral.
    Name,
    /// What changed last.
    Newest,
    /// The shortest way from `near` first; without that as `RELEVANCE`.
    Nearest,
}

impl From<ProviderSearchSort> for Sort {
    fn from(sort: ProviderSearchSort) -> Self {
        match sort {
            ProviderSearchSort::Relevance => Self::Relevance,
            ProviderSearchSort::Rank | ProviderSearchSort::Rating => Self::Rank,
            ProviderSearchSort::Name => Self::Name,
            ProviderSearchSort::Newest => Self::Newest,
            ProviderSearchSort::Nearest => Self::Nearest,
        }
    }
}

/// Where from: the seat of a division, or degrees east and north, which count before it.
#[derive(InputObject)]
pub struct NearInput {
    /// A province, city, county or town.
    region: Option<RegionCode>,
    /// Degrees east; needs `latitude`.
    longitude: Option<f64>,
    /// Degrees north; needs `longitude`.
    latitude: Option<f64>,
}

impl NearInput {
    fn position(&self) -> Option<Position> {
        let typed = self.longitude.zip(self.latitude);
        let typed = typed.and_then(|(east, north)| Position::new(east, north));
        typed.or_else(|| region::position(self.region.as_ref()?))
    }
}

/// What providers are wanted. Values of one list are alternatives, the lists must all be met.
#[derive(InputObject, Default)]
pub struct ProviderSearchFilter {
    /// Where they are: a province, city, county or town.
    region: Option<RegionCode>,
    /// What they offer: a category, or a group of them.
    category: Option<String>,
    /// How large they are.
    sizes: Option<Vec<EnterpriseSize>>,
    /// What they hold; what has ended does not count.
    qualifications: Option<Vec<QualificationKind>>,
    /// What they work on.
    media: Option<Vec<Medium>>,
}

impl ProviderSearchFilter {
    fn marks(&self) -> Vec<Vec<String>> {
        let of = |dimension: &str, values: Vec<String>| -> Vec<String> {
            values.into_iter().map(|it| format!("{dimension}/{it}")).collect()
        };
        let sizes = self.sizes.iter().flatten().map(ActiveEnum::to_value).collect();
        let held = self.qualifications.iter().flatten().map(ActiveEnum::to_value).collect();
        let media = self.media.iter().flatten().map(|it| it.mark().to_owned()).collect();
        let all = [of(SIZE, sizes), of(LICENCE, held), of(MEDIUM, media)];
        all.into_iter().filter(|it| !it.is_empty()).collect()
    }
}

impl ProviderSearchFilter {
    /// What is asked for, in words.
    pub(super) fn in_words(&self, question: &str) -> Vec<String> {
        let category = self.category.as_deref();
        let category = category.map(|it| categories::find(it).map_or(it, |it| it.name));
        let medium = |it: &Medium| MEDIA.iter().find(|(mark, _)| *mark == it.mark());
        let one_of = |names: Vec<&str>| (!names.is_empty()).then(|| names.join("或"));
        let held = self.qualifications.iter().flatten().map(|it| it.name()).collect();
        let media = self.media.iter().flatten().filter_map(medium).map(|it| it.1).collect();
        let sizes = self.sizes.iter().flatten().map(|it| it.name()).collect();
        let words = [
            ("关键词", Some(question.to_owned()).filter(|it| !it.is_empty())),
            ("地区", self.region.as_ref().map(region::full_name)),
            ("服务类型", category.map(str::to_owned)),
            ("有效资质", one_of(held)),
            ("环境要素", one_of(media)),
            ("规模", one_of(sizes)),
        ];
        words.into_iter().filter_map(|(name, it)| Some(format!("{name}：{}", it?))).collect()
    }

    /// The same as parameters of the public list, which takes one value of each.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        fn first<T>(list: &Option<Vec<T>>) -> Option<&T> {
            list.as_deref().and_then(<[T]>::first)
        }
        let lower = |text: String| text.to_lowercase();
        let pairs = [
            ("region", self.region.as_ref().map(ToString::to_string)),
            ("category", self.category.clone()),
            ("qualification", first(&self.qualifications).map(|it| lower(it.to_value()))),
            ("medium", first(&self.media).map(|it| lower(it.mark().to_owned()))),
            ("size", first(&self.sizes).map(|it| lower(it.to_value()))),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// What the index is asked: the first page of what a question and filters leave, uncounted.
pub(super) fn asked(
    question: &str,
    filter: ProviderSearchFilter,
    sort: ProviderSearchSort,
    today: NaiveDate,
) -> search_index::Query {
    search_index::Query {
        text: question.chars().take(QUESTION_CHARACTERS).collect(),
        kinds: vec![Kind::Provider],
        marks: filter.marks(),
        region: filter.region.as_ref().map(ToString::to_string),
        category: filter.category,
        force: None,
        sort: sort.into(),
        near: None,
        offset: 0,
        limit: LIMIT.default,
        today: days(today),
        facets: false,
        draw: None,
    }
}

/// Counts beside providers: what another choice of the same list would leave, with all others as
/// they are. Every value stands there, with zero as well.
pub struct ProviderFacets<'a> {
    facets: &'a Facets,
    /// The division that was asked for.
    region: Option<&'a RegionCode>,
}

impl ProviderFacets<'_> {
    fn of_mark(&self, dimension: &str, value: &str, label: &str) -> FacetCount {
        let mark = format!("{dimension}/{value}");
        let count = self.facets.marks.iter().find(|it| it.0 == mark).map_or(0, |it| it.1);
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        FacetCount { value: value.to_owned(), label: label.to_owned(), count }
    }
}

#[Object]
impl ProviderFacets<'_> {
    /// By division; without those that have none. With `nearby` only provinces, what lies directly
    /// below them, and what lies directly below the division asked for and each step above it:
    /// what a chooser offers.
    async fn regions(&self, #[graphql(default)] nearby: bool) -> Vec<FacetCount> {
        by_region(self.facets, nearby, self.region)
    }
    /// By category of service; without those that have none.
    async fn categories(&self) -> Vec<FacetCount> {
        by_category(self.facets)
    }
    /// By size.
    async fn sizes(&self) -> Vec<FacetCount> {
        EnterpriseSize::iter().map(|it| self.of_mark(SIZE, &it.to_value(), it.name())).collect()
    }
    /// By licence that holds.
    async fn qualifications(&self) -> Vec<FacetCount> {
        let all = QualificationKind::iter();
        all.map(|it| self.of_mark(LICENCE, &it.to_value(), it.name())).collect()
    }
    /// By medium.
    async fn media(&self) -> Vec<FacetCount> {
        MEDIA.iter().map(|(value, name)| self.of_mark(MEDIUM, value, name)).collect()
    }
}

/// A page of providers.
pub struct ProviderSearchConnection {
    page: search_index::Page,
    region: Option<RegionCode>,
    nodes: Vec<ProviderHit>,
    page_info: PageInfo,
}

#[Object]
impl ProviderSearchConnection {
    /// The providers, in the order asked for.
    async fn nodes(&self) -> &[ProviderHit] {
        &self.nodes
    }
    /// What lies around them.
    async fn page_info(&self) -> &PageInfo {
        &self.page_info
    }
    /// How many there are.
    async fn total_count(&self) -> i64 {
        i64::try_from(self.page.total).unwrap_or(i64::MAX)
    }
    /// Counts beside them.
    async fn facets(&self) -> ProviderFacets<'_> {
        ProviderFacets { facets: &self.page.facets, region: self.region.as_ref() }
    }
    /// The question as it was understood, when it differs from what was typed.
    async fn understood_as(&self) -> Option<&str> {
        self.page.understood_as.as_deref()
    }
}

/// What holds a provider back that was found.
#[derive(SimpleObject)]
pub struct ProviderHitRestriction {
    /// How far.
    kind: RestrictionKind,
    /// The last day; null until it is lifted.
    until: Option<Date>,
}

/// Reads what holds a provider back from its card.
pub(super) fn restriction(card: &Value) -> Option<ProviderHitRestriction> {
    let until = read(card, "until").map(Date);
    Some(ProviderHitRestriction { kind: read(card, "kind")?, until })
}

/// Finding providers.
#[derive(Default)]
pub struct ProviderSearchQuery;

#[Object]
impl ProviderSearchQuery {
    /// The directory: what is asked for, filtered, counted and sorted. With `exploration` and in the
    /// order of `RANK` at most a tenth of a page goes to newcomers, who are marked and drawn by lot
    /// each day, unless there is a question; the others move on to the next page.
    #[graphql(
        guard = "Public",
        complexity = "list_cost(20, first.unwrap_or(20), child_complexity)"
    )]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn provider_search(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] query: String,
        filter: Option<ProviderSearchFilter>,
        #[graphql(default_with = "ProviderSearchSort::Relevance")] sort: ProviderSearchSort,
        near: Option<NearInput>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(default)] exploration: bool,
    ) -> async_graphql::Result<ProviderSearchConnection> {
        let page = Page::from_params(LIMIT, first, after.as_deref()).shown()?;
        let offset = offset_of(&page).shown()?;
        let filter = filter.unwrap_or_default();
        let region = filter.region.clone();
        let near = near.and_then(|it| it.position());
        let places = page.first / PLACES_A_NEWCOMER;
        // Pages before this one had as many places, and went on behind the others they held.
        let before = offset / (page.first - places).max(1) * places;
        let draw = Draw { mark: NEWCOMER.to_owned(), offset: before, limit: places };
        let is_by_rank = matches!(sort, ProviderSearchSort::Relevance | ProviderSearchSort::Rank);
        let asked = Query {
            offset,
            limit: page.first,
            near: near.map(|it| (it.longitude(), it.latitude())),
            draw: (exploration && is_by_rank && places > 0).then_some(draw),
            facets: ctx.look_ahead().field("facets").exists(),
            ..asked(&query, filter, sort, context(ctx).0.clock().today())
        };
        let index = ctx.data_unchecked::<SearchIndex>();
        let found = index.search(&asked);
        let mut found = found.map_err(kernel::Error::Fault).shown()?;
        let mut hits = std::mem::take(&mut found.hits);
        let mut newcomers = std::mem::take(&mut found.drawn);
        newcomers.truncate(hits.len() / PLACES_A_NEWCOMER);
        newcomers.retain(|it| hits.iter().all(|other| other.key != it.key));
        hits.truncate(hits.len() - newcomers.len());
        let page_info = info_of(offset, hits.len(), found.total);
        let mut nodes: Vec<ProviderHit> =
            hits.into_iter().map(|it| provider_hit(it, near)).collect();
        for (at, newcomer) in (1..).zip(newcomers) {
            let mut hit = provider_hit(newcomer, near);
            hit.is_exploration = true;
            // The last place of each ten.
            nodes.insert((at * PLACES_A_NEWCOMER - 1).min(nodes.len()), hit);
        }
        Ok(ProviderSearchConnection { page: found, region, nodes, page_info })
    }
}
