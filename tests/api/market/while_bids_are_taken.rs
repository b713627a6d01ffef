//! 提问、答复、变更: what happens to a need between its publication and its deadline.

use crate::support::{Actor, Answer, TestApp, need};
use chrono::Duration;
use serde_json::{Value, json};

/// A need that takes bids from 2026-11-21 to 2026-12-01, and the people around it.
struct Scene {
    app: TestApp,
    buyer: Actor,
    seller: Actor,
    need: String,
}

async fn scene() -> Scene {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let seller = app.provider("绿源环境服务有限公司").await;
    let need = buyer.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    Scene { app, buyer, seller, need }
}

const SEEN: &str = "query($id: ID!) { demand(id: $id) { revision deadline bidCount extensions
    questionsUntil answersUntil
    questions { id question answer isOwn }
    amendments { reason mustConfirm differences { field before after } } } }";

impl Scene {
    async fn seen_by(&self, who: &Actor) -> Value {
        who.query(SEEN, json!({ "id": self.need })).await.get("/demand").clone()
    }

    async fn amend(&self, changes: &Value) -> Answer {
        let mut input = need(changes);
        input["demandId"] = json!(self.need);
        input["revision"] = self.seen_by(&self.buyer).await["revision"].clone();
        let fields = input.as_object_mut().expect("an object");
        fields.remove("requestKey");
        fields.entry("reason").or_insert(json!("库存增加，数量有变"));
        self.buyer.mutate("demandAmend", "demand { bidCount deadline }", &input).await
    }
}

async fn ask(who: &Actor, demand: &str, question: &str, key: &str) -> Answer {
    let input = json!({ "demandId": demand, "question": question, "requestKey": key });
    who.mutate("demandQuestionAsk", "demand { id }", &input).await
}

async fn answer(who: &Actor, question: &Value, text: &str) -> Answer {
    let input = json!({ "questionId": question["id"], "answer": text });
    who.mutate("demandQuestionAnswer", "demand { id }", &input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_and_its_answer_are_read_by_all_without_who_asked() {
    let it = scene().await;

    ask(&it.seller, &it.need, "吨桶由谁提供？", "q-1").await.ok();
    ask(&it.seller, &it.need, "吨桶由谁提供？", "q-1").await.ok();
    it.app.settle().await;

    let seen = it.seen_by(&it.app.visitor()).await;
    let question = &seen["questions"][0];
    assert_eq!(seen["questions"].as_array().unwrap().len(), 1, "the same key is the same question");
    assert_eq!(
        (&question["question"], &question["isOwn"]),
        (&json!("吨桶由谁提供？"), &json!(false))
    );
    assert_eq!(it.seen_by(&it.seller).await["questions"][0]["isOwn"], true);
    let page = it.app.get(&format!("/demands/{}", it.need)).await.text().await.unwrap();
    assert!(page.contains("吨桶由谁提供？"), "{page}");
    assert!(!page.contains("绿源环境服务有限公司提问"), "{page}");

    answer(&it.seller, question, "由我们提供").await.denied("NOT_FOUND");
    answer(&it.buyer, question, "由本厂提供").await.ok();
    answer(&it.buyer, question, "改口").await.refused("questions.already_answered");
    it.app.settle().await;

    assert_eq!(it.seen_by(&it.app.visitor()).await["questions"][0]["answer"], "由本厂提供");
    let asked =
        "SELECT count(*) FROM audit_entries WHERE action IN ('questions.ask', 'questions.answer')";
    assert_eq!(it.app.count(asked).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_asked_in_time_by_providers_and_in_so_many_words() {
    let it = scene().await;

    ask(&it.buyer, &it.need, "自己问自己？", "k").await.refused("questions.not_provider");
    ask(&it.seller, &it.need, "短？", "k").await.refused("questions.question_length");
    ask(&it.seller, "dem_01ARZ3NDEKTSV4RRFFQ69G5FAV", "有这条吗？", "k").await.denied("NOT_FOUND");
    for number in 0..10 {
        ask(&it.seller, &it.need, &format!("第 {number} 个问题？"), &number.to_string()).await.ok();
    }
    ask(&it.seller, &it.need, "再问一个？", "one more").await.refused("questions.too_many");

    it.app.db().clock().advance(Duration::days(8));
    let rival = it.app.provider("蓝天环保科技有限公司").await;
    ask(&rival, &it.need, "现在还能问吗？", "late").await.refused("questions.asked_too_late");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_question_puts_the_deadline_off_by_a_working_day_three_times() {
    let it = scene().await;
    it.seller.bids(&it.need, &json!({})).await;
    ask(&it.seller, &it.need, "吨桶由谁提供？", "q-1").await.ok();

    it.app.advance(Duration::days(9)).await;
    let seen = it.seen_by(&it.buyer).await;
    // From Tuesday to Wednesday.
    assert_eq!(
        (&seen["extensions"], &seen["deadline"]),
        (&json!(1), &json!("2026-12-02T01:00:00+00:00"))
    );
    assert_eq!(seen["bidCount"], 1, "bids stand");
    it.app.settle().await;
    assert_eq!(it.seen_by(&it.buyer).await["extensions"], 1, "once only");

    it.app.advance(Duration::days(1)).await;
    it.app.advance(Duration::days(1)).await;
    let seen = it.seen_by(&it.buyer).await;
    assert_eq!(
        (&seen["extensions"], &seen["deadline"]),
        (&json!(3), &json!("2026-12-04T01:00:00+00:00"))
    );
    it.app.advance(Duration::days(2)).await;
    assert_eq!(it.buyer.sees_need(&it.need).await["state"], "OPENED");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answered_question_moves_nothing() {
    let it = scene().await;
    ask(&it.seller, &it.need, "吨桶由谁提供？", "q-1").await.ok();
    let question = it.seen_by(&it.buyer).await["questions"][0].clone();
    answer(&it.buyer, &question, "由本厂提供").await.ok();

    it.app.advance(Duration::days(9)).await;

    assert_eq!(it.seen_by(&it.buyer).await["extensions"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_lets_bids_wait_until_they_are_confirmed() {
    let it = scene().await;
    let rival = it.app.provider("蓝天环保科技有限公司").await;
    let bid = it.seller.bids(&it.need, &json!({})).await;
    rival.bids(&it.need, &json!({})).await;

    it.amend(&json!({ "quantity": 260.0 })).await.ok();
    it.app.settle().await;

    let seen = it.seen_by(&it.app.visitor()).await;
    assert_eq!(seen["bidCount"], 0, "none counts until it is confirmed");
    let change = &seen["amendments"][0];
    assert_eq!(change["mustConfirm"], true);
    assert_eq!(
        change["differences"],
        json!([{ "field": "quantity", "before": "180 吨", "after": "260 吨" }])
    );
    assert_eq!(it.seller.own_bids().await[0].1, "UNCONFIRMED");
    let told = "SELECT count(*) FROM notices WHERE title = '需求有变更，请确认报价'";
    assert_eq!(it.app.count(told).await, 2);

    let confirm = json!({ "bidId": bid });
    rival.mutate("bidConfirm", "bid { state }", &confirm).await.denied("NOT_FOUND");
    let confirmed = it.seller.mutate("bidConfirm", "bid { state }", &confirm).await;
    assert_eq!(confirmed.ok().text("/bidConfirm/bid/state"), "SUBMITTED");
    let again = it.seller.mutate("bidConfirm", "bid { state }", &confirm).await;
    again.refused("bids.nothing_to_confirm");

    it.app.advance(Duration::days(10)).await;
    let opened = it.buyer.sees_need(&it.need).await;
    assert_eq!((&opened["state"], &opened["bidCount"]), (&json!("OPENED"), &json!(1)));
    assert_eq!(opened["bids"].as_array().unwrap().len(), 1, "the unconfirmed one is not shown");
    assert_eq!(rival.own_bids().await[0].1, "LAPSED");
    let lapsed = rival.own_bids().await[0].0.clone();
    it.buyer.award(&it.need, &lapsed).await.refused("demands.bid_not_standing");
    it.buyer.award(&it.need, &bid).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_confirms_and_the_need_ends_without_bids() {
    let it = scene().await;
    it.seller.bids(&it.need, &json!({})).await;
    it.amend(&json!({ "quantity": 260.0 })).await.ok();

    it.app.advance(Duration::days(10)).await;

    assert_eq!(it.buyer.sees_need(&it.need).await["state"], "UNSUCCESSFUL");
    assert_eq!(it.seller.own_bids().await[0].1, "LAPSED");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unconfirmed_bid_can_be_taken_back_and_handed_in_anew() {
    let it = scene().await;
    let bid = it.seller.bids(&it.need, &json!({})).await;
    it.amend(&json!({ "quantity": 260.0 })).await.ok();

    it.seller.withdraw_bid(&bid).await.ok();
    it.seller.bids(&it.need, &json!({ "requestKey": "bid-2", "priceYuan": "11万" })).await;

    assert_eq!(it.seen_by(&it.buyer).await["bidCount"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_deadline_alone_asks_nothing_of_bidders() {
    let it = scene().await;
    it.seller.bids(&it.need, &json!({})).await;

    it.amend(&json!({ "deadline": "2026-12-08T01:00:00Z" })).await.ok();

    let seen = it.seen_by(&it.buyer).await;
    assert_eq!(
        (&seen["bidCount"], &seen["amendments"][0]["mustConfirm"]),
        (&json!(1), &json!(false))
    );
    assert_eq!(it.seller.own_bids().await[0].1, "SUBMITTED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_must_not_make_another_need_of_it() {
    let it = scene().await;

    for (changes, code) in [
        (json!({}), "amendments.nothing_changed"),
        (json!({ "quantity": 1.0, "reason": "改" }), "amendments.reason_length"),
        (json!({ "categoryCode": "waste/general" }), "amendments.category_fixed"),
        (json!({ "regionCode": "310115" }), "amendments.region_fixed"),
        (json!({ "deadline": "2026-11-30T01:00:00Z" }), "amendments.deadline_nearer"),
        (json!({ "title": "短" }), "demands.title_length"),
    ] {
        it.amend(&changes).await.refused(code);
    }
    it.app.db().clock().advance(Duration::days(8));
    it.amend(&json!({ "quantity": 1.0 })).await.refused("amendments.needs_time");
    it.amend(&json!({ "quantity": 1.0, "deadline": "2026-12-04T01:00:00Z" })).await.ok();
    it.app.advance(Duration::days(9)).await;
    it.amend(&json!({ "quantity": 2.0 })).await.refused("amendments.not_open");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_at_once_one_wins_and_the_other_is_told() {
    let it = scene().await;
    let mut input = need(&json!({ "quantity": 260.0 }));
    input["demandId"] = json!(it.need);
    input["revision"] = it.seen_by(&it.buyer).await["revision"].clone();
    input["reason"] = json!("库存增加，数量有变");
    input.as_object_mut().expect("an object").remove("requestKey");

    let tries = (0..4).map(|_| it.buyer.mutate("demandAmend", "demand { id }", &input));
    let answers = futures::future::join_all(tries).await;

    let won = answers.iter().filter(|it| it.problems().is_empty()).count();
    assert_eq!(won, 1);
    assert_eq!(it.app.count("SELECT count(*) FROM demand_amendments").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_confirmations_at_once_end_without_a_fault() {
    let it = scene().await;
    let rival = it.app.provider("蓝天环保科技有限公司").await;
    let bids = [
        (&it.seller, it.seller.bids(&it.need, &json!({})).await),
        (&rival, rival.bids(&it.need, &json!({})).await),
    ];
    it.amend(&json!({ "quantity": 260.0 })).await.ok();

    let confirms = bids.iter().map(async |(who, bid)| {
        who.mutate("bidConfirm", "bid { state }", &json!({ "bidId": bid })).await.problems()
    });
    let changes = json!({ "quantity": 300.0 });
    let (changed, confirmed) =
        tokio::join!(it.amend(&changes), futures::future::join_all(confirms));

    assert!(changed.problems().iter().all(|it| it == "demands.changed_meanwhile"));
    assert!(confirmed.iter().flatten().all(|it| it == "bids.nothing_to_confirm"), "{confirmed:?}");
    let counted = "SELECT count(*) FROM bids WHERE state = 'SUBMITTED'";
    assert_eq!(it.seen_by(&it.buyer).await["bidCount"], json!(it.app.count(counted).await));
}
