//! What is asked of both sides.

use super::client::{self, Client, graphql};
use crate::data::{questions, words};
use crate::process::Server;
use anyhow::{Context, ensure};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// Different requests of one case, so that no single row is always warm.
const VARIATIONS: u32 = 400;

const LIST: &str = "query List($region: RegionCode!, $category: String!) { \
    providers(filter: { region: $region, category: $category }, sort: RATING, first: 20) { \
    nodes { id name shortName creditCode region { name } address size foundedOn rating reviewCount } \
    pageInfo { hasNextPage endCursor } } }";
const DETAIL: &str = "query Detail($id: ID!) { provider(id: $id) { \
    id name shortName creditCode region { name } address size foundedOn rating reviewCount \
    introduction peopleCount \
    qualifications(first: 5) { id kind name number issuer scope validFrom validTo } \
    reviews(first: 10) { id stars text authorName writtenOn } } }";
const PROVIDERS: &str = "query Providers($q: String!, $region: RegionCode, $category: String) { \
    search(query: $q, kinds: [PROVIDER], region: $region, category: $category, first: 20) { \
    totalCount \
    facets { regions { value label count } categories { value label count } } \
    nodes { kind title url snippet \
    ... on ProviderHit { providerId regionName categories rating isDemo } } } }";
const DIRECTORY: &str = "query Directory($filter: ProviderSearchFilter, $near: NearInput, \
    $sort: ProviderSearchSort!) { \
    providerSearch(query: \"\", filter: $filter, sort: $sort, near: $near, first: 20) { totalCount \
    facets { regions(nearby: true) { value count } categories { value count } sizes { value count } \
    qualifications { value count } media { value count } } \
    nodes { providerId title url regionName categories rating scoreMilli distanceKm } } }";
const ARTICLES: &str = "query Articles($q: String!) { \
    search(query: $q, kinds: [ARTICLE], first: 20) { totalCount \
    nodes { kind title url snippet ... on ArticleHit { lawTitle articleNumber status } } } }";

const ASK: &str = "query Ask($input: AskInput!) { ask(input: $input) { tier answerId conversation \
    answers { text source citations { lawTitle articleNumber url status } } } }";

/// One kind of request.
pub(crate) struct Case {
    /// As the tables call it.
    pub(crate) name: &'static str,
    /// The least share of the floor's requests in a CPU second, when one is demanded.
    pub(crate) least: Option<f64>,
    /// To the product.
    pub(crate) ours: Arc<[Vec<u8>]>,
    /// To the floor, when it answers such.
    pub(crate) floor: Option<Arc<[Vec<u8>]>>,
    /// Where the rows stand in the answer, to see that there are some.
    rows: Option<&'static str>,
}

/// Everything that is asked under load.
pub(crate) struct Cases(pub(crate) Vec<Case>);

impl Cases {
    /// Draws places, categories and providers from the database.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) fn draw(data: &Path) -> anyhow::Result<Self> {
        let db = Connection::open(crate::data::database(data)).context("open the database")?;
        let mut cases =
            vec![list(&db)?, detail(&db)?, providers(), directory(), articles(), asks()];
        cases.extend(pages(&db)?);
        Ok(Self(cases))
    }

    /// Asks everything once and looks at the answers.
    ///
    /// # Errors
    /// When one is refused or empty.
    pub(crate) fn check(&self, ours: &Server, floor: &Server) -> anyhow::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            for case in &self.0 {
                let sides = [(ours, Some(&case.ours)), (floor, case.floor.as_ref())];
                for (server, requests) in sides {
                    let Some(requests) = requests else { continue };
                    let checked = check(server, requests, case.rows).await;
                    checked.with_context(|| format!("check {}", case.name))?;
                }
            }
            Ok(())
        })
    }
}

async fn check(
    server: &Server,
    requests: &Arc<[Vec<u8>]>,
    rows: Option<&str>,
) -> anyhow::Result<()> {
    let mut client = Client::connect(server.address).await?;
    let mut found = 0;
    for request in requests.iter().take(24) {
        match rows {
            None => {
                let answer = client.ask(request).await?;
                ensure!(answer.status == 200, "the answer was {}", answer.status);
                found += answer.body.len();
            }
            Some(pointer) => {
                let value = super::json(&mut client, request).await?;
                let rows =
                    value.pointer(pointer).with_context(|| format!("no {pointer}: {value}"))?;
                found += rows.as_array().map_or(1, Vec::len);
            }
        }
    }
    ensure!(found > 0, "nothing was found");
    Ok(())
}

fn list(db: &Connection) -> anyhow::Result<Case> {
    let mut places = Vec::new();
    for level in ["city_code", "county_code", "province_code"] {
        let sql = format!(
            "SELECT {level}, category_code FROM provider_categories WHERE category_code LIKE '%/%' \
             GROUP BY 1, 2 HAVING count(*) > 20 ORDER BY substr(max(provider_id), 20) LIMIT 200"
        );
        let mut statement = db.prepare(&sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        places.extend(rows.collect::<Result<Vec<(String, String)>, _>>()?);
    }
    ensure!(!places.is_empty(), "no place has more than 20 providers of one category");
    let ours = places.iter().map(|(region, category)| {
        graphql(LIST, &json!({ "region": region, "category": category }), None)
    });
    let floor = places.iter().map(|(region, category)| {
        client::get(&format!("/list?region={region}&category={category}"), None)
    });
    Ok(Case {
        name: "provider list",
        least: Some(0.30),
        ours: ours.collect(),
        floor: Some(floor.collect()),
        rows: Some("/data/providers/nodes"),
    })
}

fn detail(db: &Connection) -> anyhow::Result<Case> {
    let mut statement = db.prepare(
        "SELECT p.id FROM providers p WHERE p.review_count >= 10 AND \
         (SELECT count(*) FROM qualifications q WHERE q.provider_id = p.id) >= 5 \
         ORDER BY substr(p.id, 20) LIMIT ?1",
    )?;
    let ids = statement.query_map([VARIATIONS], |row| row.get(0))?;
    let ids = ids.collect::<Result<Vec<String>, _>>()?;
    let ours = ids.iter().map(|id| graphql(DETAIL, &json!({ "id": id }), None));
    let floor = ids.iter().map(|id| client::get(&format!("/providers/{id}"), None));
    Ok(Case {
        name: "provider detail",
        least: Some(0.20),
        ours: ours.collect(),
        floor: Some(floor.collect()),
        rows: Some("/data/provider/reviews"),
    })
}

/// Every question alone, in a place, and in a category.
fn providers() -> Case {
    let filters: [(Option<&str>, Option<&str>); 4] =
        [(None, None), (Some("32"), None), (Some("3301"), None), (None, Some("waste"))];
    let asked = words::PROVIDER_QUESTIONS.iter();
    let asked: Vec<_> =
        asked.flat_map(|q| filters.map(|(region, category)| (*q, region, category))).collect();
    let ours = asked.iter().map(|(q, region, category)| {
        graphql(PROVIDERS, &json!({ "q": q, "region": region, "category": category }), None)
    });
    let floor = asked.iter().map(|(q, region, category)| {
        let region = region.map_or_else(String::new, |it| format!("&region={it}"));
        let category = category.map_or_else(String::new, |it| format!("&category={it}"));
        client::get(&format!("/search/providers?q={q}{region}{category}"), None)
    });
    Case {
        name: "provider search",
        least: Some(0.60),
        ours: ours.collect(),
        floor: Some(floor.collect()),
        rows: Some("/data/search/nodes"),
    }
}

/// The directory filtered, with every count beside it, by rank and by the way from a place.
fn directory() -> Case {
    let regions = ["32", "3205", "320509", "31", "310118", "33", "3301", "330421"];
    let categories = ["waste", "waste/hazardous", "monitoring", "consulting/eia"];
    let asked = regions.iter().flat_map(|region| {
        categories.iter().flat_map(move |category| {
            ["RANK", "NEAREST"].map(|sort| {
                json!({ "filter": { "region": region, "category": category }, "sort": sort,
                    "near": { "region": region } })
            })
        })
    });
    Case {
        name: "directory with facets",
        least: None,
        ours: asked.map(|it| graphql(DIRECTORY, &it, None)).collect(),
        floor: None,
        rows: Some("/data/providerSearch/nodes"),
    }
}

fn articles() -> Case {
    let asked = questions();
    let ours = asked.iter().map(|q| graphql(ARTICLES, &json!({ "q": q }), None));
    let floor = asked.iter().map(|q| {
        let q = q.replace(['&', '='], " ");
        client::get(&format!("/search/articles?q={q}"), None)
    });
    Case {
        name: "article search",
        least: Some(0.60),
        ours: ours.collect(),
        floor: Some(floor.collect()),
        rows: Some("/data/search/nodes"),
    }
}

/// Questions that were answered beforehand, in the words of whoever wrote them. Demanded is less than 15 ms of CPU
/// for one, and that a hundred askers at once are answered.
fn asks() -> Case {
    let stored = seed_data::answers();
    let asked = stored.iter().filter_map(|it| it["question"].as_str());
    let ours = asked.map(|q| graphql(ASK, &json!({ "input": { "question": q } }), None));
    Case {
        name: "ask: stored answer",
        least: None,
        ours: ours.collect(),
        floor: None,
        rows: Some("/data/ask/answers"),
    }
}

/// Pages as a browser asks for them, compressed.
fn pages(db: &Connection) -> anyhow::Result<Vec<Case>> {
    let one = |sql: &str| db.query_row(sql, [], |row| row.get::<_, String>(0));
    let provider = one("SELECT id FROM providers WHERE review_count > 9 LIMIT 1")?;
    let demand = one("SELECT id FROM demands WHERE state = 'PUBLISHED' LIMIT 1")?;
    let law = one("SELECT slug FROM laws ORDER BY article_count DESC LIMIT 1")?;
    let pages = [
        ("page: home", "/".to_owned()),
        ("page: providers", "/providers?region=3205&category=waste/hazardous".to_owned()),
        ("page: needs", "/demands".to_owned()),
        ("page: policies", "/policies".to_owned()),
        ("page: search", "/search?q=危险废物处置".to_owned()),
        ("page: provider", format!("/providers/{provider}")),
        ("page: need", format!("/demands/{demand}")),
        ("page: law", format!("/policies/{law}")),
    ];
    let case = |(name, path): (&'static str, String)| Case {
        name,
        least: None,
        ours: [client::get(&path, Some("gzip, br"))].into_iter().collect(),
        floor: None,
        rows: None,
    };
    Ok(pages.into_iter().map(case).collect())
}

/// The value of a JSON path that must be there.
pub(super) fn at<'a>(value: &'a Value, pointer: &str) -> anyhow::Result<&'a Value> {
    value.pointer(pointer).with_context(|| format!("no {pointer} in {value}"))
}
