//! 服务机构: filtered, sorted and paged.

use crate::support::{TestApp, given};
use market::directory::EnterpriseSize;
use serde_json::{Value, json};

async fn listed(app: &TestApp, filter: Value, sort: &str) -> Vec<String> {
    let text = "query($filter: ProviderFilter, $sort: ProviderSort) {
        providers(filter: $filter, sort: $sort, first: 50) { nodes { name } totalCount } }";
    let answer = app.visitor().query(text, json!({ "filter": filter, "sort": sort })).await;
    let names = answer.texts("/providers/nodes", "name");
    assert_eq!(answer.number("/providers/totalCount"), names.len() as i64);
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_filtered_and_sorted() {
    let app = TestApp::start().await;
    let offer = |name, region, stars: &[i32]| {
        given::provider(&app, name).in_region(region).offering("waste/hazardous").reviewed(stars)
    };
    offer("乙处置有限公司", "310118", &[5, 5]).of_size(EnterpriseSize::Large).write().await;
    offer("甲处置有限公司", "310117", &[4, 4]).licensed(&["HW09"], "2027-01-01").write().await;
    offer("丙处置有限公司", "320509", &[3, 3]).write().await;
    app.db().clock().advance(chrono::Duration::seconds(1));
    given::provider(&app, "丁监测有限公司").in_region("330106").write().await;

    let none = json!(null);
    assert_eq!(
        listed(&app, none.clone(), "RATING").await,
        ["乙处置有限公司", "甲处置有限公司", "丙处置有限公司", "丁监测有限公司"]
    );
    assert_eq!(listed(&app, none.clone(), "NEWEST").await[0], "丁监测有限公司");
    assert_eq!(listed(&app, none, "NAME").await.len(), 4);
    for sort in ["RATING", "NAME", "NEWEST"] {
        let mut names = listed(&app, json!({ "region": "31", "category": "waste" }), sort).await;
        names.sort();
        assert_eq!(names, ["乙处置有限公司", "甲处置有限公司"], "{sort}");
    }
    assert_eq!(listed(&app, json!({ "region": "3101" }), "RATING").await.len(), 2);
    assert_eq!(listed(&app, json!({ "region": "310117" }), "RATING").await, ["甲处置有限公司"]);
    assert_eq!(listed(&app, json!({ "size": "LARGE" }), "RATING").await, ["乙处置有限公司"]);
    let licensed = json!({ "qualification": "HAZARDOUS_WASTE" });
    assert_eq!(listed(&app, licensed, "RATING").await, ["甲处置有限公司"]);
    assert!(listed(&app, json!({ "category": "no/such" }), "RATING").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_by_cursor_cover_every_row_once_in_every_order() {
    let app = TestApp::start().await;
    for number in 0..23 {
        let stars = [1 + number % 3, 1 + number % 3];
        let name = format!("第{number:02}处置有限公司");
        given::provider(&app, &name).offering("waste/hazardous").reviewed(&stars).write().await;
    }
    let text = "query($filter: ProviderFilter, $sort: ProviderSort, $after: String) {
        providers(filter: $filter, sort: $sort, first: 5, after: $after) {
            nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } } }";

    for filter in [json!(null), json!({ "category": "waste/hazardous", "region": "31" })] {
        for sort in ["RATING", "NAME", "NEWEST"] {
            let (mut seen, mut after) = (Vec::new(), Value::Null);
            loop {
                let asked = json!({ "filter": filter, "sort": sort, "after": after });
                let page = app.visitor().query(text, asked).await;
                seen.extend(page.texts("/providers/nodes", "name"));
                let info = page.get("/providers/pageInfo");
                assert_eq!(info["hasPreviousPage"], !after.is_null());
                after = info["endCursor"].clone();
                if info["hasNextPage"] == false {
                    break;
                }
            }
            let whole = listed(&app, filter.clone(), sort).await;
            assert_eq!(seen, whole, "{sort} {filter}");
            assert_eq!(seen.len(), 23);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_cursors_and_wrong_pages_are_refused() {
    let app = TestApp::start().await;
    let text = "query($first: Int, $after: String) {
        providers(first: $first, after: $after) { nodes { name } } }";

    for after in ["***", "abc", "MTIzHzQ1Nh83OA", "5bCa5LiA", &"x".repeat(2_000)] {
        app.visitor().query(text, json!({ "after": after })).await.denied("BAD_INPUT");
    }
    app.visitor().query(text, json!({ "first": -1 })).await.denied("BAD_INPUT");
    app.visitor().query(text, json!({ "first": 101 })).await.denied("LIMIT_EXCEEDED");
    assert!(
        app.visitor().query(text, json!({ "first": 0 })).await.list("/providers/nodes").is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_is_shown_from_two_reviews_on() {
    let app = TestApp::start().await;
    let one = given::provider(&app, "一评处置有限公司").reviewed(&[5]).write().await;
    let two = given::provider(&app, "两评处置有限公司").reviewed(&[5, 4]).write().await;
    let text = "query($id: ID!) { provider(id: $id) { rating reviewCount reviews { stars } } }";

    let first = app.visitor().query(text, json!({ "id": one.id })).await;
    let second = app.visitor().query(text, json!({ "id": two.id })).await;

    assert!(first.get("/provider/rating").is_null());
    assert_eq!(first.number("/provider/reviewCount"), 1);
    assert!(second.get("/provider/rating").as_f64().unwrap() > 80.0);
    assert_eq!(second.list("/provider/reviews").len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_registers_has_a_page_and_is_found() {
    let app = TestApp::start().await;

    app.provider("绿源环境服务有限公司").await;

    assert_eq!(listed(&app, json!(null), "RATING").await, ["绿源环境服务有限公司"]);
    assert_eq!(app.visitor().finds("绿源环境").await, ["绿源环境服务有限公司"]);
    let query = "{ provider(id: \"prv_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { name } }";
    assert!(app.visitor().query(query, json!({})).await.get("/provider").is_null());
}

const FIND: &str = "query($q: String!, $filter: ProviderSearchFilter, $sort: ProviderSearchSort!) {
    providerSearch(query: $q, filter: $filter, sort: $sort, first: 50) {
        totalCount nodes { title why licence { holds } }
        facets { regions { value count } nearby: regions(nearby: true) { value count } sizes { value count }
            qualifications { value count } media { value label count } } } }";

async fn found(app: &TestApp, q: &str, filter: Value, sort: &str) -> crate::support::Answer {
    let variables = json!({ "q": q, "filter": filter, "sort": sort });
    app.visitor().query(FIND, variables).await.ok()
}

fn names(answer: &crate::support::Answer) -> Vec<String> {
    answer.texts("/providerSearch/nodes", "title")
}

fn counted(answer: &crate::support::Answer, facet: &str, value: &str) -> i64 {
    let counts = answer.list(&format!("/providerSearch/facets/{facet}"));
    let found = counts.iter().find(|it| it["value"] == value);
    found.map_or(-1, |it| it["count"].as_i64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_searched_filtered_and_counted_at_once() {
    let app = TestApp::start().await;
    let offer = |name, region| given::provider(&app, name).in_region(region);
    let large = offer("乙处置有限公司", "310118").offering("waste/hazardous").reviewed(&[5, 5]);
    large.of_size(EnterpriseSize::Large).write().await;
    let licensed = offer("甲处置有限公司", "310117").offering("waste/hazardous");
    licensed.of_size(EnterpriseSize::Small).licensed(&["HW09"], "2027-01-01").write().await;
    let ended = offer("丙处置有限公司", "320509").offering("waste/hazardous");
    ended.of_size(EnterpriseSize::Small).licensed(&["HW12"], "2026-01-01").write().await;
    offer("丁监测有限公司", "310118").offering("monitoring/water").write().await;
    app.settle().await;

    let all = found(&app, "", json!({ "region": "31" }), "NAME").await;
    assert_eq!(names(&all), ["丁监测有限公司", "甲处置有限公司", "乙处置有限公司"]);
    assert_eq!((counted(&all, "sizes", "LARGE"), counted(&all, "sizes", "SMALL")), (1, 1));
    assert_eq!(counted(&all, "sizes", "MICRO"), 0, "an empty choice is there and says so");
    assert_eq!(counted(&all, "media", "SOLID_WASTE"), 2);
    assert_eq!(counted(&all, "regions", "320509"), 1, "another place would leave one");
    assert_eq!(counted(&all, "nearby", "3205"), 1, "a city is offered wherever one stands");
    assert_eq!(counted(&all, "nearby", "320509"), -1, "what lies in it is not");
    assert_eq!(counted(&all, "nearby", "310118"), 2, "districts of Shanghai stand below the city");

    let filter = json!({ "sizes": ["SMALL"], "qualifications": ["HAZARDOUS_WASTE"] });
    let both = found(&app, "处置", filter, "RELEVANCE").await;
    assert_eq!(names(&both), ["甲处置有限公司"], "what has ended is no licence");
    let wider = found(&app, "处置", json!({ "sizes": ["SMALL", "LARGE"] }), "RANK").await;
    let order = ["甲处置有限公司", "乙处置有限公司", "丙处置有限公司"];
    assert_eq!(names(&wider), order, "a licence weighs more than two reviews");
    assert_eq!(wider.number("/providerSearch/totalCount"), 3);
    let media = json!({ "media": ["WATER"] });
    assert_eq!(names(&found(&app, "", media, "RATING").await), ["丁监测有限公司"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_leaves_the_filter_on_the_day_after_its_last_and_a_new_one_brings_it_back() {
    let app = TestApp::start().await;
    let named = || given::provider(&app, "甲处置有限公司").offering("waste/hazardous");
    let row = named().licensed(&["HW09"], "2026-11-22").write().await;
    let holders = async || {
        app.settle().await;
        let filter = json!({ "qualifications": ["HAZARDOUS_WASTE"] });
        let found = names(&found(&app, "", filter.clone(), "RATING").await).len();
        let listed = listed(&app, json!({ "qualification": "HAZARDOUS_WASTE" }), "RATING").await;
        assert_eq!(listed.len(), found, "the list and the index agree");
        found
    };
    assert_eq!(holders().await, 1);
    app.db().clock().advance(chrono::Duration::days(1));
    assert_eq!(holders().await, 1, "its last day counts");

    app.db().clock().advance(chrono::Duration::days(1));
    assert_eq!(holders().await, 0);

    named().again(&row).licensed(&["HW09"], "2031-11-22").write().await;
    assert_eq!(holders().await, 1);
}
