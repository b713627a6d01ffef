//! 候选名单: kept as pages were that day, judged with reasons, locked with a stamp.

use crate::support::{Actor, Answer, TestApp, given};
use kernel::MemberRole;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

const WHOLE: &str =
    "shortlist { id title conditions foundAt totalFound takenAt lockedAt stamp isIntact
    revision entries { providerId name leftOut rating profile { qualifications { name validTo } }
    source { name } } }";

/// What somebody does behind the door.
async fn execute(app: &TestApp, sql: &str) {
    app.db().for_migrations().execute_unprepared(sql).await.expect(sql);
}

async fn save(who: &Actor, changes: &Value) -> Answer {
    let mut input = json!({ "requestKey": "form-1", "title": "废乳化液处置比选", "query": "处置",
        "filter": { "region": "31", "qualifications": ["HAZARDOUS_WASTE"] }, "providerIds": [] });
    for (key, value) in changes.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    who.mutate("shortlistSave", WHOLE, &input).await
}

async fn judge(who: &Actor, list: &Value, provider: &str, reason: Option<&str>) -> Answer {
    let input = json!({ "shortlistId": list["id"], "providerId": provider, "reason": reason,
        "revision": list["revision"] });
    who.mutate("shortlistJudge", WHOLE, &input).await
}

async fn step(who: &Actor, field: &str, list: &Value) -> Answer {
    let input = json!({ "shortlistId": list["id"], "revision": list["revision"] });
    who.mutate(field, WHOLE, &input).await
}

async fn read(who: &Actor, list: &Value) -> Value {
    let text =
        format!("query($id: ID!) {{ {} }}", WHOLE.replacen("shortlist", "shortlist(id: $id)", 1));
    who.query(&text, json!({ "id": list["id"] })).await.get("/shortlist").clone()
}

/// Two licensed handlers, and an enterprise that has kept both.
async fn scene() -> (TestApp, Actor, [String; 2], Value) {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let offer = |name| given::provider(&app, name).offering("waste/hazardous");
    let near = offer("近处置有限公司").licensed(&["HW09"], "2027-06-30").write().await;
    let far = offer("远处置有限公司").licensed(&["HW09"], "2027-06-30").write().await;
    app.settle().await;
    let ids = [near.id.to_string(), far.id.to_string()];
    let kept = save(&buyer, &json!({ "providerIds": ids })).await.ok();
    let list = kept.get("/shortlistSave/shortlist").clone();
    (app, buyer, ids, list)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_keeps_the_words_the_count_and_the_pages_of_that_day() {
    let (app, buyer, [near, far], list) = scene().await;

    assert_eq!(
        list["conditions"],
        json!(["关键词：处置", "地区：上海市", "有效资质：危险废物经营许可"])
    );
    assert_eq!(
        list["foundAt"],
        "/providers?q=%E5%A4%84%E7%BD%AE&region=31&qualification=hazardous_waste"
    );
    assert_eq!(list["totalFound"], 2);
    assert_eq!(list["entries"][0]["providerId"], near.as_str());
    assert_eq!(list["entries"][1]["providerId"], far.as_str());

    execute(&app, "UPDATE qualifications SET valid_to = '2026-12-01'").await;
    execute(&app, "UPDATE providers SET name = '改名有限公司'").await;
    let later = read(&buyer, &list).await;
    assert_eq!(later, list, "what became of the pages does not reach it");
    assert_eq!(later["entries"][0]["profile"]["qualifications"][0]["validTo"], "2027-06-30");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_posted_twice_keeps_one_list_and_a_provider_named_twice_stands_there_once() {
    let (app, buyer, [near, _], list) = scene().await;

    let again = save(&buyer, &json!({ "providerIds": [near] })).await.ok();
    assert_eq!(again.get("/shortlistSave/shortlist/id"), &list["id"]);
    let twice = json!({ "requestKey": "form-2", "providerIds": [near, near] });
    let twice = save(&buyer, &twice).await.ok();
    assert_eq!(twice.list("/shortlistSave/shortlist/entries").len(), 1);
    assert_eq!(app.count("SELECT count(*) FROM shortlists").await, 2);

    for (changes, problem) in [
        (json!({ "title": " 名 " }), "shortlists.title_length"),
        (json!({ "providerIds": [] }), "shortlists.empty"),
        (json!({ "providerIds": vec![&near; 51] }), "shortlists.too_many"),
    ] {
        let mut changes = changes;
        changes["requestKey"] = json!("form-3");
        save(&buyer, &changes).await.refused(problem);
    }
    let unknown =
        json!({ "requestKey": "form-4", "providerIds": ["prv_01ARZ3NDEKTSV4RRFFQ69G5FAV"] });
    save(&buyer, &unknown).await.denied("NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_left_out_has_a_reason_and_a_locked_list_changes_no_more() {
    let (app, buyer, [near, far], list) = scene().await;

    judge(&buyer, &list, &far, Some(" ")).await.refused("shortlists.reason_length");
    let out = judge(&buyer, &list, &far, Some("运距超过 200 公里")).await.ok();
    let out = out.get("/shortlistJudge/shortlist").clone();
    assert_eq!(out["entries"][1]["leftOut"], "运距超过 200 公里");
    let counted = buyer.query("{ shortlists { nodes { keptCount entryCount } } }", json!({})).await;
    assert_eq!(counted.get("/shortlists/nodes"), &json!([{ "keptCount": 1, "entryCount": 2 }]));
    judge(&buyer, &list, &near, Some("报价过高")).await.refused("shortlists.changed");
    let none = judge(&buyer, &out, &near, Some("报价过高")).await.ok();
    let none = none.get("/shortlistJudge/shortlist").clone();
    step(&buyer, "shortlistLock", &none).await.refused("shortlists.none_left");
    let one = judge(&buyer, &none, &near, None).await.ok().get("/shortlistJudge/shortlist").clone();

    let locked =
        step(&buyer, "shortlistLock", &one).await.ok().get("/shortlistLock/shortlist").clone();
    assert_eq!((locked["isIntact"].as_bool(), locked["lockedAt"].is_string()), (Some(true), true));
    judge(&buyer, &locked, &far, None).await.refused("shortlists.locked");
    step(&buyer, "shortlistDelete", &locked).await.refused("shortlists.locked");
    let logged = "SELECT CAST(after AS text) FROM audit_entries WHERE action = 'shortlists.lock'";
    assert!(app.text(logged).await.contains(locked["stamp"].as_str().unwrap()), "the log has it");
    assert_eq!(read(&buyer, &locked).await["isIntact"], true, "read back from the database");

    execute(&app, "UPDATE shortlists SET title = '改过的名单'").await;
    assert_eq!(read(&buyer, &locked).await["isIntact"], false, "bent in the database");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_its_organisations_and_viewers_only_read() {
    let (app, buyer, [near, _], list) = scene().await;
    let viewer = app.colleague(&buyer, MemberRole::Viewer).await;
    let other = app.enterprise("松江化工有限公司").await;

    assert_eq!(read(&viewer, &list).await["id"], list["id"]);
    judge(&viewer, &list, &near, Some("报价过高")).await.denied("FORBIDDEN");
    assert!(read(&other, &list).await.is_null());
    judge(&other, &list, &near, Some("报价过高")).await.denied("NOT_FOUND");
    let theirs = other.query("{ shortlists { nodes { id } } }", json!({})).await;
    assert!(theirs.list("/shortlists/nodes").is_empty());

    step(&buyer, "shortlistDelete", &list).await.ok();
    assert!(read(&buyer, &list).await.is_null());
}
