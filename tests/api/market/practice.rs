//! 练习大厅: a whole process in minutes that counts nowhere.

use crate::support::{Actor, Answer, TestApp};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    buyer: Actor,
    sellers: [Actor; 2],
}

async fn scene() -> Scene {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let sellers =
        [app.provider("绿源环境服务有限公司").await, app.provider("蓝天环保科技有限公司").await];
    Scene { app, buyer, sellers }
}

/// What differs from a real need: the procedure and a window of so many minutes.
fn practice(now: DateTime<Utc>, minutes: i64, key: &str) -> Value {
    json!({
        "deadline": (now + Duration::minutes(minutes)).to_rfc3339(), "requestKey": key,
        "terms": { "procedure": "PRACTICE", "criteria": [
            { "title": "处置方案", "weight": 60, "kind": "TECHNICAL" },
            { "title": "价格", "weight": 40, "kind": "PRICE" },
        ] },
    })
}

const SEEN: &str =
    "query($id: ID!) { demand(id: $id) { title state stage revision isPractice endReason
    stageEndsAt questionsUntil bids { id } evaluation { ranking { bidId } }
    proposals { id state endsAt objections { id state answerBy decideBy } } contract { id state }
    reviews { side stars } buyerRecord { completedCount reviewCount } } }";

impl Scene {
    async fn posts(&self, minutes: i64, key: &str) -> String {
        self.buyer.posts_need(&practice(self.app.db().clock().now(), minutes, key)).await
    }

    async fn seen(&self, need: &str) -> Value {
        self.buyer.query(SEEN, json!({ "id": need })).await.get("/demand").clone()
    }

    async fn act(&self, who: &Actor, name: &str, need: &str, more: Value) -> Answer {
        let mut input = more;
        input["demandId"] = json!(need);
        input["revision"] = self.seen(need).await["revision"].clone();
        who.mutate(name, "demand { state stage }", &input).await
    }

    async fn minutes(&self, minutes: i64) {
        self.app.advance(Duration::minutes(minutes)).await;
    }

    /// Bids, opened, scored and ranked: the need is at `RANKED`, its first bid the best.
    async fn ranked(&self, need: &str) -> Vec<String> {
        for (seller, price) in self.sellers.iter().zip(["86000", "9万"]) {
            seller.bids_sealed(need, price).await;
        }
        self.minutes(10).await;
        assert_eq!(self.seen(need).await["stage"], "SCORING");
        let bids: Vec<String> = self.seen(need).await["bids"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["id"].as_str().unwrap().to_owned())
            .collect();
        let lines: Vec<Value> =
            bids.iter().map(|it| json!({ "bidId": it, "criterion": 1, "points": "50" })).collect();
        let input = json!({ "demandId": need, "scores": lines });
        self.buyer.mutate("evaluationScore", "demand { id }", &input).await.ok();
        self.act(&self.buyer, "evaluationLock", need, json!({})).await.ok();
        self.app.settle().await;
        let seen = self.seen(need).await;
        assert_eq!(seen["stage"], "RANKED");
        let ranking = seen["evaluation"]["ranking"].as_array().unwrap().clone();
        ranking.iter().map(|it| it["bidId"].as_str().unwrap().to_owned()).collect()
    }
}

/// A step of the contract of a need.
async fn step(who: &Actor, contract: &str, name: &str, more: Value) {
    let text = "query($id: ID!) { contract(id: $id) { revision digest milestones { id } } }";
    let seen = who.query(text, json!({ "id": contract })).await.get("/contract").clone();
    let mut input = more;
    input["revision"] = seen["revision"].clone();
    match name {
        "contractSign" => {
            input["contractId"] = json!(contract);
            input["digest"] = seen["digest"].clone();
        }
        "milestoneSubmit" => input["milestoneId"] = seen["milestones"][0]["id"].clone(),
        _ => input["contractId"] = json!(contract),
    }
    who.mutate(name, "contract { state }", &input).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_process_takes_minutes_and_counts_nowhere() {
    let it = scene().await;
    let before = it.app.db().clock().now();
    let need = it.posts(10, "p-1").await;
    it.app.settle().await;
    let seen = it.seen(&need).await;
    assert_eq!(seen["title"], "【练习】废乳化液年度转移处置");
    assert_eq!((&seen["state"], &seen["isPractice"]), (&json!("PUBLISHED"), &json!(true)));
    assert_eq!(seen["questionsUntil"], "2026-11-21T01:08:00+00:00");

    let ranked = it.ranked(&need).await;
    let input = json!({ "bidId": ranked[0] });
    it.act(&it.buyer, "awardPropose", &need, input).await.ok();
    it.minutes(3).await;
    it.app.settle().await;
    let contract = it.seen(&need).await["contract"]["id"].as_str().expect("awarded").to_owned();
    let seller = &it.sellers[0];
    step(&it.buyer, &contract, "contractSign", json!({})).await;
    step(seller, &contract, "contractSign", json!({})).await;
    step(seller, &contract, "milestoneSubmit", json!({ "note": "已完成收运" })).await;
    it.minutes(14).await;
    assert_eq!(it.seen(&need).await["contract"]["state"], "COMPLETED", "by silence");
    let rating = |codes: &[&str]| -> Value {
        codes.iter().map(|it| json!({ "code": it, "stars": 5 })).collect()
    };
    let text = "按时收运，联单齐全，沟通顺畅。";
    let of_seller = rating(&["quality", "time", "contact", "compliance"]);
    step(&it.buyer, &contract, "contractReview", json!({ "criteria": of_seller, "text": text }))
        .await;
    let of_buyer = rating(&["clarity", "contact", "payment"]);
    step(seller, &contract, "contractReview", json!({ "criteria": of_buyer, "text": text })).await;
    it.app.settle().await;

    let took = it.app.db().clock().now() - before;
    assert!(took < Duration::minutes(30), "{took}");
    let seen = it.seen(&need).await;
    assert_eq!(seen["reviews"].as_array().unwrap().len(), 2, "they read each other's words");
    assert_eq!(seen["buyerRecord"], json!({ "completedCount": 0, "reviewCount": 0 }));
    for (what, sql) in [
        ("no contracting process", "SELECT count(*) FROM ocds_processes"),
        ("no alert", "SELECT count(*) FROM alerts"),
        ("no check", "SELECT count(*) FROM change_requests"),
        ("no review on a page", "SELECT count(*) FROM reviews"),
    ] {
        assert_eq!(it.app.count(sql).await, 0, "{what}");
    }
    let page = it.app.get("/practice").await.text().await.unwrap();
    assert!(page.contains("【练习】废乳化液年度转移处置"));
    let page = it.app.get(&format!("/demands/{need}")).await.text().await.unwrap();
    assert!(page.contains("练习大厅") && page.contains("noindex"));
    let page = it.app.get("/demands?state=all").await.text().await.unwrap();
    assert!(!page.contains("【练习】"));
    assert!(it.app.visitor().finds("废乳化液").await.is_empty());
    let figures = it.app.visitor().query("{ platformFigures { openDemands } }", json!({})).await;
    assert_eq!(figures.get("/platformFigures/openDemands"), 0);
    let band =
        "{ ranking: priceBand(category: \"waste/hazardous\", region: \"310118\") { count } }";
    assert_eq!(it.app.visitor().query(band, json!({})).await.get("/ranking"), &Value::Null);
    let says = it.app.text("SELECT text FROM contract_signatures LIMIT 1").await;
    assert!(says.contains("不产生权利和义务"), "{says}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_that_nobody_takes_back_is_dismissed_when_its_time_is_over() {
    let it = scene().await;
    let need = it.posts(10, "p-1").await;
    let ranked = it.ranked(&need).await;
    it.act(&it.buyer, "awardPropose", &need, json!({ "bidId": ranked[0] })).await.ok();
    let proposal = it.seen(&need).await["proposals"][0]["id"].clone();
    let input = json!({ "proposalId": proposal, "reason": "SCORING", "requestKey": "o-1",
        "text": "拟选机构的人员证书已经过期，人员设备一项不应得到这么高的分。" });
    it.sellers[1].mutate("objectionFile", "demand { id }", &input).await.ok();

    // Nobody convenes a panel for it.
    let moderator = it.app.moderator("31").await;
    let queue = moderator.query("{ objections { nodes { id } } }", json!({})).await;
    assert!(queue.list("/objections/nodes").is_empty());
    it.minutes(7).await;
    assert_eq!(it.seen(&need).await["stage"], "PROPOSED", "the award waits");
    it.minutes(1).await;
    it.app.settle().await;

    let seen = it.seen(&need).await;
    assert_eq!(seen["proposals"][0]["objections"][0]["state"], "DISMISSED");
    assert_eq!(seen["state"], "AWARDED");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_acts_for_an_organisation_posts_practice_a_few_at_a_time() {
    let it = scene().await;
    let now = it.app.db().clock().now();
    let provider = &it.sellers[0];
    provider.post_need(&practice(now, 10, "a")).await.ok();
    provider.post_need(&json!({ "requestKey": "b" })).await.refused("demands.not_enterprise");
    for (minutes, code) in [(0, "demands.deadline_too_soon"), (181, "demands.deadline_too_far")] {
        it.buyer.post_need(&practice(now, minutes, "d")).await.refused(code);
    }
    for number in 0..5 {
        it.posts(10, &format!("p-{number}")).await;
    }
    it.buyer.post_need(&practice(now, 10, "too many")).await.refused("demands.too_much_practice");
    it.minutes(10).await;
    it.posts(10, "again").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_and_real_needs_do_not_become_each_other() {
    let it = scene().await;
    let need = it.buyer.posts_need(&json!({})).await;
    let moderator = it.app.moderator("31").await;
    let (check, revision) = moderator.check_of(&need).await;
    moderator.give_back(&check, revision, "INCOMPLETE", "请补充需求说明").await.ok();
    it.app.settle().await;

    let now = it.app.db().clock().now();
    let revise = it.buyer.revise_need(&need, 1, &practice(now, 10, "x")).await;
    revise.refused("terms.practice_apart");
}
