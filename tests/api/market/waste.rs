//! Who may take hazardous waste: licensed for it, nearest first, what is promised taken off.

use crate::support::{Answer, TestApp, given};
use chrono::Duration;
use serde_json::{Value, json};

async fn asked(app: &TestApp, changes: &Value) -> Answer {
    let mut input =
        json!({ "code": "HW12", "tonnes": 300, "region": "320509", "on": "2026-12-05" });
    for (key, value) in changes.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    let text = "query($input: WasteJobInput!) { wasteHandlers(input: $input) { totalCount
        excluded { gap words count }
        nodes { provider { name } licence { validTo } promisedTonnes remainingTonnes reasons cautions } } }";
    app.visitor().query(text, json!({ "input": input })).await
}

fn names(answer: &Answer) -> Vec<String> {
    let nodes = answer.list("/wasteHandlers/nodes");
    let name = |it: &Value| it["provider"]["name"].as_str().expect("a name").to_owned();
    nodes.iter().map(name).collect()
}

fn excluded(answer: &Answer) -> Vec<(String, i64)> {
    let gaps = answer.list("/wasteHandlers/excluded");
    let count = |it: &Value| it["count"].as_i64().expect("a count");
    gaps.iter().map(|it| (it["gap"].as_str().expect("a gap").to_owned(), count(it))).collect()
}

/// A provider in a place with a licence for HW12.
fn handler<'a>(app: &'a TestApp, name: &str, region: &str) -> given::GivenProvider<'a> {
    let licensed = given::provider(app, name).in_region(region).licensed(&["HW12"], "2027-06-30");
    licensed.for_mode_and_scale("收集、贮存、处置", Some("1000吨/年"))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_licences_that_cover_the_job_are_listed_and_the_others_are_counted() {
    let app = TestApp::start().await;
    handler(&app, "远处处置有限公司", "330106").write().await;
    handler(&app, "同市处置有限公司", "320583").write().await;
    handler(&app, "同区处置有限公司", "320509").write().await;
    handler(&app, "同省处置有限公司", "3201").write().await;
    let small = handler(&app, "小规模处置有限公司", "320509");
    small.for_mode_and_scale("处置", Some("299吨/年")).write().await;
    let vague = handler(&app, "未载明处置有限公司", "310118");
    vague.for_mode_and_scale("收集", Some("小型")).write().await;
    let other = given::provider(&app, "他类处置有限公司").licensed(&["HW09"], "2027-06-30");
    other.write().await;
    let ended = given::provider(&app, "到期处置有限公司").licensed(&["HW12"], "2026-11-01");
    ended.write().await;
    let ending = given::provider(&app, "将到期处置有限公司").licensed(&["HW12"], "2026-12-04");
    ending.write().await;

    let any = asked(&app, &json!({})).await;
    assert_eq!(
        names(&any)[..3],
        ["同区处置有限公司", "同市处置有限公司", "同省处置有限公司"],
        "near first"
    );
    assert_eq!(any.number("/wasteHandlers/totalCount"), 5);
    let unsaid = any.list("/wasteHandlers/nodes");
    let unsaid = unsaid.iter().find(|it| it["remainingTonnes"].is_null()).expect("one of them");
    assert_eq!(unsaid["cautions"], json!(["未载明规模，请向机构核实"]));
    let left_out =
        [("CLASS_NOT_LISTED", 1), ("ENDED", 1), ("ENDS_BEFORE", 1), ("TOO_LITTLE_LEFT", 1)];
    assert_eq!(excluded(&any), left_out.map(|(gap, count)| (gap.to_owned(), count)));

    let disposed = asked(&app, &json!({ "mode": "DISPOSE" })).await;
    assert!(!names(&disposed).contains(&"未载明处置有限公司".to_owned()));
    assert!(excluded(&disposed).contains(&("MODE_NOT_LISTED".to_owned(), 1)));
    assert!(names(&asked(&app, &json!({ "tonnes": 5_000, "mode": "DISPOSE" })).await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_provider_was_awarded_this_year_is_taken_off_its_scale() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦涂料有限公司").await;
    let seller = app.provider("绿源处置有限公司").await;
    handler(&app, "绿源处置有限公司", "310118").of(&seller).write().await;
    let need = buyer.posts_need(&json!({ "wasteCode": "900-252-12", "quantity": 800.0 })).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    let bid = seller.bids(&need, &json!({})).await;
    assert_eq!(names(&asked(&app, &json!({})).await).len(), 1, "a bid promises nothing");
    app.advance(Duration::days(11)).await;
    buyer.award(&need, &bid).await.ok();
    app.settle().await;

    let this_year = asked(&app, &json!({})).await;
    assert!(names(&this_year).is_empty());
    assert_eq!(excluded(&this_year), [("TOO_LITTLE_LEFT".to_owned(), 1)]);
    let less = asked(&app, &json!({ "tonnes": 200 })).await;
    let node = &less.list("/wasteHandlers/nodes")[0];
    assert_eq!(
        (node["promisedTonnes"].as_f64(), node["remainingTonnes"].as_f64()),
        (Some(800.0), Some(200.0))
    );
    let next_year = asked(&app, &json!({ "on": "2027-01-01" })).await;
    assert_eq!(names(&next_year), ["绿源处置有限公司"], "a new year, the whole scale");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_that_changes_its_classes_is_found_by_the_new_ones() {
    let app = TestApp::start().await;
    let row = handler(&app, "甲处置有限公司", "320509").write().await;
    let changed = given::provider(&app, "甲处置有限公司").again(&row);
    changed.licensed(&["HW08", "HW49"], "2027-06-30").write().await;

    assert!(names(&asked(&app, &json!({})).await).is_empty());
    assert_eq!(names(&asked(&app, &json!({ "code": "900-041-49" })).await), ["甲处置有限公司"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_provider_is_listed_once_by_its_largest_licence_and_pages_cover_all() {
    let app = TestApp::start().await;
    for number in 0..5 {
        let name = format!("第{number}处置有限公司");
        let two = handler(&app, &name, "320509").licensed(&["HW12"], "2028-06-30");
        two.for_mode_and_scale("处置", Some("9000吨/年")).write().await;
    }
    let text = "query($after: String) { wasteHandlers(first: 2, after: $after,
        input: { code: \"HW12\", tonnes: 1, region: \"320509\" }) {
            totalCount pageInfo { hasNextPage endCursor } nodes { provider { name } remainingTonnes } } }";
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = app.visitor().query(text, json!({ "after": after })).await;
        assert_eq!(page.number("/wasteHandlers/totalCount"), 5);
        let nodes = page.list("/wasteHandlers/nodes");
        assert!(nodes.iter().all(|it| it["remainingTonnes"] == 9_000.0));
        seen.extend(names(&page));
        after = page.get("/wasteHandlers/pageInfo/endCursor").clone();
        if page.get("/wasteHandlers/pageInfo/hasNextPage") == false {
            break;
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 5);
    app.visitor().query(text, json!({ "after": "abc" })).await.denied("BAD_INPUT");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_cannot_be_is_refused_in_words() {
    let app = TestApp::start().await;

    for wrong in [
        json!({ "code": "废油漆" }),
        json!({ "code": "HW41" }),
        json!({ "tonnes": 0 }),
        json!({ "tonnes": 1e9 }),
        json!({ "on": "2026-01-01" }),
        json!({ "region": "99" }),
    ] {
        asked(&app, &wrong).await.denied("BAD_INPUT");
    }
}
