//! 文字检查: what was found is told before anything is sent, logged once, and allowed on appeal.

use crate::support::{Actor, Answer, TestApp, given};
use chrono::Duration;
use serde_json::{Value, json};

const FINDINGS: &str = "{ textFindings { nodes { id kind span placeLabel times state mayAppeal
    appeal organisation { name } } } }";
const PHONE: &str = "机加工产生的废乳化液，桶装，每月转移一次，详询 138 0013 8000 王工。";

async fn findings(who: &Actor) -> Vec<Value> {
    let answer = who.query(FINDINGS, json!({})).await;
    answer.get("/textFindings/nodes").as_array().cloned().unwrap_or_default()
}

async fn appeal(who: &Actor, id: &str, reason: &str) -> Answer {
    let input = json!({ "findingId": id, "reason": reason });
    who.mutate("textFindingAppeal", "finding { state mayAppeal }", &input).await
}

fn id_of(finding: &Value) -> String {
    finding["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_with_a_telephone_number_is_not_sent_and_its_sender_reads_why() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;

    let refused = buyer.post_need(&json!({ "description": PHONE })).await;
    assert_eq!(refused.problems(), ["texts.phone"]);
    let message = refused.text("/demandPost/problems/0/message");
    assert!(message.contains("138 0013 8000") && message.contains("联系方式"), "{message}");
    assert_eq!(refused.text("/demandPost/problems/0/path/0"), "description");
    assert_eq!(app.count("SELECT count(*) FROM demands").await, 0);
    let kept = "SELECT count(*) FROM text_findings WHERE span LIKE '%废乳化液%'";
    assert_eq!(app.count(kept).await, 0, "the span alone is kept");

    let both = json!({ "title": "废油转移 wang@example.com", "description": PHONE });
    assert_eq!(buyer.post_need(&both).await.problems(), ["texts.mail", "texts.phone"]);
    buyer.post_need(&json!({})).await.ok();
    let own = findings(&buyer).await;
    assert_eq!(own.len(), 2, "the same number again is counted, not listed: {own:?}");
    let phone = own.iter().find(|it| it["kind"] == "PHONE").unwrap();
    assert_eq!((&phone["times"], &phone["placeLabel"]), (&json!(2), &json!("需求说明")));
}

#[tokio::test(flavor = "multi_thread")]
async fn bids_and_introductions_are_looked_at_as_well() {
    let app = TestApp::start().await;
    given::demand(&app, "废油收运处置需求", "310118").await;
    let provider = app.provider("绿源环境服务有限公司").await;
    app.settle().await;
    let need = app.visitor().query("{ demands { nodes { id } } }", json!({})).await;
    let need = need.text("/demands/nodes/0/id");

    let plan = json!({ "plan": "按月上门收运，加微信 lvyuan2026 详谈。" });
    assert_eq!(provider.submit_bid(&need, &plan).await.problems(), ["texts.messenger"]);
    provider.submit_bid(&need, &json!({})).await.ok();
    let profile = json!({ "profile": { "introduction": "专业危废处置，官网 www.lvyuan.top。",
        "categories": [], "serviceRegions": [], "qualifications": [] } });
    let refused = provider.mutate("providerChangeSubmit", "__typename", &profile).await;
    assert_eq!(refused.problems(), ["texts.link"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appeal_reaches_the_queue_and_what_is_allowed_is_not_found_again() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let other = app.enterprise("吴江纺织有限公司").await;
    let moderator = app.moderator("31").await;
    buyer.post_need(&json!({ "description": PHONE })).await.refused("texts.phone");
    let id = id_of(&findings(&buyer).await[0]);

    appeal(&other, &id, "这是设备编号").await.denied("NOT_FOUND");
    appeal(&buyer, &id, "短").await.refused("texts.reason_length");
    appeal(&buyer, &id, "这是罐区的设备编号，不是电话").await.ok();
    appeal(&buyer, &id, "这是罐区的设备编号，不是电话").await.refused("texts.not_to_appeal");
    buyer.post_need(&json!({ "description": PHONE })).await.refused("texts.phone");

    let (check, revision) = moderator.check_of(&id).await;
    let asked = moderator.give_back(&check, revision, "INCOMPLETE", "请说明").await;
    asked.refused("moderation.appeal_stands");
    moderator.approve(&check, revision).await.ok();
    app.settle().await;

    buyer.post_need(&json!({ "description": PHONE })).await.ok();
    other.post_need(&json!({ "description": PHONE })).await.refused("texts.phone");
    assert_eq!(findings(&buyer).await[0]["state"], "ALLOWED");
    let told = buyer.query("{ notices { nodes { title } } }", json!({})).await;
    assert!(told.texts("/notices/nodes", "title").contains(&"误识申诉已处理".to_owned()));
    assert_eq!(app.audited(&id).await, ["texts.appeal", "texts.allow"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_are_read_by_their_organisation_and_the_moderators_of_the_region() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let other = app.enterprise("吴江纺织有限公司").await;
    buyer.post_need(&json!({ "description": PHONE })).await.refused("texts.phone");

    assert_eq!(
        findings(&app.moderator("31").await).await[0]["organisation"]["name"],
        "青浦纸业有限公司"
    );
    assert_eq!(findings(&app.moderator("31").await).await[0]["mayAppeal"], false);
    assert!(findings(&app.moderator("33").await).await.is_empty());
    assert!(findings(&other).await.is_empty());
    assert_eq!(findings(&buyer).await[0]["mayAppeal"], true);

    app.db().clock().advance(Duration::days(184));
    commons::texts::jobs::forget_old(app.db()).await.unwrap();
    assert_eq!(app.count("SELECT count(*) FROM text_findings").await, 0, "half a year is enough");
}
