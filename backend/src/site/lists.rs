//! Home and the lists: what the address asks for, as variables of the page's document.

use actix_web::{HttpRequest, HttpResponse, web::Data};
use knowledge::policies::rules::fields::LawDomain;
use minijinja::{Value, context};
use serde_json::json;

use super::{
    Site,
    address::Address,
    answer::Visit,
    page::{self, Page},
    params::Params,
    place,
};

/// How many needs stand on the home page.
const HOME_DEMANDS: usize = 6;

/// `/`.
pub(super) async fn home(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let visit = Visit {
        page: &page::HOME,
        address: Address::new("/", []),
        variables: Some(json!({ "demands": HOME_DEMANDS })),
        beside: context! {},
        notes: Vec::new(),
    };
    site.answer(visit, &request).await
}

/// `/about`: words, and where the data comes from.
pub(super) async fn about(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let visit = Visit {
        page: &page::ABOUT,
        address: Address::new("/about", []),
        variables: Some(json!({})),
        beside: context! {},
        notes: Vec::new(),
    };
    site.answer(visit, &request).await
}

/// `/search?q=&kind=&region=&category=&after=`.
pub(super) async fn search(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    list(&site, &request, &page::SEARCH, |params, after| {
        let q = params.search();
        let region = params.region();
        let kind = params.choice("kind", "类别", &["PROVIDER", "DEMAND", "LAW", "ARTICLE"]);
        let category = params.category();
        let region_code = region.map(|region| region.code.as_str());
        Asked {
            variables: (!q.is_empty()).then(|| {
                json!({
                    "q": q, "kinds": kind.map(|kind| [kind]), "region": region_code,
                    "category": category, "after": after, "isCategorised": category.is_some(),
                })
            }),
            beside: context! { place => place::chooser(region) },
            pairs: vec![
                ("q", q),
                ("kind", lower(kind)),
                ("region", region_code.unwrap_or_default().to_owned()),
                ("category", category.unwrap_or_default()),
            ],
        }
    })
    .await
}

/// What the list of needs can be narrowed to.
const DEMAND_STATES: [&str; 4] = ["PUBLISHED", "OPENED", "AWARDED", "ALL"];

/// The states of the schema for one of those; open ones for none.
fn states_of(state: Option<&str>) -> serde_json::Value {
    match state {
        Some("ALL") => json!(["PUBLISHED", "OPENED", "AWARDED", "UNSUCCESSFUL"]),
        Some(one) => json!([one]),
        None => json!(["PUBLISHED"]),
    }
}

/// `/demands?q=&region=&category=&state=&sort=&after=`.
pub(super) async fn demands(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    list(&site, &request, &page::DEMANDS, |params, after| {
        let q = params.search();
        let region = params.region();
        let category = params.category();
        let state = params.choice("state", "状态", &DEMAND_STATES);
        let sort = params.choice("sort", "顺序", &["NEWEST", "DEADLINE"]);
        let region_code = region.map(|region| region.code.as_str());
        let is_filtered = region.is_some() || category.is_some() || state.is_some();
        let is_searching = !q.is_empty();
        let states = states_of(state);
        Asked {
            variables: Some(json!({
                "q": q, "isSearching": is_searching, "region": region_code, "category": category,
                "states": states,
                "filter": { "region": region_code, "category": category, "states": states },
                "sort": sort.unwrap_or("NEWEST"), "after": after,
                "isCounted": is_filtered && after.is_none(),
                "isWhole": !is_filtered && !is_searching && after.is_none(),
            })),
            beside: context! { place => place::chooser(region) },
            pairs: vec![
                ("q", q),
                ("region", region_code.unwrap_or_default().to_owned()),
                ("category", category.unwrap_or_default()),
                ("state", lower(state.filter(|state| *state != "PUBLISHED"))),
                ("sort", lower(sort.filter(|sort| *sort != "NEWEST"))),
            ],
        }
    })
    .await
}

/// `/demands/map?q=&region=&category=&state=`.
pub(super) async fn demands_map(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    list(&site, &request, &page::DEMANDS_MAP, |params, _| {
        let q = params.search();
        let region = params.region();
        let category = params.category();
        let state = params.choice("state", "状态", &DEMAND_STATES);
        let region_code = region.map(|region| region.code.as_str());
        Asked {
            variables: Some(json!({
                "q": q, "region": region_code, "category": category, "states": states_of(state),
            })),
            beside: context! { place => place::chooser(region) },
            pairs: vec![
                ("q", q),
                ("region", region_code.unwrap_or_default().to_owned()),
                ("category", category.unwrap_or_default()),
                ("state", lower(state.filter(|state| *state != "PUBLISHED"))),
            ],
        }
    })
    .await
}

/// `/practice?after=`: needs of the practice hall.
pub(super) async fn practice(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    list(&site, &request, &page::PRACTICE, |_, after| Asked {
        variables: Some(json!({ "after": after })),
        beside: context! {},
        pairs: Vec::new(),
    })
    .await
}

/// `/notices?region=&stage=&kind=&buyer=&from=&to=&since=&until=&after=`.
pub(super) async fn notices(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    const STAGES: [&str; 7] =
        ["INTENTION", "NOTICE", "CORRECTION", "RESULT", "CONTRACT", "ACCEPTANCE", "OVERSIGHT"];
    const KINDS: [&str; 13] = [
        "INTENTION",
        "PREQUALIFICATION",
        "TENDER",
        "NEGOTIATION",
        "SINGLE_SOURCE",
        "CORRECTION",
        "TERMINATION",
        "RESULT",
        "CONTRACT",
        "ACCEPTANCE",
        "COMPLAINT",
        "INSPECTION",
        "ASSESSMENT",
    ];
    list(&site, &request, &page::NOTICES, |params, after| {
        let region = params.region();
        let stage = params.choice("stage", "进度", &STAGES);
        let kind = params.choice("kind", "公告种类", &KINDS);
        let (buyer, from, to) = (params.typed("buyer"), params.typed("from"), params.typed("to"));
        let (since, until) = (params.day("since"), params.day("until"));
        let region_code = region.map(|region| region.code.as_str());
        let said = |text: &String| (!text.is_empty()).then(|| text.clone());
        let filter = json!({
            "region": region_code, "stage": stage, "kind": kind, "buyer": said(&buyer),
            "budgetFrom": said(&from), "budgetTo": said(&to), "since": said(&since),
            "until": said(&until),
        });
        let is_filtered = filter.as_object().is_some_and(|it| it.values().any(|it| !it.is_null()));
        Asked {
            variables: Some(json!({
                "filter": filter, "after": after, "isCounted": is_filtered && after.is_none(),
            })),
            beside: context! { place => place::chooser(region), stages => STAGES, kinds => KINDS },
            pairs: vec![
                ("region", region_code.unwrap_or_default().to_owned()),
                ("stage", lower(stage)),
                ("kind", lower(kind)),
                ("buyer", buyer),
                ("from", from),
                ("to", to),
                ("since", since),
                ("until", until),
            ],
        }
    })
    .await
}

/// What `/policies` lists by. A search by words takes kind and status alone: then the others are not
/// asked, and their note says so.
const LAW_KINDS: [&str; 11] = [
    "LAW",
    "REGULATION",
    "RULE",
    "LOCAL_REGULATION",
    "INTERPRETATION",
    "STANDARD",
    "NOTICE",
    "EXPLANATION",
    "CASE",
    "NOTE",
    "OTHER",
];

/// `/policies?q=&kind=&status=&domain=&level=&region=&issuer=&number=&since=&until=&after=`.
pub(super) async fn policies(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    const LEVELS: [&str; 3] = ["NATIONAL", "PROVINCE", "CITY"];
    const STATUSES: [&str; 4] = ["IN_FORCE", "NOT_YET_IN_FORCE", "AMENDED", "REPEALED"];
    list(&site, &request, &page::POLICIES, |params, after| {
        let q = params.search();
        let kind = params.choice("kind", "种类", &LAW_KINDS);
        let status = params.choice("status", "状态", &STATUSES);
        let domain = params.choice("domain", "领域", &LawDomain::CODES);
        let level = params.choice("level", "层级", &LEVELS);
        let region = params.region().map(|it| it.code.to_string());
        let (issuer, number) = (params.typed("issuer"), params.typed("number"));
        let (since, until) = (params.day("since"), params.day("until"));
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let filter = json!({
            "kind": kind, "status": status, "domain": domain, "level": level, "region": region,
            "issuer": said(&issuer), "number": said(&number), "since": said(&since),
            "until": said(&until),
        });
        let is_filtered = filter.as_object().is_some_and(|it| it.values().any(|it| !it.is_null()));
        let is_searching = !q.is_empty();
        let is_narrowed = filter
            .as_object()
            .is_some_and(|it| it.iter().any(|(name, it)| name != "kind" && name != "status" && !it.is_null()));
        if is_searching && is_narrowed {
            params.notes.push("按词查找时只按种类和状态筛选；要用其他条件，请清除词语".to_owned());
        }
        Asked {
            variables: Some(json!({
                "q": q, "isSearching": is_searching, "after": after,
                "kind": kind, "status": status,
                "filter": filter,
                "isCounted": is_filtered && after.is_none(),
                "isWhole": !is_filtered && !is_searching && after.is_none(),
            })),
            beside: context! {
                kinds => LAW_KINDS, statuses => STATUSES, domains => LawDomain::CODES, levels => LEVELS,
            },
            pairs: vec![
                ("q", q),
                ("kind", lower(kind)),
                ("status", lower(status)),
                ("domain", lower(domain)),
                ("level", lower(level)),
                ("region", region.unwrap_or_default()),
                ("issuer", issuer),
                ("number", number),
                ("since", since),
                ("until", until),
            ],
        }
    })
    .await
}

/// `/apps`: the systems beside ours.
pub(super) async fn apps(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    plain(&site, &request, &page::APPS).await
}

/// `/open-data/ocds`: needs as contracting processes.
pub(super) async fn ocds(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let visit = Visit {
        page: &page::OCDS,
        address: Address::new("/open-data/ocds", []),
        variables: Some(json!({})),
        beside: context! { prefix => site.ocds_prefix() },
        notes: Vec::new(),
    };
    site.answer(visit, &request).await
}

/// `/open-data`: the public facts as files.
pub(super) async fn open_data(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    plain(&site, &request, &page::OPEN_DATA).await
}

/// `/quality`: how errors are mended.
pub(super) async fn quality(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    plain(&site, &request, &page::QUALITY).await
}

/// A page whose address asks nothing.
pub(super) async fn plain(site: &Site, request: &HttpRequest, page: &'static Page) -> HttpResponse {
    let understand = |_: &mut Params, _: Option<&str>| Asked {
        variables: Some(json!({})),
        beside: context! {},
        pairs: Vec::new(),
    };
    list(site, request, page, understand).await
}

/// What one list understood of its address.
pub(super) struct Asked {
    pub(super) variables: Option<serde_json::Value>,
    pub(super) beside: Value,
    pub(super) pairs: Vec<(&'static str, String)>,
}

/// Reads the address of a list and answers. Templates find what was asked under `asked`, each
/// parameter a text, empty when it was not given.
pub(super) async fn list(
    site: &Site,
    request: &HttpRequest,
    page: &'static Page,
    understand: impl FnOnce(&mut Params, Option<&str>) -> Asked,
) -> HttpResponse {
    let params = Params::read(request.query_string());
    let params = params.and_then(|params| Ok((params.cursor()?, params)));
    let (after, mut params): (Option<String>, Params) = match params {
        Ok(read) => read,
        Err(error) => return site.refuse(&error, request),
    };
    let Asked { variables, beside, mut pairs } = understand(&mut params, after.as_deref());
    pairs.push(("after", after.unwrap_or_default()));
    let asked = Value::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    let visit = Visit {
        page,
        address: Address::new(format!("/{}", page.name), pairs),
        variables,
        beside: context! { asked, ..beside },
        notes: params.notes,
    };
    site.answer(visit, request).await
}

pub(super) fn lower(choice: Option<&str>) -> String {
    choice.unwrap_or_default().to_ascii_lowercase()
}

/// Whether a step of a path may name something of ours.
pub(super) fn is_name(text: &str) -> bool {
    const LONGEST: usize = 120;
    !text.is_empty()
        && text.chars().count() <= LONGEST
        && !text.chars().any(|it| it.is_control() || it.is_whitespace() || "<>\"\\".contains(it))
}
