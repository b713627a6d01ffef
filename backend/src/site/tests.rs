//! Every page through the real routes, with answers made up from the schema.

use std::{
    collections::HashSet,
    sync::{Arc, LazyLock, Mutex},
};

use actix_web::{
    App, HttpResponse,
    body::MessageBody,
    dev::ServiceResponse,
    http::{Method, StatusCode, header},
    test::{TestRequest, call_service, init_service},
    web::{self, Data},
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{
    RunQuery, Site, SiteError, SiteSettings, not_found, page,
    sample::{Contract, Filling, MARKUP},
};

static CONTRACT: LazyLock<Contract> = LazyLock::new(Contract::read);

/// An address for each page that asks for data, with every parameter it understands.
const ADDRESSES: [&str; 62] = [
    "/ask/expert",
    "/ask/expert?q=x&region=31&field=water&c=abc",
    "/ask/con_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "/ask",
    "/ask?q=%E6%B2%B9&region=31&field=water&c=abc",
    "/ask?q=%E6%B2%B9&judged=yes",
    "/ask/topics?field=water",
    "/ask/guides/gui_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "/",
    "/search",
    "/search?q=%E6%B2%B9&kind=article&region=32&category=x",
    "/providers",
    "/providers?region=320509&category=x&size=small&qualification=cma&sort=name&after=QQ==",
    "/providers?q=%E6%B2%B9&size=small",
    "/providers?compare=prv_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "/providers?sort=nearest&near=320509",
    "/providers/map",
    "/providers/map?q=x&region=3205&category=x",
    "/providers/labs",
    "/providers/labs?plan=COD+HJ+828&region=320509",
    "/providers/waste",
    "/providers/waste?code=HW12&tonnes=300&region=320509&on=2026-12-01&mode=dispose",
    "/providers/compare",
    "/providers/compare?id=prv_01ARZ3NDEKTSV4RRFFQ69G5FAV&id=prv_01ARZ3NDEKTSV4RRFFQ69G5FAW",
    "/providers/prv_01",
    "/ranking",
    "/apps",
    "/open-data",
    "/open-data/ocds",
    "/quality",
    "/reports",
    "/reports?receipt=err_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "/providers/prv_01ARZ3NDEKTSV4RRFFQ69G5FAV/report",
    "/providers/prv_01ARZ3NDEKTSV4RRFFQ69G5FAV/report?part=ranking",
    "/about",
    "/demands",
    "/demands?region=310118&category=x&state=all&sort=deadline&after=QQ==",
    "/demands?q=%E6%B2%B9&state=opened",
    "/demands/map?region=330421&state=all",
    "/demands/dem_01",
    "/practice",
    "/practice?after=QQ==",
    "/notices",
    "/notices?region=310118&stage=result&kind=contract&buyer=x&from=1&to=2&since=2026-01-01&until=x&after=QQ==",
    "/notices/opj_01",
    "/policies",
    "/policies?kind=law&status=repealed&after=QQ==",
    "/policies?q=%E6%B2%B9&kind=law",
    "/policies/some-law",
    "/policies/some-law?after=QQ==&article=x",
    "/policies/some-law/12",
    "/policies/some-law?on=2025-01-01&q=%E5%9B%BA%E5%BA%9F",
    "/policies/some-law/12?on=2025-01-01",
    "/policies/some-law/succession",
    "/policies/compare",
    "/policies/limits",
    "/policies/limits?pollutant=COD&industry=x&discharge=direct&region=320509&on=2026-01-01",
    "/policies/duties",
    "/policies/duties?class=key&industry=C17&region=31&trait=HAZARDOUS_WASTE_PRODUCER",
    "/policies/compare-regions",
    "/policies/compare?a=x@2020-01-01&b=x",
    "/policies/compare?a=x&m=1&b=y&n=2",
];

const WORDS: [&str; 3] = ["/classroom", "/privacy", "/accessibility"];

fn settings() -> SiteSettings {
    let now: DateTime<Utc> = "2026-11-21T02:00:00Z".parse().expect("an instant");
    SiteSettings {
        base_url: "https://example.org".to_owned(),
        guided_by: vec!["示例指导单位".to_owned()],
        operated_by: vec!["示例主办单位".to_owned()],
        icp_number: Some("示例备案号".to_owned()),
        police_number: None,
        contact: Some("help@example.org".to_owned()),
        ocid_prefix: "ocds-000000".to_owned(),
        font: None,
        now: Arc::new(move || now),
    }
}

/// Answers from the contract.
fn filled(filling: Filling) -> RunQuery {
    Arc::new(move |document, variables| {
        let answer = CONTRACT.answer(document, &variables, filling);
        Box::pin(async move { Ok(answer) })
    })
}

/// Always the same answer.
fn always(answer: Result<Value, SiteError>) -> RunQuery {
    Arc::new(move |_, _| {
        let answer = answer.clone();
        Box::pin(async move { answer })
    })
}

async fn send(run: RunQuery, request: TestRequest) -> ServiceResponse {
    let site = Data::new(Site::new(run, settings()));
    let app =
        App::new().app_data(site).configure(super::routes).default_service(web::to(not_found));
    call_service(&init_service(app).await, request.to_request()).await
}

async fn get(run: RunQuery, address: &str) -> ServiceResponse {
    send(run, TestRequest::get().uri(address)).await
}

fn body(response: ServiceResponse) -> String {
    let bytes = response.into_body().try_into_bytes();
    let bytes = bytes.unwrap_or_else(|_| panic!("the body is whole"));
    String::from_utf8(bytes.to_vec()).expect("the body is text")
}

fn header_of(response: &HttpResponse, name: header::HeaderName) -> String {
    let value = response.headers().get(name).expect("the header is there");
    value.to_str().expect("it is text").to_owned()
}

/// What holds for every page, whatever it is filled with.
fn check_page(address: &str, html: &str) {
    assert_eq!(html.matches("<h1").count(), 1, "{address}: one h1");
    assert_eq!(html.matches("<main").count(), 1, "{address}: one main");
    for part in ["lang=\"zh-CN\"", "class=\"skip\"", "<meta name=\"description\"", "<footer"] {
        assert!(html.contains(part), "{address}: {part}");
    }
    assert!(!html.contains("<b onclick"), "{address}: unescaped text");
    assert!(!html.contains(" style="), "{address}: the policy forbids inline styles");
    for attribute in ["content=\"\"", "href=\"\"", "<title> - "] {
        assert!(!html.contains(attribute), "{address}: empty {attribute}");
    }
    let ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    // Sample articles share one number, sample duties one key.
    let is_shared = |id: &&str| id.starts_with("a3") || id.starts_with("示例");
    let ids: Vec<&str> = ids.into_iter().filter(|id| !is_shared(id)).collect();
    let different: HashSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), different.len(), "{address}: ids repeat: {ids:?}");
    for reference in ["aria-labelledby=\"", " for=\""] {
        for id in html.split(reference).skip(1).filter_map(|it| it.split('"').next()) {
            assert!(ids.contains(&id), "{address}: {reference}{id} leads nowhere");
        }
    }
}

fn linked(html: &str) -> Value {
    let (_, rest) =
        html.split_once("<script type=\"application/ld+json\">").expect("there is linked data");
    let (json, _) = rest.split_once("</script>").expect("the block ends");
    serde_json::from_str(json).expect("linked data is JSON")
}

#[actix_web::test]
async fn every_page_can_be_filled_with_everything_and_with_nothing() {
    let fillings = (0..7).flat_map(|nth| [Filling::Everything(nth), Filling::Nothing(nth)]);
    for filling in fillings {
        let site = Data::new(Site::new(filled(filling), settings()));
        let app = init_service(App::new().app_data(site).configure(super::routes)).await;
        for address in ADDRESSES {
            let request = TestRequest::get().uri(address).to_request();
            let response = call_service(&app, request).await;

            assert_eq!(response.status(), StatusCode::OK, "{address} {filling:?}");
            let html = body(response);
            check_page(address, &html);
            assert!(linked(&html)["@type"].is_string(), "{address}");
            assert!(html.contains("rel=\"canonical\""), "{address}");
        }
    }
}

#[actix_web::test]
async fn pages_of_words_need_no_data() {
    for address in WORDS {
        let response = get(always(Err(SiteError::Timeout)), address).await;

        assert_eq!(response.status(), StatusCode::OK, "{address}");
        let html = body(response);
        check_page(address, &html);
        assert!(!html.contains("application/json"), "{address} has no twin");
        let twin = get(always(Err(SiteError::Timeout)), &format!("{address}.json")).await;
        assert_eq!(twin.status(), StatusCode::NOT_FOUND, "{address}");
    }
}

#[actix_web::test]
async fn text_from_people_is_shown_as_text() {
    let html = body(get(filled(Filling::Everything(0)), "/providers/prv_01").await);

    assert!(html.contains("示例&lt;b onclick=x&gt;&amp;"), "escaped in HTML");
    assert_eq!(linked(&html)["name"], MARKUP);
}

#[actix_web::test]
async fn the_twin_is_the_data_of_the_page() {
    for address in ["/index.json", "/providers.json?region=32", "/policies/x/12.json"] {
        let response = get(filled(Filling::Everything(0)), address).await;

        assert_eq!(response.status(), StatusCode::OK, "{address}");
        let content = header_of(response.response(), header::CONTENT_TYPE);
        assert_eq!(content, "application/json; charset=utf-8");
        let json: Value = serde_json::from_str(&body(response)).expect("it is JSON");
        assert!(json["data"].is_object(), "{address}");
    }
}

#[actix_web::test]
async fn an_article_can_be_had_as_plain_text() {
    let response = get(filled(Filling::Everything(0)), "/policies/x/12.txt").await;

    let content = header_of(response.response(), header::CONTENT_TYPE);
    assert_eq!(content, "text/plain; charset=utf-8");
    assert!(body(response).contains(MARKUP), "plain text is not escaped");
}

#[actix_web::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let first = get(filled(Filling::Nothing(0)), "/providers").await;
    let tag = header_of(first.response(), header::ETAG);
    assert_eq!(header_of(first.response(), header::CACHE_CONTROL), "no-cache");
    assert_eq!(header_of(first.response(), header::VARY), "accept-encoding");

    for known in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let request = TestRequest::get()
            .uri("/providers")
            .insert_header((header::IF_NONE_MATCH, known.clone()));
        let second = send(filled(Filling::Nothing(0)), request).await;

        assert_eq!(second.status(), StatusCode::NOT_MODIFIED, "{known}");
        assert_eq!(header_of(second.response(), header::ETAG), tag);
        assert!(body(second).is_empty());
    }
}

#[actix_web::test]
async fn a_page_stays_the_same_while_its_day_lasts() {
    let mut tags = HashSet::new();
    for instant in ["2026-11-21T02:00:00.5Z", "2026-11-21T02:03:20Z"] {
        let now: DateTime<Utc> = instant.parse().expect("an instant");
        let settings = SiteSettings { now: Arc::new(move || now), ..settings() };
        let site = Data::new(Site::new(filled(Filling::Everything(2)), settings));
        let app = init_service(App::new().app_data(site).configure(super::routes)).await;
        for address in ADDRESSES {
            let request = TestRequest::get().uri(address).to_request();
            let response = call_service(&app, request).await;
            let tag = header_of(response.response(), header::ETAG);
            tags.insert((address, tag));
        }
    }
    assert_eq!(tags.len(), ADDRESSES.len());
}

#[actix_web::test]
async fn every_answer_carries_the_content_policy() {
    let addresses = ["/", "/nothing-here", "/robots.txt", "/favicon.svg", "/providers.json"];
    for address in addresses {
        let response = get(filled(Filling::Nothing(0)), address).await;

        let policy = header_of(response.response(), header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'"), "{address}");
    }
}

#[actix_web::test]
async fn what_is_not_there_says_what_to_do() {
    let null = |root: &str| always(Ok(json!({ "data": { root: null } })));
    let cases = [
        ("provider", "/providers/prv_x", "没有这家服务机构的公开主页"),
        ("demand", "/demands/dem_x", "没有这条公开的需求"),
        ("law", "/policies/none", "没有收录这部文件"),
    ];
    for (root, address, words) in cases {
        let response = get(null(root), address).await;

        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{address}");
        let html = body(response);
        check_page(address, &html);
        assert!(html.contains(words), "{address}");
        assert!(html.contains("接下来可以"), "{address}");
    }
    let foreign_id = get(always(Err(SiteError::BadInput)), "/providers/dem_1").await;
    assert_eq!(foreign_id.status(), StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_missing_article_leads_to_its_law_and_names_the_gaps() {
    let law =
        json!({ "title": "某法", "url": "/policies/x", "articleCount": 3, "missingArticles": [2] });
    let data = json!({ "data": { "law": law, "article": null } });

    let response = get(always(Ok(data)), "/policies/x/2").await;

    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let html = body(response);
    assert!(html.contains("缺第 2 条"));
    assert!(html.contains("href=\"/policies/x\""));
}

#[actix_web::test]
async fn refusals_have_their_status_and_a_page() {
    let cases = [
        (SiteError::BadInput, 400),
        (SiteError::LimitExceeded, 429),
        (SiteError::Internal(Some("req_1".to_owned())), 500),
        (SiteError::Timeout, 503),
    ];
    for (error, status) in cases {
        let response = get(always(Err(error.clone())), "/demands?after=QQ==").await;

        assert_eq!(response.status().as_u16(), status);
        let retries = response.headers().contains_key(header::RETRY_AFTER);
        assert_eq!(retries, status == 429 || status == 503);
        let html = body(response);
        check_page("refusal", &html);
        assert_eq!(html.contains("req_1"), status == 500);

        let response = get(always(Err(error)), "/demands.json").await;
        let json: Value = serde_json::from_str(&body(response)).expect("it is JSON");
        assert!(json["errors"][0]["extensions"]["code"].is_string());
    }
}

#[actix_web::test]
async fn a_broken_place_in_a_list_leads_back_to_its_beginning() {
    let broken = "/providers?after=%00";

    let response = get(filled(Filling::Nothing(0)), broken).await;

    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(body(response).contains("<a href=\"/providers\">回到第一页"));
}

#[actix_web::test]
async fn filters_reach_the_document_and_wrong_ones_are_noted() {
    let asked = Arc::new(Mutex::new(Value::Null));
    let seen = Arc::clone(&asked);
    let run: RunQuery = Arc::new(move |document, variables| {
        let answer = CONTRACT.answer(document, &variables, Filling::Nothing(0));
        *seen.lock().expect("nobody panicked") = variables;
        Box::pin(async move { Ok(answer) })
    });

    let html = body(get(run, "/providers?region=3205&category=waste&size=huge&sort=newest").await);

    let asked = asked.lock().expect("nobody panicked");
    assert_eq!(
        asked["filter"],
        json!({ "region": "3205", "category": "waste", "sizes": null, "qualifications": null,
            "media": null })
    );
    assert_eq!(asked["sort"], "NEWEST");
    assert!(html.contains("地址里的规模不在可选范围内"));
    assert!(html.contains("<option value=\"3205\" selected>"));
    let empty = "<option value=\"320509\" disabled>吴江区 · 0</option>";
    assert!(html.contains(empty), "counties are offered, and say when they would leave nothing");
    let canonical = "https://example.org/providers?region=3205&amp;category=waste&amp;sort=newest";
    assert!(html.contains(canonical), "{html}");
}

#[actix_web::test]
async fn the_small_form_of_a_law_leads_to_the_article() {
    let response =
        get(filled(Filling::Nothing(0)), "/policies/x?article=%E7%AC%AC38%E6%9D%A1").await;

    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(header_of(response.response(), header::LOCATION), "/policies/x/38");
}

#[actix_web::test]
async fn a_law_read_at_another_address_names_its_own() {
    for address in ["/policies/%E6%9F%90%E6%B3%95@2014-04-24", "/policies/some-law/12"] {
        let html = body(get(filled(Filling::Everything(0)), address).await);

        let canonical = "<link rel=\"canonical\" href=\"https://example.org/policies/x/1\">";
        assert!(html.contains(canonical), "{address}");
    }
}

#[actix_web::test]
async fn demo_entries_are_kept_from_search_engines() {
    let html = body(get(filled(Filling::Everything(0)), "/demands/dem_01").await);
    assert!(html.contains("content=\"noindex\""));
    assert!(html.contains("示范数据"));

    let map = body(get(filled(Filling::Everything(0)), "/sitemap.xml").await);
    assert_eq!(map.matches("/policies/x/1<").count(), 2, "only the two laws: {map}");
    let down = get(always(Err(SiteError::Timeout)), "/sitemap.xml").await;
    assert_eq!(down.status(), StatusCode::OK);
}

#[actix_web::test]
async fn files_are_served_under_their_hash() {
    let html = body(get(filled(Filling::Nothing(0)), "/about").await);
    let (_, rest) = html.split_once("/assets/site.").expect("a style sheet");
    let (hash, _) = rest.split_once(".css").expect("its address ends");

    let response = get(filled(Filling::Nothing(0)), &format!("/assets/site.{hash}.css")).await;

    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header_of(response.response(), header::CONTENT_TYPE), "text/css; charset=utf-8");
    let none = get(filled(Filling::Nothing(0)), "/assets/none.0.css").await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn head_is_answered_and_a_slash_too_many_is_taken_away() {
    let request = TestRequest::default().method(Method::HEAD).uri("/providers");
    let head = send(filled(Filling::Nothing(0)), request).await;
    assert_eq!(head.status(), StatusCode::OK);

    let slash = get(filled(Filling::Nothing(0)), "/providers/?region=32").await;
    assert_eq!(slash.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(header_of(slash.response(), header::LOCATION), "/providers?region=32");
    let host = get(filled(Filling::Nothing(0)), "//elsewhere.example/").await;
    assert_eq!(host.status(), StatusCode::NOT_FOUND);
}

#[test]
fn every_document_is_one_named_query() {
    for (name, document) in page::documents() {
        assert_eq!(document.matches("query ").count(), 1, "{name}");
    }
    assert_eq!(page::documents().count(), 42);
}
