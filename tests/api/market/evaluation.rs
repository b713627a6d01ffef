//! 评审: bids are scored by number, fixed, ranked, and anybody can add them up.

use crate::support::given;
use crate::support::scored::Scored;
use kernel::MemberRole;
use serde_json::{Value, json};

fn places(seen: &Value) -> Vec<i64> {
    let all = seen["bids"].as_array().expect("a list");
    all.iter().map(|it| it["placeInList"].as_i64().expect("a number")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn while_bids_are_scored_the_buyer_knows_numbers_and_no_names() {
    let it = Scored::begun().await;
    // A price that was opened already is not shown either.
    given::sql(&it.app, "UPDATE bids SET price_fen = 100").await;

    for who in [&it.buyer, &it.colleague] {
        let seen = it.seen_by(who).await;
        assert_eq!(places(&seen), [1, 2, 3]);
        for bid in seen["bids"].as_array().unwrap() {
            assert_eq!((&bid["provider"], &bid["price"]), (&Value::Null, &Value::Null));
            assert_ne!(bid["plan"], Value::Null);
        }
    }
    let own = it.seen_by(&it.sellers[0]).await;
    assert_eq!(own["bids"].as_array().unwrap().len(), 1, "rivals see only their own");
    assert_eq!(own["bids"][0]["provider"]["name"], "绿源环境服务有限公司");
    assert_eq!(own["evaluation"], Value::Null);
    assert_eq!(it.seen_by(&it.app.visitor()).await["evaluation"], Value::Null);
    // Nor does a need that is taken back tell them.
    it.buyer.withdraw_need(&it.need, "改为自行处置").await.ok();
    for bid in it.seen_by(&it.buyer).await["bids"].as_array().unwrap() {
        assert_eq!(bid["provider"], Value::Null);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_its_evaluators_own_until_it_is_fixed() {
    let it = Scored::begun().await;
    let first =
        json!([{ "bidId": it.bids[0], "criterion": 1, "points": "30.5", "note": "路线清楚" }]);
    it.scores(&it.buyer, &first).await.ok();

    let own = it.seen_by(&it.buyer).await;
    assert_eq!(
        own["evaluation"]["lines"],
        json!([{ "evaluator": null, "bidId": it.bids[0], "criterion": 1, "points": "30.50",
            "note": "路线清楚" }])
    );
    let other = it.seen_by(&it.colleague).await;
    assert_eq!(other["evaluation"]["lines"], json!([]));
    assert_eq!(
        (&other["evaluation"]["begunSheets"], &other["evaluation"]["wholeSheets"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(other["evaluation"]["evaluators"], json!([]));

    let line = |points: Value, criterion: i64| json!([{ "bidId": it.bids[0], "criterion": criterion, "points": points }]);
    for (lines, code) in [
        (line(json!("40.01"), 1), "evaluation.points_form"),
        (line(json!("1.005"), 1), "evaluation.points_form"),
        (line(json!("10"), 3), "evaluation.criterion_unknown"),
        (line(json!("10"), 0), "evaluation.criterion_unknown"),
        (
            json!([{ "bidId": "bid_01ARZ3NDEKTSV4RRFFQ69G5FAV", "criterion": 1, "points": "1" }]),
            "evaluation.bid_not_scored",
        ),
    ] {
        it.scores(&it.buyer, &lines).await.refused(code);
    }
    let viewer = it.app.colleague(&it.buyer, MemberRole::Viewer).await;
    it.scores(&viewer, &first).await.denied("FORBIDDEN");
    it.scores(&it.sellers[0], &first).await.denied("NOT_FOUND");

    it.lock().await.refused("evaluation.sheet_not_whole");
    it.scores(&it.buyer, &line(Value::Null, 1)).await.ok();
    it.lock().await.refused("evaluation.sheet_missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn bids_are_ranked_by_means_and_prices_once_prices_are_open() {
    let it = Scored::scored().await;

    it.lock().await.ok();
    let seen = it.seen_by(&it.buyer).await;
    assert_eq!(seen["stage"], "PRICING");
    assert_eq!(seen["bids"][0]["provider"], Value::Null, "names are still hidden");
    assert_eq!(seen["evaluation"]["ranking"], json!([]));
    assert_eq!(
        it.app.count("SELECT count(*) FROM events WHERE name = 'demands.scores_locked'").await,
        1
    );
    it.scores(&it.buyer, &json!([])).await.refused("evaluation.not_scoring");
    it.open_prices().await;

    let seen = it.seen_by(&it.buyer).await;
    assert_eq!(seen["stage"], "RANKED");
    let ranking = seen["evaluation"]["ranking"].as_array().unwrap();
    let order: Vec<_> = ranking.iter().map(|it| (&it["placeInList"], &it["total"])).collect();
    assert_eq!(
        order,
        [(&json!(2), &json!("90.15")), (&json!(1), &json!("85.50")), (&json!(3), &json!("80.67"))]
    );
    assert_eq!(ranking[0]["provider"]["name"], "蓝天环保科技有限公司");
    let points: Vec<_> =
        ranking[0]["points"].as_array().unwrap().iter().map(|it| &it["points"]).collect();
    assert_eq!(points, [&json!("37.75"), &json!("18.00"), &json!("34.40")]);
    assert_eq!(seen["evaluation"]["lines"].as_array().unwrap().len(), 12);
    assert_eq!(seen["evaluation"]["evaluators"].as_array().unwrap().len(), 2);
    // 40 of price would have to be more for the cheapest to win, and the plan less.
    let turns = seen["evaluation"]["weightTurns"].as_array().unwrap();
    assert_eq!((&turns[2]["placeInList"], turns[2]["change"].is_string()), (&json!(1), true));
    assert!(seen["bids"].as_array().unwrap().iter().all(|it| it["provider"]["name"].is_string()));

    // Nobody else knows before a bid is proposed.
    for who in [&it.app.visitor(), &it.sellers[0]] {
        assert_eq!(it.seen_by(who).await["evaluation"], Value::Null);
    }
    let path = format!("/demands/{}/scores.csv", it.need);
    assert_eq!(it.app.get(&path).await.status(), 404);
    assert_eq!(it.sellers[1].get(&path).await.status(), 404);
    assert_eq!(it.buyer.get(&path).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_excluded_bid_is_ranked_no_more_and_its_bidder_is_told() {
    let it = Scored::scored().await;
    let stale = it.revision().await;
    let mut input =
        json!({ "demandId": it.need, "bidId": it.bids[1], "reason": "LICENCE", "text": "短" });
    let exclude = async |input: &Value| {
        it.colleague.mutate("evaluationExclude", "demand { revision }", input).await
    };
    exclude(&input).await.refused("evaluation.reason_length");
    input["text"] = json!("许可证的经营方式只有收集，没有处置。");
    exclude(&input).await.ok();
    exclude(&input).await.refused("evaluation.bid_not_scored");

    // The other officer has not seen that.
    let lock = json!({ "demandId": it.need, "revision": stale });
    it.buyer
        .mutate("evaluationLock", "demand { stage }", &lock)
        .await
        .refused("demands.changed_meanwhile");
    it.lock().await.ok();
    it.open_prices().await;
    it.app.settle().await;

    assert_eq!(it.state_of(1).await, "EXCLUDED");
    let seen = it.seen_by(&it.buyer).await;
    let order: Vec<_> = seen["evaluation"]["ranking"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["placeInList"])
        .collect();
    assert_eq!(order, [1, 3]);
    assert_eq!(
        seen["evaluation"]["excluded"],
        json!([{ "placeInList": 2, "reason": "资质不符合要求：许可证的经营方式只有收集，没有处置。" }])
    );
    let told = "SELECT count(*) FROM notices WHERE title = '报价未通过资格审查'";
    assert_eq!(it.app.count(told).await, 1);
    it.propose(&it.bids[1], None).await.refused("proposals.bid_not_ranked");
    it.propose(&it.bids[0], None).await.ok();
    let excluded = &it.seen_by(&it.app.visitor()).await["evaluation"]["excluded"];
    assert_eq!(excluded, &json!([{ "placeInList": 2, "reason": "资质不符合要求" }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_can_add_the_sheet_up_once_a_bid_is_proposed() {
    let it = Scored::proposed().await;

    let file = it.app.get(&format!("/demands/{}/scores.csv", it.need)).await;
    assert_eq!(file.headers()["content-type"], "text/csv; charset=utf-8");
    let file = file.text().await.unwrap();

    for line in [
        // Who is the first evaluator and who the second nobody can tell.
        "1,2,蓝天环保科技有限公司,100000.00,处置方案,40,评审 1,3",
        "1,2,蓝天环保科技有限公司,100000.00,处置方案,40,评审平均,37.75",
        "1,2,蓝天环保科技有限公司,100000.00,价格,40,按价格计算,34.40",
        "3,3,清波水务有限公司,120000.00,价格,40,按价格计算,28.67",
        "3,3,清波水务有限公司,120000.00,合计,100,合计,80.67",
    ] {
        assert!(file.contains(line), "{line} is not in {file}");
    }
    assert!(!file.contains("审核员") && !file.contains("经办人"), "evaluators have numbers");
    let page = it.app.get(&format!("/demands/{}", it.need)).await.text().await.unwrap();
    assert!(page.contains("90.15") && page.contains("scores.csv"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_left_the_buyer_scores_for_it_no_more() {
    let it = Scored::scored().await;
    let left = &it.colleague.email;
    let sql = format!(
        "DELETE FROM memberships WHERE account_id = (SELECT id FROM accounts WHERE email = '{left}')"
    );
    given::sql(&it.app, &sql).await;

    it.lock().await.ok();
    it.open_prices().await;

    let seen = it.seen_by(&it.buyer).await;
    assert_eq!(seen["evaluation"]["evaluators"].as_array().unwrap().len(), 1);
    assert_eq!(seen["evaluation"]["ranking"][0]["points"][0]["points"], "38.00");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bid_that_was_not_confirmed_or_not_whole_is_never_counted() {
    let it = Scored::scored().await;
    for (bid, state) in [(1, "BROKEN"), (2, "UNCONFIRMED")] {
        let id = &it.bids[bid];
        given::sql(&it.app, &format!("UPDATE bids SET state = '{state}' WHERE id = '{id}'")).await;
    }

    let line = json!([{ "bidId": it.bids[2], "criterion": 1, "points": "1" }]);
    it.scores(&it.buyer, &line).await.refused("evaluation.bid_not_scored");
    it.lock().await.ok();
    it.open_prices().await;

    let seen = it.seen_by(&it.buyer).await;
    let ranking = seen["evaluation"]["ranking"].as_array().unwrap();
    assert_eq!(ranking.len(), 1);
    assert_eq!(ranking[0]["bidId"], json!(it.bids[0]));
    for bid in &it.bids[1..] {
        it.propose(bid, Some(&"理由".repeat(12))).await.refused("proposals.bid_not_ranked");
    }
}
