//! 报价: handed in before the deadline, closed to everybody until then, chosen after.

use crate::support::{Actor, TestApp};
use chrono::Duration;
use serde_json::json;

/// A published need and the people around it.
struct Scene {
    app: TestApp,
    buyer: Actor,
    seller: Actor,
    moderator: Actor,
    need: String,
}

async fn scene() -> Scene {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let seller = app.provider("绿源环境服务有限公司").await;
    let moderator = app.moderator("31").await;
    let need = buyer.posts_need(&json!({})).await;
    moderator.approves(&need).await;
    app.settle().await;
    Scene { app, buyer, seller, moderator, need }
}

#[tokio::test(flavor = "multi_thread")]
async fn bids_are_closed_to_everybody_but_their_bidder_until_the_deadline() {
    let it = scene().await;
    let rival = it.app.provider("蓝天环保科技有限公司").await;
    it.seller.bids(&it.need, &json!({ "priceYuan": "86000" })).await;
    rival.bids(&it.need, &json!({ "priceYuan": "90000" })).await;
    let administrator = it.app.administrator().await;

    for (who, sees) in [
        (&it.buyer, 0),
        (&it.moderator, 0),
        (&administrator, 0),
        (&it.app.visitor(), 0),
        (&it.seller, 1),
        (&rival, 1),
    ] {
        let need = who.sees_need(&it.need).await;
        assert_eq!(need["bids"].as_array().unwrap().len(), sees, "{need:#}");
        assert_eq!(need["bidCount"], 2);
    }

    it.app.advance(Duration::days(10) - Duration::microseconds(1)).await;
    assert!(it.buyer.sees_need(&it.need).await["bids"].as_array().unwrap().is_empty());

    // By the clock alone: no job has run yet.
    it.app.db().clock().advance(Duration::microseconds(1));
    let need = it.buyer.sees_need(&it.need).await;
    assert_eq!(need["state"], "OPENED");
    let prices: Vec<_> =
        need["bids"].as_array().unwrap().iter().map(|it| it["price"]["fen"].clone()).collect();
    assert_eq!(prices, [8_600_000, 9_000_000], "cheapest first");
    for who in [&it.moderator, &administrator, &it.app.visitor()] {
        assert!(who.sees_need(&it.need).await["bids"].as_array().unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bid_at_or_after_the_deadline_is_refused() {
    let it = scene().await;
    it.app.db().clock().advance(Duration::days(10));

    it.seller.submit_bid(&it.need, &json!({})).await.refused("bids.too_late");

    it.app.settle().await;
    it.seller.submit_bid(&it.need, &json!({})).await.refused("bids.too_late");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_of_a_bid_is_named_at_once() {
    let it = scene().await;

    let wrong = json!({ "priceYuan": "免费", "durationDays": 0, "plan": "好" });
    let answer = it.seller.submit_bid(&it.need, &wrong).await;

    assert_eq!(answer.problems(), ["bids.price_form", "bids.duration_range", "bids.plan_length"]);
    assert_eq!(it.buyer.sees_need(&it.need).await["bidCount"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_bids_once_and_may_withdraw_and_bid_again() {
    let it = scene().await;
    let first = it.seller.bids(&it.need, &json!({})).await;

    it.seller
        .submit_bid(&it.need, &json!({ "requestKey": "bid-2" }))
        .await
        .refused("bids.already_bid");
    assert_eq!(it.buyer.sees_need(&it.need).await["bidCount"], 1);
    it.seller.withdraw_bid(&first).await.ok();
    assert_eq!(it.buyer.sees_need(&it.need).await["bidCount"], 0);
    it.seller.withdraw_bid(&first).await.refused("bids.cannot_withdraw");
    it.app.db().clock().advance(Duration::seconds(1));
    let second = it.seller.bids(&it.need, &json!({ "requestKey": "bid-3" })).await;

    let states = [(second, "SUBMITTED".to_owned()), (first, "WITHDRAWN".to_owned())];
    assert_eq!(it.seller.own_bids().await, states);
    assert_eq!(it.buyer.sees_need(&it.need).await["bidCount"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bid_form_posted_many_times_at_once_is_one_bid() {
    let it = scene().await;

    let unchanged = json!({});
    let posts = (0..8).map(|_| it.seller.submit_bid(&it.need, &unchanged));
    let answers = futures::future::join_all(posts).await;

    let ids: Vec<String> =
        answers.into_iter().map(|it| it.ok().text("/bidSubmit/bid/id")).collect();
    assert!(ids.iter().all(|it| *it == ids[0]), "{ids:?}");
    assert_eq!(it.buyer.sees_need(&it.need).await["bidCount"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_providers_bid_and_only_for_what_they_may_see() {
    let it = scene().await;
    let hidden = it.buyer.posts_need(&json!({ "requestKey": "form-2" })).await;

    it.app.visitor().submit_bid(&it.need, &json!({})).await.denied("UNAUTHENTICATED");
    it.moderator.submit_bid(&it.need, &json!({})).await.denied("FORBIDDEN");
    it.buyer.submit_bid(&it.need, &json!({})).await.refused("bids.not_provider");
    it.seller.submit_bid(&hidden, &json!({})).await.denied("NOT_FOUND");
    let unknown = "dem_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    it.seller.submit_bid(unknown, &json!({})).await.denied("NOT_FOUND");
    it.seller.submit_bid("prv_01ARZ3NDEKTSV4RRFFQ69G5FAV", &json!({})).await.denied("BAD_INPUT");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bid_is_withdrawn_by_its_bidder_before_the_deadline_only() {
    let it = scene().await;
    let rival = it.app.provider("蓝天环保科技有限公司").await;
    let bid = it.seller.bids(&it.need, &json!({})).await;

    rival.withdraw_bid(&bid).await.denied("NOT_FOUND");
    it.buyer.withdraw_bid(&bid).await.denied("NOT_FOUND");
    it.app.advance(Duration::days(10)).await;
    it.seller.withdraw_bid(&bid).await.refused("bids.cannot_withdraw");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_enterprise_awards_after_the_deadline_and_both_sides_see_it() {
    let it = scene().await;
    let rival = it.app.provider("蓝天环保科技有限公司").await;
    let bid = it.seller.bids(&it.need, &json!({})).await;
    let lost = rival.bids(&it.need, &json!({ "priceYuan": "70000" })).await;

    it.buyer.award(&it.need, &bid).await.refused("demands.not_open_yet");
    it.app.advance(Duration::days(10)).await;
    let answer = it.buyer.award(&it.need, &bid).await.ok();
    it.app.settle().await;

    assert_eq!(answer.text("/demandAward/demand/state"), "AWARDED");
    assert_eq!(it.seller.own_bids().await, [(bid.clone(), "AWARDED".to_owned())]);
    assert_eq!(rival.own_bids().await, [(lost, "LOST".to_owned())]);
    let public = it.app.visitor().sees_need(&it.need).await;
    assert_eq!(public["state"], "AWARDED");
    assert_eq!(public["awardedBid"]["id"], bid.as_str());
    assert_eq!(public["bids"].as_array().unwrap().len(), 1, "others see the chosen one only");
    assert_eq!(
        it.app.audited(&it.need).await,
        ["demands.post", "demands.publish", "demands.open", "demands.award"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_award_is_the_owners_once_and_for_a_bid_of_this_need() {
    let it = scene().await;
    let bid = it.seller.bids(&it.need, &json!({})).await;
    let withdrawn = it.app.provider("蓝天环保科技有限公司").await;
    let gone = withdrawn.bids(&it.need, &json!({})).await;
    withdrawn.withdraw_bid(&gone).await.ok();
    let stranger = it.app.enterprise("松江化工有限公司").await;
    it.app.advance(Duration::days(10)).await;

    stranger.award(&it.need, &bid).await.denied("NOT_FOUND");
    it.seller.award(&it.need, &bid).await.denied("NOT_FOUND");
    it.moderator.award(&it.need, &bid).await.denied("FORBIDDEN");
    it.buyer.award(&it.need, &gone).await.refused("demands.bid_not_standing");
    let unknown = "bid_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    it.buyer.award(&it.need, unknown).await.refused("demands.bid_not_standing");
    it.buyer.award(&it.need, &bid).await.ok();
    it.buyer.award(&it.need, &bid).await.refused("demands.already_ended");
    it.buyer.withdraw_need(&it.need, "改变主意").await.refused("demands.cannot_withdraw");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_awarded_and_withdrawn_at_once_ends_one_way_only() {
    let it = scene().await;
    let bid = it.seller.bids(&it.need, &json!({})).await;
    it.app.advance(Duration::days(10)).await;

    let award = it.buyer.award(&it.need, &bid);
    let withdraw = it.buyer.withdraw_need(&it.need, "生产计划有变化");
    let (award, withdraw) = tokio::join!(award, withdraw);

    let done = [award, withdraw].iter().filter(|it| it.problems().is_empty()).count();
    assert_eq!(done, 1, "one of the two is told that it came too late");
    let state = it.buyer.sees_need(&it.need).await["state"].clone();
    let bid_state = it.seller.own_bids().await[0].1.clone();
    assert!(
        (state == "AWARDED" && bid_state == "AWARDED")
            || (state == "WITHDRAWN" && bid_state == "SUBMITTED"),
        "{state} {bid_state}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bid_withdrawn_many_times_at_once_is_withdrawn_once() {
    let it = scene().await;
    let rival = it.app.provider("蓝天环保科技有限公司").await;
    rival.bids(&it.need, &json!({})).await;
    for round in 0..5 {
        let bid =
            it.seller.bids(&it.need, &json!({ "requestKey": format!("round-{round}") })).await;

        let tries = futures::future::join_all((0..6).map(|_| it.seller.withdraw_bid(&bid))).await;

        assert_eq!(tries.iter().filter(|it| it.problems().is_empty()).count(), 1);
        assert_eq!(it.buyer.sees_need(&it.need).await["bidCount"], 1, "the rival's stands");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_says_that_there_is_a_bid_but_not_its_price() {
    let it = scene().await;
    let bid = it.seller.bids(&it.need, &json!({ "priceYuan": "86543" })).await;

    assert_eq!(it.app.audited(&bid).await, ["bids.submit"]);
    let priced = "SELECT count(*) FROM audit_entries WHERE CAST(after AS text) LIKE '%8654%'";
    assert_eq!(it.app.count(priced).await, 0);
}
