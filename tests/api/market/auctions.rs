//! 反向竞价: prices fall in rounds, nobody knows whose, and the last offers are ranked.

use crate::support::scored::Scored;
use crate::support::{Actor, Answer, TestApp, given};
use chrono::Duration;
use serde_json::{Value, json};

/// A ranked need whose terms agree on an auction of two rounds of five minutes.
async fn ranked() -> Scored {
    let it = Scored::ranked().await;
    let terms = r#"{"rounds":2,"minutes":5,"step_bp":100,"floor_fen":8000000}"#;
    let sql =
        format!("UPDATE demand_terms SET auction = '{terms}' WHERE demand_id = '{}'", it.need);
    given::sql(&it.app, &sql).await;
    it
}

const SEEN: &str =
    "query($id: ID!) { demand(id: $id) { revision stage auction { state round roundEndsAt
    step { fen } ownMost { fen } standings { rank price { fen } start { fen } isOwn isBelowFloor
        provider { name } } } } }";

async fn seen(it: &Scored, who: &Actor) -> Value {
    who.query(SEEN, json!({ "id": it.need })).await.get("/demand/auction").clone()
}

async fn call(it: &Scored, hours: i64) -> Answer {
    let at = it.app.db().clock().now() + Duration::hours(hours);
    let input = json!({ "demandId": it.need, "startsAt": at.to_rfc3339(),
        "revision": it.revision().await });
    it.buyer.mutate("auctionCall", "demand { id }", &input).await
}

async fn offer(it: &Scored, who: &Actor, yuan: &str) -> Answer {
    let input = json!({ "demandId": it.need, "priceYuan": yuan });
    who.mutate("auctionOffer", "demand { id }", &input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_fall_in_rounds_and_the_last_offers_are_ranked() {
    let it = ranked().await;
    call(&it, 23).await.refused("auctions.too_soon");
    call(&it, 24 * 30).await.refused("auctions.too_late");
    call(&it, 24).await.ok();
    call(&it, 24).await.refused("auctions.held_before");
    it.propose(&it.bids[1], None).await.refused("auctions.runs");
    offer(&it, &it.sellers[1], "9万").await.refused("auctions.not_now");
    let told = "SELECT count(*) FROM notices WHERE title = '竞价通知'";
    assert_eq!(it.app.count(told).await, 3);

    it.app.advance(Duration::hours(24)).await;
    let own = seen(&it, &it.sellers[1]).await;
    assert_eq!(
        (&own["round"], &own["step"]["fen"]),
        (&json!(1), &json!(86_000)),
        "a hundredth of the lowest"
    );
    assert_eq!(own["ownMost"]["fen"], 9_914_000);
    offer(&it, &it.sellers[1], "99141").await.refused("auctions.not_lower");
    offer(&it, &it.sellers[1], "85000").await.ok();
    offer(&it, &it.sellers[1], "80000").await.refused("auctions.once_per_round");
    offer(&it, &it.buyer, "1万").await.refused("auctions.not_bidder");
    let own = seen(&it, &it.sellers[0]).await;
    let standings = own["standings"].as_array().unwrap();
    assert!(standings.iter().all(|it| it["provider"].is_null()), "nobody is named");
    let marks: Vec<(i64, bool)> = standings
        .iter()
        .map(|it| (it["price"]["fen"].as_i64().unwrap(), it["isOwn"].as_bool().unwrap()))
        .collect();
    assert_eq!(marks, [(8_500_000, false), (8_600_000, true), (12_000_000, false)]);
    let of_buyer = seen(&it, &it.buyer).await;
    assert_eq!(of_buyer["standings"][0]["provider"]["name"], "蓝天环保科技有限公司");
    assert_eq!(seen(&it, &it.app.visitor()).await, Value::Null);
    assert_eq!(seen(&it, &it.app.provider("路过的环保公司").await).await, Value::Null);

    it.app.advance(Duration::minutes(5)).await;
    offer(&it, &it.sellers[1], "79000").await.ok();
    assert_eq!(seen(&it, &it.buyer).await["standings"][0]["isBelowFloor"], true);
    it.app.advance(Duration::minutes(5)).await;
    it.app.settle().await;

    let ended = seen(&it, &it.sellers[1]).await;
    assert_eq!((&ended["state"], &ended["round"]), (&json!("ENDED"), &Value::Null));
    assert_eq!(ended["standings"][0]["start"]["fen"], 10_000_000, "what it began with is kept");
    offer(&it, &it.sellers[1], "7万").await.refused("auctions.not_now");
    let ranking = it.seen_by(&it.buyer).await["evaluation"]["ranking"].clone();
    let first = &ranking[0];
    assert_eq!((&first["price"]["fen"], &first["rank"]), (&json!(7_900_000), &json!(1)));
    it.propose(&it.bids[1], None).await.ok();
    let log = it.app.audited(&it.need).await;
    assert!(log.iter().any(|it| it == "auctions.end"), "{log:?}");
    assert_eq!(it.app.count("SELECT count(*) FROM notices WHERE title = '竞价已结束'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auction_is_agreed_on_when_the_need_is_posted_or_not_at_all() {
    let it = Scored::ranked().await;
    call(&it, 24).await.refused("auctions.not_agreed");
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let mut terms = crate::support::sealed::scored("CLOCK");
    terms["auction"] = json!({ "rounds": 4, "minutes": 5, "stepBp": 10 });
    let refused = buyer.post_need(&json!({ "terms": terms })).await;
    let codes = refused.texts("/demandPost/problems", "code");
    assert_eq!(codes, ["auctions.rounds", "auctions.step"]);
    let simple =
        json!({ "procedure": "SIMPLE", "auction": { "rounds": 1, "minutes": 5, "stepBp": 100 } });
    buyer.post_need(&json!({ "terms": simple })).await.refused("auctions.not_offered");
    terms["auction"] = json!({ "rounds": 3, "minutes": 2, "stepBp": 50, "floorYuan": "5万" });
    let need = buyer.posts_need(&json!({ "terms": terms })).await;
    let text = "query($id: ID!) { demand(id: $id) { terms { auction { rounds minutes stepBp floorFen } } } }";
    let seen = buyer.query(text, json!({ "id": need })).await;
    let agreed = json!({ "rounds": 3, "minutes": 2, "stepBp": 50, "floorFen": 5_000_000 });
    assert_eq!(seen.get("/demand/terms/auction"), &agreed);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auction_of_a_need_that_is_taken_back_changes_nothing() {
    let it = ranked().await;
    call(&it, 24).await.ok();
    it.app.advance(Duration::hours(24)).await;
    offer(&it, &it.sellers[1], "85000").await.ok();
    it.buyer.withdraw_need(&it.need, "预算没有批下来").await.ok();
    offer(&it, &it.sellers[0], "80000").await.denied("NOT_FOUND");
    it.app.advance(Duration::minutes(10)).await;

    let state = format!("SELECT state FROM auctions WHERE demand_id = '{}'", it.need);
    assert_eq!(it.app.text(&state).await, "CANCELLED");
    let price = format!("SELECT price_fen FROM bids WHERE id = '{}'", it.bids[1]);
    assert_eq!(it.app.count(&price).await, 10_000_000);
}
