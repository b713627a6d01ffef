//! 限制: said publicly, for a time, with a way to appeal; lifted by the clock.

use crate::support::{Actor, Answer, TestApp, given};
use chrono::Duration;
use serde_json::{Value, json};

async fn restrict(by: &Actor, organisation_id: &str, changes: &Value) -> Answer {
    let mut input = json!({
        "organisationId": organisation_id, "kind": "RESTRICTED", "until": "2026-12-01",
        "reason": "监测数据弄虚作假，依据平台规则第 12 条", "appeal": "十日内向协会书面申诉",
    });
    for (key, value) in changes.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    by.mutate("providerRestrict", "restriction { kind until }", &input).await
}

async fn page(app: &TestApp, id: &str) -> Value {
    let text = "query($id: ID!) { provider(id: $id) { restriction { kind reason appeal begunOn until } } }";
    app.visitor().query(text, json!({ "id": id })).await.get("/provider/restriction").clone()
}

async fn listed(app: &TestApp) -> Vec<(String, Value)> {
    let text = "{ providerSearch { nodes { title restriction { kind until } } } }";
    let found = app.visitor().query(text, json!({})).await;
    let nodes = found.list("/providerSearch/nodes").iter();
    let node = |it: &Value| (it["title"].as_str().unwrap().to_owned(), it["restriction"].clone());
    nodes.map(node).collect()
}

async fn able(buyer: &Actor, need: &str) -> Vec<String> {
    let text = "query($id: ID!) { demand(id: $id) { ableProviders { provider { name } } } }";
    let found = buyer.query(text, json!({ "id": need })).await;
    let able = found.list("/demand/ableProviders").iter();
    able.map(|it| it["provider"]["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restricted_provider_is_shown_as_such_and_not_offered_until_its_term_is_over() {
    let app = TestApp::start().await;
    let given = given::provider(&app, "甲处置有限公司").offering("waste/hazardous");
    let row = given.serving("310118").licensed(&["HW09"], "2027-12-31").write().await;
    let (id, organisation) = (row.id.to_string(), row.organisation_id.to_string());
    let buyer = app.enterprise("青浦纸业").await;
    let need = buyer.posts_need(&json!({})).await;
    let moderator = app.moderator("31").await;
    moderator.approves(&need).await;
    app.settle().await;
    assert_eq!(able(&buyer, &need).await, ["甲处置有限公司"]);
    assert_eq!(page(&app, &id).await, Value::Null);

    restrict(&moderator, &organisation, &json!({})).await.ok();
    app.settle().await;

    let shown = page(&app, &id).await;
    assert_eq!((&shown["kind"], &shown["until"]), (&json!("RESTRICTED"), &json!("2026-12-01")));
    assert_eq!(shown["begunOn"], "2026-11-21");
    assert!(able(&buyer, &need).await.is_empty(), "not offered");
    let found = listed(&app).await;
    assert_eq!(found[0].1, json!({ "kind": "RESTRICTED", "until": "2026-12-01" }), "not hidden");
    let html = app.get(&format!("/providers/{id}")).await.text().await.unwrap();
    assert!(html.contains("限制至") && html.contains("十日内向协会书面申诉"), "{html}");
    let twice = restrict(&moderator, &organisation, &json!({})).await;
    twice.refused("restrictions.already_restricted");

    app.advance(Duration::days(10)).await;
    assert_ne!(page(&app, &id).await, Value::Null, "its last day");
    app.advance(Duration::days(1)).await;
    assert_eq!(page(&app, &id).await, Value::Null, "lifted by the clock");
    assert_eq!(listed(&app).await[0].1, Value::Null);
    let told = ["restrictions.restrict", "restrictions.lift"];
    assert!(app.audited(&id).await.ends_with(&told.map(str::to_owned)));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_removed_leaves_the_list_keeps_its_page_and_comes_back() {
    let app = TestApp::start().await;
    let row = given::provider(&app, "甲处置有限公司").write().await;
    let (id, organisation) = (row.id.to_string(), row.organisation_id.to_string());
    app.settle().await;
    let moderator = app.moderator("31").await;

    let removed = json!({ "kind": "REMOVED", "until": null });
    restrict(&moderator, &organisation, &removed).await.ok();
    app.settle().await;
    assert!(listed(&app).await.is_empty());
    assert_eq!(page(&app, &id).await["kind"], "REMOVED", "the page says so");

    let input = json!({ "organisationId": organisation, "note": "整改已经完成" });
    moderator.mutate("providerRestrictionLift", "restriction { id }", &input).await.ok();
    app.settle().await;
    assert_eq!(listed(&app).await.len(), 1);
    let again = moderator.mutate("providerRestrictionLift", "restriction { id }", &input).await;
    again.refused("restrictions.not_restricted");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_association_of_the_region_restricts_and_says_why() {
    let app = TestApp::start().await;
    let row = given::provider(&app, "甲处置有限公司").write().await;
    let organisation = row.organisation_id.to_string();

    let elsewhere = app.moderator("33").await;
    restrict(&elsewhere, &organisation, &json!({})).await.denied("NOT_FOUND");
    let regulator = app.regulator("310118").await;
    restrict(&regulator, &organisation, &json!({})).await.denied("FORBIDDEN");
    let wrong = json!({ "reason": "违规", "appeal": "", "until": "2026-11-20" });
    let refused = restrict(&app.moderator("31").await, &organisation, &wrong).await;
    assert_eq!(
        refused.problems(),
        ["restrictions.reason_length", "restrictions.appeal_length", "restrictions.until_past"]
    );
}
