//! What lies near: providers by the way from a place, and how many there are of them where.

use crate::imports::{args, import};
use crate::support::{Answer, TestApp, given};
use greenbridge::import::{ImportArgs, ImportKind};
use serde_json::{Value, json};

const SEARCH: &str = "query($near: NearInput, $query: String!) {
    providerSearch(query: $query, sort: NEAREST, near: $near) { nodes { title distanceKm } } }";

async fn nearest(app: &TestApp, query: &str, near: Value) -> Answer {
    app.visitor().query(SEARCH, json!({ "near": near, "query": query })).await
}

fn ways(answer: &Answer) -> Vec<(String, Option<i64>)> {
    let nodes = answer.list("/providerSearch/nodes").iter();
    let way = |it: &Value| {
        let title = it["title"].as_str().expect("a title").to_owned();
        (title, it["distanceKm"].as_f64().map(|it| it.round() as i64))
    };
    nodes.map(way).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_nearest_comes_first_from_a_division_or_from_degrees() {
    let app = TestApp::start().await;
    given::provider(&app, "杭州处置有限公司").in_region("330106").write().await;
    given::provider(&app, "盛泽处置有限公司").in_region("320509").at("120.65,30.91").write().await;
    given::provider(&app, "吴江处置有限公司").in_region("320509").write().await;
    app.settle().await;

    let from_seat = ways(&nearest(&app, "", json!({ "region": "320509" })).await);
    let titles: Vec<&str> = from_seat.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(titles, ["吴江处置有限公司", "盛泽处置有限公司", "杭州处置有限公司"]);
    assert_eq!(
        from_seat[0].1,
        Some(0),
        "it has no place of its own: the seat of its county stands for it"
    );
    assert!((20..40).contains(&from_seat[1].1.unwrap()), "{from_seat:?}");
    assert!((80..140).contains(&from_seat[2].1.unwrap()), "{from_seat:?}");

    let there = json!({ "longitude": 120.65, "latitude": 30.91 });
    let from_there = ways(&nearest(&app, "", there.clone()).await);
    assert_eq!(from_there[0], ("盛泽处置有限公司".to_owned(), Some(0)));
    let asked = ways(&nearest(&app, "处置", there).await);
    assert_eq!(asked[0].0, "盛泽处置有限公司", "with a question as without");
    let from_nowhere = ways(&nearest(&app, "", json!(null)).await);
    assert_eq!(from_nowhere.len(), 3);
    assert!(from_nowhere.iter().all(|it| it.1.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_may_say_where_a_provider_is_and_what_is_no_place_is_none() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.csv");
    let sheet = "机构名称,所在地区,经度,纬度\n青浦处置有限公司,青浦区,121.1217,31.1509\n\
        松江处置有限公司,松江区,31.03,121.22\n";
    std::fs::write(&file, sheet).unwrap();
    let source = Some("测试名录".to_owned());
    import(&app, &ImportArgs { source, ..args(ImportKind::Providers, &file) }).await;

    let text = "{ providers(sort: NAME) { nodes { name position { longitude latitude } } } }";
    let listed = app.visitor().query(text, json!({})).await;
    let places: Vec<&Value> =
        listed.list("/providers/nodes").iter().map(|it| &it["position"]).collect();
    assert!(places.contains(&&json!({ "longitude": 121.1217, "latitude": 31.1509 })), "{places:?}");
    assert!(places.contains(&&Value::Null), "{places:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_counts_by_county_and_keeps_the_filters() {
    let app = TestApp::start().await;
    for (name, region) in
        [("甲处置有限公司", "320509"), ("乙处置有限公司", "320509"), ("丙处置有限公司", "330421")]
    {
        given::provider(&app, name).in_region(region).offering("waste/hazardous").write().await;
    }
    given::provider(&app, "丁监测有限公司").in_region("310118").write().await;
    app.settle().await;
    let page = |path: &'static str| {
        let app = &app;
        async move { app.get(path).await.text().await.unwrap() }
    };

    let all = page("/providers/map").await;
    assert!(all.contains("吴江区 2 家") && all.contains("青浦区 1 家"), "{all}");
    let waste = page("/providers/map?category=waste/hazardous").await;
    assert!(waste.contains("嘉善县 1 家") && !waste.contains("青浦区 1 家"));
    assert!(
        waste.contains("/providers?category=waste%2Fhazardous&amp;region=330421"),
        "to the list, with the filter"
    );
    let empty = page("/demands/map?region=31").await;
    assert!(empty.contains("这里还没有"), "{empty}");
}
