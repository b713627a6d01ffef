//! A buyer who does not score or decide: reminded, then the need ends with a reason.

use crate::support::TestApp;
use crate::support::scored::Scored;
use crate::support::sealed::scored;
use chrono::Duration;
use serde_json::{Value, json};

const SEEN: &str = "query($id: ID!) { demand(id: $id) { state stage stageEndsAt endReason revision
    sealing { endedAt } bids { price { fen } } } }";

async fn told(app: &TestApp, title: &str) -> i64 {
    app.count(&format!("SELECT count(*) FROM notices WHERE title = '{title}'")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_that_is_not_scored_ends_after_ten_working_days() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let need = buyer.posts_need(&json!({ "terms": scored("CLOCK") })).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    let names = ["绿源环境服务有限公司", "蓝天环保科技有限公司", "清江固废处置有限公司"];
    for (name, price) in names.into_iter().zip(["86000", "9万", "8.8万"]) {
        app.provider(name).await.bids_sealed(&need, price).await;
    }
    // Tuesday, 1 December; ten working days later is Tuesday, 15 December.
    app.advance(Duration::days(10)).await;
    let seen = buyer.query(SEEN, json!({ "id": need })).await.get("/demand").clone();
    assert_eq!(seen["stage"], "SCORING");
    assert_eq!(seen["stageEndsAt"], "2026-12-15T01:00:00+00:00");

    app.advance(Duration::days(8)).await;
    assert_eq!(told(&app, "评分快到期").await, 0);
    for (days, times) in [(1, 1), (1, 1), (3, 2)] {
        app.advance(Duration::days(days)).await;
        app.settle().await;
        assert_eq!(told(&app, "评分快到期").await, times);
    }
    let again = buyer.query(SEEN, json!({ "id": need })).await.get("/demand").clone();
    assert_eq!(again["revision"], seen["revision"], "a reminder is no change");
    app.advance(Duration::days(1)).await;

    let seen = buyer.query(SEEN, json!({ "id": need })).await.get("/demand").clone();
    assert_eq!((&seen["state"], &seen["stage"]), (&json!("UNSUCCESSFUL"), &Value::Null));
    assert_eq!((&seen["endReason"], &seen["stageEndsAt"]), (&json!("NOT_SCORED"), &Value::Null));
    assert!(seen["sealing"]["endedAt"].is_string(), "prices are never opened");
    assert_eq!(told(&app, "需求未成交").await, 4, "the buyer and three bidders");
    assert!(app.audited(&need).await.iter().any(|it| it == "demands.stop"));
    let page = app.get(&format!("/demands/{need}")).await.text().await.unwrap();
    assert!(page.contains("发布企业没有按期完成评分"));
    let process = app.count("SELECT count(*) FROM ocds_releases WHERE event = 'demands.stopped'");
    assert_eq!(process.await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ranked_need_that_nobody_decides_ends_and_a_proposal_stops_the_clock() {
    let it = Scored::ranked().await;
    let seen = it.buyer.query(SEEN, json!({ "id": it.need })).await.get("/demand").clone();
    // From Saturday, 21 November.
    assert_eq!(seen["stageEndsAt"], "2026-12-04T01:00:00+00:00");
    it.propose(&it.bids[1], None).await.ok();
    let seen = it.buyer.query(SEEN, json!({ "id": it.need })).await.get("/demand").clone();
    assert_eq!(seen["stageEndsAt"], Value::Null);

    let other = Scored::ranked().await;
    other.app.advance(Duration::days(13)).await;
    let seen = other.buyer.query(SEEN, json!({ "id": other.need })).await.get("/demand").clone();
    assert_eq!(
        (&seen["state"], &seen["endReason"]),
        (&json!("UNSUCCESSFUL"), &json!("NOT_DECIDED"))
    );
    other.propose(&other.bids[1], None).await.refused("proposals.not_ranked");
    assert_eq!(told(&other.app, "选定快到期").await, 0, "all was slept through: one end");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_need_was_posted_under_holds_when_the_table_changes() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let need = buyer.posts_need(&json!({ "terms": scored("CLOCK") })).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    // As if the table had asked for one bid when it was posted.
    let sql = format!("UPDATE demands SET least_bids = 1 WHERE id = '{need}'");
    crate::support::given::sql(&app, &sql).await;
    app.provider("绿源环境服务有限公司").await.bids_sealed(&need, "86000").await;
    app.db().clock().advance(Duration::days(10));

    let seen = buyer.query(SEEN, json!({ "id": need })).await.get("/demand").clone();
    assert_eq!(seen["state"], "OPENED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bid_that_is_taken_back_leaves_the_store_and_keeps_its_receipt() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let need = buyer.posts_need(&json!({ "terms": scored("CLOCK") })).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    app.db().clock().advance(Duration::hours(5));
    let seller = app.provider("绿源环境服务有限公司").await;
    let bid = seller.bids_sealed(&need, "86000").await;
    let id = bid["id"].as_str().unwrap();
    // The time of an id is that of the publication, whenever the bid came.
    assert_eq!(id[4..14], need_time(&app, &need).await);

    seller.withdraw_bid(id).await.ok();
    app.settle().await;

    assert_eq!(app.count("SELECT count(*) FROM envelopes").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM jobs").await, 0, "the files are gone as well");
    assert_eq!(app.count("SELECT count(*) FROM bid_receipts").await, 1);
    let text =
        "query($id: ID!) { myBid(id: $id) { state envelopes { kind } receipt { digests } } }";
    let seen = seller.query(text, json!({ "id": id })).await.get("/myBid").clone();
    assert_eq!((&seen["state"], &seen["envelopes"]), (&json!("WITHDRAWN"), &json!([])));
    assert_eq!(seen["receipt"]["digests"].as_array().map(Vec::len), Some(3));
}

/// The ten characters that an id made at the publication of a need begins with.
async fn need_time(app: &TestApp, need: &str) -> String {
    let sql = format!("SELECT published_at FROM demands WHERE id = '{need}'");
    let row = app.db().read();
    let statement = sea_orm::Statement::from_string(app.db().backend(), sql);
    let row = sea_orm::ConnectionTrait::query_one_raw(row, statement).await.unwrap().unwrap();
    let at: chrono::DateTime<chrono::Utc> = row.try_get("", "published_at").unwrap();
    let id = kernel::id::BidId::new(at, &mut kernel::Dice::seeded(1));
    id.as_str()[4..14].to_owned()
}
