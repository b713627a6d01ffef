//! One search over all halls, answered from the index alone.

#![expect(clippy::duplicated_attributes, reason = "the fields of the interface share a type")]

mod counts;
mod providers;
mod shortlists;

use counts::SearchFacets;
pub use providers::ProviderSearchQuery;
pub use shortlists::ShortlistSaveMutation;

use async_graphql::{Context, Enum, ID, Interface, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Cursor, Date, Denied, Page, PageLimit, Position, RegionCode};
use knowledge::policies;
use knowledge::policies::rules::{LawKind, LawStatus};
use knowledge::policies::search::{NORM, standing};
use market::demands::{DemandState, search::STATE};
use market::directory::EnterpriseSize;
use platform::graphql::{PageInfo, Public, Shown, context, list_cost};
use sea_orm::ActiveEnum;
use search_index::{Hit, Kind, SearchIndex, Sort};
use serde_json::Value;

/// The longest question, in characters; what lies beyond is not looked at.
const QUESTION_CHARACTERS: usize = 400;
const LIMIT: PageLimit = PageLimit { default: 20, max: 50 };

/// What can be found.
#[derive(Enum, Copy, Clone, Debug, PartialEq, Eq)]
pub enum SearchKind {
    /// 服务机构.
    Provider,
    /// 需求.
    Demand,
    /// 法规文本.
    Law,
    /// 条文.
    Article,
}

impl From<SearchKind> for Kind {
    fn from(kind: SearchKind) -> Self {
        match kind {
            SearchKind::Provider => Self::Provider,
            SearchKind::Demand => Self::Demand,
            SearchKind::Law => Self::Law,
            SearchKind::Article => Self::Article,
        }
    }
}

impl From<Kind> for SearchKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Provider => Self::Provider,
            Kind::Demand => Self::Demand,
            Kind::Law => Self::Law,
            Kind::Article => Self::Article,
        }
    }
}

/// Something found.
#[derive(Interface)]
#[graphql(
    field(name = "kind", ty = "&SearchKind", desc = "What it is."),
    field(name = "title", ty = "&String", desc = "What it is headed with."),
    field(name = "url", ty = "&String", desc = "Its public page."),
    field(
        name = "snippet",
        ty = "&String",
        desc = "Escaped HTML in which hits stand in `<mark>`."
    )
)]
pub enum SearchHit {
    /// A provider.
    Provider(ProviderHit),
    /// A need.
    Demand(DemandHit),
    /// A dated text of a law.
    Law(LawHit),
    /// An article.
    Article(ArticleHit),
}

/// A provider that was found.
#[derive(SimpleObject)]
pub struct ProviderHit {
    /// What it is.
    kind: SearchKind,
    /// Its name.
    title: String,
    /// Its public page.
    url: String,
    /// Escaped HTML in which hits stand in `<mark>`.
    snippet: String,
    /// Which.
    provider_id: ID,
    /// Where it is; null when that is not certain.
    region_name: Option<String>,
    /// What it offers.
    categories: Vec<String>,
    /// Points out of 100; null until two reviews are in.
    rating: Option<f64>,
    /// How many reviews there are.
    review_count: i32,
    /// What it is ordered by, in thousandths of a point, 0 to 100,000; null until it was scored.
    score_milli: Option<i64>,
    /// What holds it back for a time; null when nothing does.
    restriction: Option<providers::ProviderHitRestriction>,
    /// Shown here because it is new, whatever its score; its own place is elsewhere in the list.
    is_exploration: bool,
    /// Kilometres as the crow flies from `near`, to its own place where a list gives it, else to the seat
    /// of its division; null when nobody asked, or its division is not certain.
    distance_km: Option<f64>,
    /// How large it is, as it states.
    size: Option<EnterpriseSize>,
    /// A licence it holds, one that has not ended first; null when none is known.
    licence: Option<ProviderHitLicence>,
    /// Where what is known comes from.
    source: String,
    /// The day of the source.
    source_on: Option<Date>,
    /// Why it was found, when the words do not show it.
    why: Option<String>,
    /// Written by us to show how the platform works.
    is_demo: bool,
}

/// A licence beside a provider that was found.
#[derive(SimpleObject)]
pub struct ProviderHitLicence {
    /// What it is called.
    name: String,
    /// Its last day; null when it has none or none is known.
    valid_to: Option<Date>,
    /// Whether it holds.
    holds: bool,
}

/// A need that was found.
#[derive(SimpleObject)]
pub struct DemandHit {
    /// What it is.
    kind: SearchKind,
    /// Its title.
    title: String,
    /// Its public page.
    url: String,
    /// Escaped HTML in which hits stand in `<mark>`.
    snippet: String,
    /// Which.
    demand_id: ID,
    /// Where it is.
    region_name: Option<String>,
    /// What kind of service.
    category: Option<String>,
    /// When bids open.
    deadline: Option<DateTime<Utc>>,
    /// Where it stands.
    state: DemandState,
    /// Written by us to show how the platform works.
    is_demo: bool,
}

/// A law that was found.
#[derive(SimpleObject)]
pub struct LawHit {
    /// What it is.
    kind: SearchKind,
    /// Its title.
    title: String,
    /// Its public page.
    url: String,
    /// Escaped HTML in which hits stand in `<mark>`.
    snippet: String,
    /// Which.
    law_id: ID,
    /// Whether it holds today.
    status: LawStatus,
    /// Who issued it; null where the source does not say.
    issuer: Option<String>,
}

/// An article that was found.
#[derive(SimpleObject)]
pub struct ArticleHit {
    /// What it is.
    kind: SearchKind,
    /// The law and the article.
    title: String,
    /// Its public page.
    url: String,
    /// Escaped HTML in which hits stand in `<mark>`.
    snippet: String,
    /// The full title of its law.
    law_title: String,
    /// Its number in its law.
    article_number: i32,
    /// Whether it holds today.
    status: LawStatus,
    /// Where it stands in its law; null when the law has no chapters.
    chapter: Option<String>,
}

/// A page of hits.
pub struct SearchConnection {
    page: search_index::Page,
    region: Option<RegionCode>,
    nodes: Vec<SearchHit>,
    page_info: PageInfo,
}

#[Object]
impl SearchConnection {
    /// The hits, best first.
    async fn nodes(&self) -> &[SearchHit] {
        &self.nodes
    }
    /// What lies around them.
    async fn page_info(&self) -> &PageInfo {
        &self.page_info
    }
    /// How many hits there are. Of articles only those count that come near the best one.
    async fn total_count(&self) -> i64 {
        i64::try_from(self.page.total).unwrap_or(i64::MAX)
    }
    /// Counts beside the hits.
    async fn facets(&self) -> SearchFacets<'_> {
        SearchFacets { facets: &self.page.facets, region: self.region.as_ref() }
    }
    /// The question as it was understood, when it differs from what was typed.
    async fn understood_as(&self) -> Option<&str> {
        self.page.understood_as.as_deref()
    }
}

/// Something whose name begins as was typed.
#[derive(SimpleObject)]
pub struct Suggestion {
    /// Its title.
    text: String,
    /// What it is.
    kind: SearchKind,
    /// Its public page.
    url: String,
}

/// Searching.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Finds providers, needs, laws and articles; of `kinds` only, when given. With `demandStates`,
    /// `lawKind` or `lawStatus` only what stands so.
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    #[graphql(
        guard = "Public",
        complexity = "list_cost(20, first.unwrap_or(20), child_complexity)"
    )]
    async fn search(
        &self,
        ctx: &Context<'_>,
        query: String,
        kinds: Option<Vec<SearchKind>>,
        region: Option<RegionCode>,
        category: Option<String>,
        demand_states: Option<Vec<DemandState>>,
        law_kind: Option<LawKind>,
        law_status: Option<LawStatus>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<SearchConnection> {
        let page = Page::from_params(LIMIT, first, after.as_deref()).shown()?;
        let offset = offset_of(&page).shown()?;
        let today = context(ctx).0.clock().today();
        let states = demand_states.map(|states| {
            states.iter().map(|it| format!("{STATE}/{}", it.to_value())).collect::<Vec<_>>()
        });
        let norm = law_kind.map(|it| vec![format!("{NORM}/{}", it.to_value())]);
        let (force, end) = law_status.map(standing).unzip();
        let end = end.flatten().map(|it| vec![it]);
        let asked = search_index::Query {
            text: query.chars().take(QUESTION_CHARACTERS).collect(),
            kinds: kinds.unwrap_or_default().into_iter().map(Kind::from).collect(),
            region: region.as_ref().map(ToString::to_string),
            category,
            marks: [states, norm, end].into_iter().flatten().collect(),
            force,
            sort: Sort::Relevance,
            near: None,
            offset,
            limit: page.first,
            today: days(today),
            facets: ctx.look_ahead().field("facets").exists(),
            draw: None,
        };
        let found = ctx.data_unchecked::<SearchIndex>().search(&asked);
        let mut found = found.map_err(kernel::Error::Fault).shown()?;
        let hits = std::mem::take(&mut found.hits);
        let page_info = info_of(offset, hits.len(), found.total);
        let nodes = hits.into_iter().map(|it| hit(it, today)).collect();
        Ok(SearchConnection { page: found, region, nodes, page_info })
    }

    /// Things whose name begins so: in Chinese, in pinyin or by initials.
    #[graphql(guard = "Public", complexity = "list_cost(10, first, child_complexity)")]
    async fn suggestions(
        &self,
        ctx: &Context<'_>,
        prefix: String,
        #[graphql(default = 8)] first: i32,
    ) -> async_graphql::Result<Vec<Suggestion>> {
        let page =
            Page::from_params(PageLimit { default: 8, max: 20 }, Some(first), None).shown()?;
        let prefix: String = prefix.chars().take(40).collect();
        let found = ctx.data_unchecked::<SearchIndex>().suggest(&prefix, page.first);
        let found = found.map_err(kernel::Error::Fault).shown()?;
        Ok(found
            .into_iter()
            .map(|it| Suggestion {
                url: text(&it.card, "url").unwrap_or_default(),
                kind: it.kind.into(),
                text: it.text,
            })
            .collect())
    }
}

fn info_of(offset: usize, hits: usize, total: usize) -> PageInfo {
    let at = |position: usize| Some(Cursor::of(&[&position]).to_text());
    let end = offset + hits;
    PageInfo {
        has_next_page: end < total && hits > 0,
        has_previous_page: offset > 0,
        start_cursor: at(offset),
        end_cursor: at(end),
    }
}

fn offset_of(page: &Page) -> Result<usize, Denied> {
    match &page.after {
        None => Ok(0),
        Some(after) => {
            let [offset] = after.keys::<1>()?;
            offset.parse().map_err(|_| kernel::page::bad_cursor())
        }
    }
}

/// Days since 1970-01-01.
pub fn days(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

fn text(card: &Value, key: &str) -> Option<String> {
    card.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn read<T: serde::de::DeserializeOwned>(card: &Value, key: &str) -> Option<T> {
    T::deserialize(card.get(key)?).ok()
}

/// A provider with its way from `near`.
fn provider_hit(it: Hit, near: Option<Position>) -> ProviderHit {
    let card = &it.card;
    let place = read::<Position>(card, "position");
    ProviderHit {
        kind: SearchKind::Provider,
        provider_id: ID(text(card, "id").unwrap_or_else(|| it.key.clone())),
        url: text(card, "url").unwrap_or_default(),
        region_name: text(card, "regionName"),
        categories: words(card, "categories"),
        rating: read(card, "rating"),
        review_count: read(card, "reviewCount").unwrap_or_default(),
        score_milli: read(card, "scoreMilli"),
        restriction: card.get("restriction").and_then(providers::restriction),
        is_exploration: false,
        distance_km: near.zip(place).map(|(from, to)| from.kilometres_to(to)),
        size: read(card, "size"),
        licence: card.get("licence").and_then(licence),
        source: text(card, "source").unwrap_or_default(),
        source_on: read(card, "sourceOn").map(Date),
        is_demo: read(card, "isDemo").unwrap_or_default(),
        title: it.title,
        snippet: it.snippet,
        why: it.why,
    }
}

fn licence(card: &Value) -> Option<ProviderHitLicence> {
    Some(ProviderHitLicence {
        name: text(card, "name")?,
        valid_to: read(card, "validTo").map(Date),
        holds: read(card, "holds").unwrap_or_default(),
    })
}

fn demand_hit(it: Hit) -> DemandHit {
    let card = &it.card;
    DemandHit {
        kind: SearchKind::Demand,
        demand_id: ID(text(card, "id").unwrap_or_else(|| it.key.clone())),
        url: text(card, "url").unwrap_or_default(),
        region_name: text(card, "regionName"),
        category: text(card, "category"),
        deadline: read(card, "deadline"),
        state: read(card, "state").unwrap_or(DemandState::Published),
        is_demo: read(card, "isDemo").unwrap_or_default(),
        title: it.title,
        snippet: it.snippet,
    }
}

fn law_hit(it: Hit, today: NaiveDate) -> LawHit {
    let card = &it.card;
    LawHit {
        kind: SearchKind::Law,
        law_id: ID(text(card, "id").unwrap_or_else(|| it.key.clone())),
        url: text(card, "url").unwrap_or_default(),
        status: policies::search::status_of(card, today),
        issuer: text(card, "issuer"),
        title: it.title,
        snippet: it.snippet,
    }
}

fn article_hit(it: Hit, today: NaiveDate) -> ArticleHit {
    let card = &it.card;
    ArticleHit {
        kind: SearchKind::Article,
        url: text(card, "url").unwrap_or_default(),
        law_title: text(card, "lawTitle").unwrap_or_default(),
        article_number: read(card, "articleNumber").unwrap_or_default(),
        status: policies::search::status_of(card, today),
        chapter: text(card, "chapter"),
        title: it.title,
        snippet: it.snippet,
    }
}

fn hit(it: Hit, today: NaiveDate) -> SearchHit {
    match it.kind {
        Kind::Provider => SearchHit::Provider(provider_hit(it, None)),
        Kind::Demand => SearchHit::Demand(demand_hit(it)),
        Kind::Law => SearchHit::Law(law_hit(it, today)),
        Kind::Article => SearchHit::Article(article_hit(it, today)),
    }
}

fn words(card: &Value, key: &str) -> Vec<String> {
    let rows = card.get(key).and_then(Value::as_array);
    rows.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
