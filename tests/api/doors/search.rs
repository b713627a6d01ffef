//! One search over all halls: found when written, gone when withdrawn, safe to type anything.

use crate::support::{TestApp, given};
use serde_json::{Value, json};

const TEXT: &str =
    "query($q: String!, $kinds: [SearchKind!], $region: RegionCode, $first: Int, $after: String) {
    search(query: $q, kinds: $kinds, region: $region, first: $first, after: $after) {
        nodes { __typename title url snippet } totalCount
        pageInfo { hasNextPage endCursor }
        facets { kinds { value count } regions { value label count } } } }";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_is_found_by_kind_place_and_words() {
    let app = TestApp::start().await;
    given::provider(&app, "青浦废油再生有限公司").offering("waste/hazardous").write().await;
    given::provider(&app, "吴江废油处置有限公司").in_region("320509").write().await;
    given::demand(&app, "废油收运处置需求", "310118").await;
    app.settle().await;
    let visitor = app.visitor();
    let search = async |variables: Value| visitor.query(TEXT, variables).await;

    let all = search(json!({ "q": "废油" })).await;
    assert_eq!(all.number("/search/totalCount"), 3);
    let facets = all.get("/search/facets/kinds");
    assert!(
        facets.as_array().unwrap().contains(&json!({ "value": "provider", "count": 2 })),
        "{facets}"
    );
    let demands = search(json!({ "q": "废油", "kinds": ["DEMAND"] })).await;
    assert_eq!(demands.texts("/search/nodes", "title"), ["废油收运处置需求"]);
    assert_eq!(demands.texts("/search/nodes", "__typename"), ["DemandHit"]);
    let near = search(json!({ "q": "废油", "region": "3205" })).await;
    assert_eq!(near.texts("/search/nodes", "title"), ["吴江废油处置有限公司"]);
    let snippet = &demands.texts("/search/nodes", "snippet")[0];
    assert!(
        snippet.contains("<mark>") || snippet.is_empty() || !snippet.contains("废油"),
        "{snippet}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn needs_are_found_by_where_they_stand() {
    let app = TestApp::start().await;
    let open = given::demand(&app, "废油收运处置需求", "310118").await;
    given::provider(&app, "青浦废油再生有限公司").write().await;
    app.settle().await;
    let text = "query($states: [DemandState!]) {
        search(query: \"废油\", demandStates: $states) { nodes { title } } }";
    let in_state = async |state: &str| {
        let answer = app.visitor().query(text, json!({ "states": [state] })).await;
        answer.texts("/search/nodes", "title")
    };

    assert_eq!(in_state("PUBLISHED").await, ["废油收运处置需求"], "a provider has no state");
    assert!(in_state("UNSUCCESSFUL").await.is_empty());
    app.db().clock().advance(chrono::Duration::days(60));
    app.settle().await;
    assert_eq!(in_state("UNSUCCESSFUL").await, ["废油收运处置需求"], "{}", open.id);
    assert!(in_state("PUBLISHED").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_found_by_pinyin_initials_one_wrong_character_and_other_scripts() {
    let app = TestApp::start().await;
    given::provider(&app, "上海绿源环境服务有限公司").write().await;
    app.settle().await;

    for query in ["绿源环境", "luyuan", "绿源环竟服务", "上海綠源環境服務有限公司", "　绿源　"]
    {
        assert_eq!(app.visitor().finds(query).await, ["上海绿源环境服务有限公司"], "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn suggestions_come_while_typing() {
    let app = TestApp::start().await;
    given::provider(&app, "上海绿源环境服务有限公司").write().await;
    app.settle().await;
    let text = "query($p: String!) { suggestions(prefix: $p) { text kind url } }";

    for prefix in ["绿", "上海绿源", "lv", "shly"] {
        let answer = app.visitor().query(text, json!({ "p": prefix })).await;
        let texts = answer.texts("/suggestions", "text");
        assert!(texts.contains(&"上海绿源环境服务有限公司".to_owned()), "{prefix}: {texts:?}");
    }
    assert!(app.visitor().query(text, json!({ "p": "" })).await.list("/suggestions").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn anything_may_be_typed_and_markup_comes_back_escaped() {
    let app = TestApp::start().await;
    given::demand(&app, "<script>alert(1)</script> 废油", "310118").await;
    app.settle().await;

    for query in [
        "",
        " ",
        "*",
        "\"",
        "(",
        "AND OR NOT",
        "title:x",
        "废油~2^5",
        "\u{0}",
        "🌉",
        "'; DROP TABLE demands; --",
        &"废油".repeat(3_000),
        "<script>",
    ] {
        let answer = app.visitor().query(TEXT, json!({ "q": query })).await;
        assert!(answer.error().is_none(), "{query:.40}: {:#}", answer.body);
        for snippet in answer.texts("/search/nodes", "snippet") {
            assert!(!snippet.contains("<script"), "{snippet}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_hits_cover_each_hit_once() {
    let app = TestApp::start().await;
    for number in 0..23 {
        given::provider(&app, &format!("第{number:02}废油处置有限公司")).write().await;
    }
    app.settle().await;

    let (mut seen, mut after) = (Vec::new(), json!(null));
    loop {
        let asked = json!({ "q": "废油处置", "first": 5, "after": after });
        let page = app.visitor().query(TEXT, asked).await;
        assert_eq!(page.number("/search/totalCount"), 23);
        seen.extend(page.texts("/search/nodes", "title"));
        after = page.get("/search/pageInfo/endCursor").clone();
        if page.get("/search/pageInfo/hasNextPage") == false {
            break;
        }
    }

    assert_eq!(seen.len(), 23);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 23);
    app.visitor().query(TEXT, json!({ "q": "废油", "after": "***" })).await.denied("BAD_INPUT");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_rebuilt_from_the_tables_finds_the_same() {
    let app = TestApp::start().await;
    given::provider(&app, "青浦废油再生有限公司").write().await;
    given::demand(&app, "废油收运处置需求", "310118").await;
    app.settle().await;
    let before = app.visitor().finds("废油").await;

    let count = greenbridge::indexer::rebuild(app.db(), app.app().index(), |_| ()).await.unwrap();

    assert_eq!(count, 2);
    assert_eq!(app.visitor().finds("废油").await, before);
    let check = greenbridge::check::index(app.app()).await.unwrap();
    assert_eq!((check.found, check.expected), (2, 2));
}
