//! 共享码: a dated copy for whoever has the code, until it ends; its provider sees who looked.

use crate::support::{Actor, Answer, TestApp};
use chrono::Duration;
use kernel::MemberRole;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

async fn make(who: &Actor, changes: &Value) -> Answer {
    let mut input =
        json!({ "label": "吴江印染采购", "sections": ["QUALIFICATIONS", "FACTS"], "days": 30 });
    for (key, value) in changes.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    who.mutate("shareCodeMake", "secret shareCode { id isOpen sections }", &input).await
}

async fn openings(who: &Actor, id: &str) -> Answer {
    let text = "query($id: ID!) { shareCodeOpenings(shareCodeId: $id) { openedAt reader } }";
    who.query(text, json!({ "id": id })).await
}

/// A provider and its code.
async fn scene() -> (TestApp, Actor, String, String) {
    let app = TestApp::start().await;
    let provider = app.provider("绿源处置有限公司").await;
    let made = make(&provider, &json!({})).await.ok();
    let (code, id) = (made.text("/shareCodeMake/secret"), made.text("/shareCodeMake/shareCode/id"));
    (app, provider, code, id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_sees_the_page_as_it_was_and_the_provider_sees_the_reader() {
    let (app, provider, code, id) = scene().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let renamed = "UPDATE providers SET name = '改名有限公司'";
    app.db().for_migrations().execute_unprepared(renamed).await.unwrap();

    let answer = app.get(&format!("/shared/{code}")).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let page = answer.text().await.unwrap();
    assert!(page.contains("<meta name=\"referrer\" content=\"no-referrer\">"));
    assert!(page.contains("绿源处置有限公司") && !page.contains("改名有限公司"));
    assert!(
        page.contains("资质与许可") && !page.contains("服务地区"),
        "what is not shared is left out"
    );
    assert_eq!(buyer.get(&format!("/shared/{code}")).await.status(), 200);
    assert_eq!(provider.get(&format!("/shared/{code}")).await.status(), 200);

    let seen = openings(&provider, &id).await;
    let readers: Vec<&Value> =
        seen.list("/shareCodeOpenings").iter().map(|it| &it["reader"]).collect();
    assert_eq!(readers, [&json!("青浦纸业有限公司"), &Value::Null], "its own people do not count");
    openings(&buyer, &id).await.denied("NOT_FOUND");
    assert_eq!(app.audited(&id).await, ["share_codes.make"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_ended_is_not_found() {
    let (app, provider, code, id) = scene().await;
    let other = make(&provider, &json!({ "days": 1 })).await.ok().text("/shareCodeMake/secret");

    app.advance(Duration::days(1)).await;
    assert_eq!(app.get(&format!("/shared/{other}")).await.status(), 404, "over");
    assert_eq!(app.get(&format!("/shared/{code}")).await.status(), 200);
    let input = json!({ "shareCodeId": id });
    let viewer = app.colleague(&provider, MemberRole::Viewer).await;
    viewer.mutate("shareCodeRevoke", "shareCode { id }", &input).await.denied("FORBIDDEN");
    provider.mutate("shareCodeRevoke", "shareCode { isOpen }", &input).await.ok();
    assert_eq!(app.get(&format!("/shared/{code}")).await.status(), 404, "revoked");
    provider.mutate("shareCodeRevoke", "shareCode { id }", &input).await.denied("NOT_FOUND");
    let strange = "A".repeat(43);
    for nobodys in [strange.as_str(), "x", "%00"] {
        assert_eq!(app.get(&format!("/shared/{nobodys}")).await.status(), 404, "{nobodys}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_itself_is_kept_nowhere() {
    let (app, provider, code, _) = scene().await;
    let kept = format!("SELECT count(*) FROM share_codes WHERE digest = '{code}'");
    assert_eq!(app.count(&kept).await, 0);
    assert_eq!(app.count("SELECT count(*) FROM share_codes WHERE length(digest) = 64").await, 1);

    for (changes, problem) in [
        (json!({ "label": " " }), "share_codes.label_length"),
        (json!({ "sections": [] }), "share_codes.no_section"),
        (json!({ "days": 181 }), "share_codes.days_range"),
    ] {
        make(&provider, &changes).await.refused(problem);
    }
    let viewer = app.colleague(&provider, MemberRole::Viewer).await;
    make(&viewer, &json!({})).await.denied("FORBIDDEN");
}
