//! 拟选定、公示与异议: proposed, open to objections, awarded by the clock.

use crate::support::scored::{Scored, votes};
use crate::support::{TestApp, given};
use chrono::Duration;
use kernel::MemberRole;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_without_objection_is_awarded_when_its_notice_ends() {
    let it = Scored::ranked().await;
    it.buyer.award(&it.need, &it.bids[1]).await.refused("demands.propose_first");
    it.propose(&it.bids[0], None).await.refused("proposals.reason_missing");
    it.propose(&it.bids[1], None).await.ok();
    it.app.settle().await;

    let seen = it.seen_by(&it.app.visitor()).await;
    assert_eq!(seen["stage"], "PROPOSED");
    // From Saturday to Tuesday, at the same hour.
    assert_eq!(seen["proposals"][0]["endsAt"], "2026-11-24T01:00:00+00:00");
    assert_eq!(seen["proposals"][0]["provider"]["name"], "蓝天环保科技有限公司");
    assert_eq!(
        it.app.count("SELECT count(*) FROM notices WHERE title = '拟选定结果公示'").await,
        3
    );
    it.propose(&it.bids[1], None).await.refused("proposals.not_ranked");

    it.app.advance(Duration::days(3) - Duration::seconds(1)).await;
    assert_eq!(it.seen_by(&it.buyer).await["state"], "OPENED");
    it.app.advance(Duration::seconds(1)).await;

    let seen = it.seen_by(&it.app.visitor()).await;
    assert_eq!((&seen["state"], &seen["stage"]), (&json!("AWARDED"), &Value::Null));
    assert_eq!(seen["proposals"][0]["state"], "AWARDED");
    assert_eq!(it.state_of(1).await, "AWARDED");
    assert_eq!(it.state_of(0).await, "LOST");
    assert_eq!(it.app.count("SELECT count(*) FROM events WHERE name = 'demands.awarded'").await, 1);
    assert_eq!(it.app.count("SELECT count(*) FROM notices WHERE title = '报价未被选定'").await, 2);
}

const RESULT: &str =
    "query($id: ID!) { myBid(id: $id) { state result { rank count total winnerTotal gap
    priceGap { fen } reason points { title own winner } } } }";

#[tokio::test(flavor = "multi_thread")]
async fn each_loser_reads_how_it_stood() {
    let it = Scored::ranked().await;
    let reason = "第一名的处置能力已满，第二名方案能按期完成，价格也更低。";
    it.propose(&it.bids[0], Some(reason)).await.ok();
    let ask = async |seller: usize, bid: usize| {
        let answer = it.sellers[seller].query(RESULT, json!({ "id": it.bids[bid] })).await;
        answer.get("/myBid").clone()
    };
    assert_eq!(ask(1, 1).await["result"], Value::Null, "not before the award");
    it.app.advance(Duration::days(3)).await;

    let first = ask(1, 1).await;
    assert_eq!(first["state"], "LOST");
    assert_eq!(
        first["result"],
        json!({ "rank": 1, "count": 3, "total": "90.15", "winnerTotal": "85.50", "gap": "-4.65",
            "priceGap": { "fen": 1_400_000 }, "reason": reason, "points": [
                { "title": "处置方案", "own": "37.75", "winner": "30.50" },
                { "title": "人员设备", "own": "18.00", "winner": "15.00" },
                { "title": "价格", "own": "34.40", "winner": "40.00" },
            ] })
    );
    assert_eq!(ask(2, 2).await["result"]["gap"], "4.83");
    assert_eq!(ask(2, 1).await, Value::Null, "not the result of others");
}

#[tokio::test(flavor = "multi_thread")]
async fn bidders_of_a_simple_need_read_their_rank_and_the_gap() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let winner = app.provider("绿源环境服务有限公司").await;
    let loser = app.provider("蓝天环保科技有限公司").await;
    let need = buyer.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    let won = winner.bids(&need, &json!({})).await;
    let lost = loser.bids(&need, &json!({ "priceYuan": "9万" })).await;
    app.advance(Duration::days(10)).await;
    buyer.award(&need, &won).await.ok();
    app.settle().await;

    let answer = loser.query(RESULT, json!({ "id": lost })).await;
    let result = answer.get("/myBid/result");
    assert_eq!((&result["rank"], &result["count"]), (&json!(2), &json!(2)));
    assert_eq!((&result["priceGap"]["fen"], &result["total"]), (&json!(400_000), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_objection_keeps_the_award_back_until_two_associations_dismiss_it() {
    let it = Scored::proposed().await;
    it.object(&it.sellers[0], "o-1").await.ok();
    it.object(&it.sellers[0], "o-1").await.ok();
    it.object(&it.sellers[0], "o-2").await.refused("objections.already_open");
    it.object(&it.sellers[1], "o-3").await.refused("objections.own_proposal");
    it.object(&it.buyer, "o-4").await.refused("objections.not_bidder");
    it.object(&it.app.provider("路过的环保公司").await, "o").await.refused("objections.not_bidder");
    let objection = it.objection().await;

    let public = it.seen_by(&it.app.visitor()).await;
    let told = &public["proposals"][0]["objections"][0];
    assert_eq!((&told["objector"], &told["reasonLabel"]), (&Value::Null, &json!("评分有误")));
    assert_eq!(told["answerBy"], "2026-11-25T01:00:00+00:00");
    let page = it.app.get(&format!("/demands/{}", it.need)).await.text().await.unwrap();
    assert!(page.contains("人员证书已经过期") && !page.contains("绿源环境服务有限公司提出"));

    it.app.advance(Duration::days(3)).await;
    assert_eq!(it.seen_by(&it.buyer).await["stage"], "PROPOSED", "the award waits");
    it.object(&it.sellers[2], "late").await.refused("objections.too_late");

    let (one, two) = (it.panel("31").await, it.panel("32").await);
    votes(&one, &objection, "DISMISS").await.refused("objections.answer_awaited");
    it.answers(&objection).await.ok();
    it.answers(&objection).await.refused("objections.already_answered");
    votes(&one, &objection, "DISMISS").await.ok();
    votes(&one, &objection, "SUSTAIN").await.refused("objections.already_voted");
    assert_eq!(
        it.seen_by(&it.app.visitor()).await["proposals"][0]["objections"][0]["votes"],
        json!([])
    );
    let queue = two
        .query(
            "{ objections { nodes { id isOverdue mayVote voteCount votes { isOwn }
        objector { name } demand { title } proposal { provider { name } } } } }",
            json!({}),
        )
        .await;
    assert_eq!(queue.get("/objections/nodes/0/voteCount"), 1);
    assert_eq!(queue.get("/objections/nodes/0/votes"), &json!([]), "not who said what");
    assert_eq!(queue.get("/objections/nodes/0/objector/name"), "绿源环境服务有限公司");
    assert_eq!(
        votes(&two, &objection, "DISMISS").await.ok().text("/objectionVote/objection/state"),
        "DISMISSED"
    );
    votes(&it.panel("33").await, &objection, "SUSTAIN").await.refused("objections.ended");
    it.app.settle().await;

    let seen = it.seen_by(&it.app.visitor()).await;
    assert_eq!(seen["state"], "AWARDED");
    assert_eq!(seen["proposals"][0]["objections"][0]["votes"].as_array().unwrap().len(), 2);
    assert_eq!(it.app.count("SELECT count(*) FROM objection_votes").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sustained_objection_overturns_the_proposal_and_ends_the_others() {
    let it = Scored::proposed().await;
    it.object(&it.sellers[0], "o-1").await.ok();
    let first = it.objection().await;
    it.app.db().clock().advance(Duration::seconds(1));
    it.object(&it.sellers[2], "o-2").await.ok();
    it.answers(&first).await.ok();
    let (one, two) = (it.panel("31").await, it.panel("32").await);
    votes(&one, &first, "SUSTAIN").await.ok();
    votes(&two, &first, "SUSTAIN").await.ok();
    it.app.settle().await;

    let seen = it.seen_by(&it.app.visitor()).await;
    assert_eq!(
        (&seen["stage"], &seen["proposals"][0]["state"]),
        (&json!("RANKED"), &json!("OVERTURNED"))
    );
    let states: Vec<_> = seen["proposals"][0]["objections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["state"])
        .collect();
    assert_eq!(states, [&json!("SUSTAINED"), &json!("MOOT")]);
    assert_eq!(seen["evaluation"]["ranking"].as_array().unwrap().len(), 3, "it stays public");
    it.app.advance(Duration::days(9)).await;
    assert_eq!(it.seen_by(&it.buyer).await["state"], "OPENED", "nothing is awarded");

    it.propose(&it.bids[1], None).await.refused("proposals.reason_missing");
    it.propose(&it.bids[0], Some("表决认定第一名证书过期，改为拟选第二名，方案与价格均符合要求。"))
        .await
        .ok();
    it.app.advance(Duration::days(5)).await;
    assert_eq!(it.state_of(0).await, "AWARDED");
    assert_eq!(it.state_of(1).await, "LOST");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_that_is_taken_back_keeps_nothing_back() {
    let it = Scored::proposed().await;
    it.object(&it.sellers[0], "o-1").await.ok();
    let objection = it.objection().await;
    let input = json!({ "objectionId": objection });
    let withdraw = async |who: &crate::support::Actor| {
        who.mutate("objectionWithdraw", "objection { state }", &input).await
    };
    withdraw(&it.sellers[2]).await.denied("NOT_FOUND");
    let viewer = it.app.colleague(&it.sellers[0], MemberRole::Viewer).await;
    withdraw(&viewer).await.denied("FORBIDDEN");
    withdraw(&it.sellers[0]).await.ok();
    withdraw(&it.sellers[0]).await.refused("objections.ended");
    it.app.db().clock().advance(Duration::seconds(1));
    it.object(&it.sellers[0], "o-2").await.ok();
    withdraw(&it.sellers[0]).await.refused("objections.ended");

    it.app.advance(Duration::days(3)).await;
    assert_eq!(it.seen_by(&it.buyer).await["stage"], "PROPOSED", "the second one is open");
    assert_eq!(it.seen_by(&it.buyer).await["proposals"][0]["objections"][1]["state"], "OPEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_may_vote_when_the_buyer_stays_silent_and_has_no_side_itself() {
    let it = Scored::proposed().await;
    it.object(&it.sellers[0], "o-1").await.ok();
    let objection = it.objection().await;
    let panel = it.panel("31").await;
    it.app.advance(Duration::days(4)).await;
    // Who votes for an association and sits at a bidder's table as well has no vote.
    let sql = format!(
        "INSERT INTO memberships (account_id, organisation_id, role, since)
         SELECT a.id, b.organisation_id, 'VIEWER', b.submitted_at FROM accounts a, bids b
         WHERE a.email = '{}' AND b.id = '{}'",
        panel.email, it.bids[2]
    );
    given::sql(&it.app, &sql).await;

    votes(&panel, &objection, "DISMISS").await.refused("objections.conflict");
    votes(&it.panel("32").await, &objection, "DISMISS").await.ok();
    votes(&it.app.moderator("33").await, &objection, "DISMISS")
        .await
        .refused("objections.not_panel");
    votes(&it.buyer, &objection, "DISMISS").await.denied("FORBIDDEN");

    it.app.advance(Duration::days(20)).await;
    let queue =
        it.panel("33").await.query("{ objections { nodes { isOverdue } } }", json!({})).await;
    assert_eq!(queue.get("/objections/nodes/0/isOverdue"), true);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_officers_who_propose_at_once_one_wins_and_the_others_are_told() {
    let it = Scored::ranked().await;
    let input =
        json!({ "demandId": it.need, "bidId": it.bids[1], "revision": it.revision().await });

    let tries = (0..4).map(|_| it.buyer.mutate("awardPropose", "demand { id }", &input));
    let answers = futures::future::join_all(tries).await;

    let won = answers.iter().filter(|it| it.problems().is_empty()).count();
    assert_eq!(won, 1);
    assert!(
        answers.iter().flat_map(|it| it.problems()).all(|it| it == "demands.changed_meanwhile")
    );
    assert_eq!(it.app.count("SELECT count(*) FROM award_proposals").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_at_once_decide_once() {
    let it = Scored::proposed().await;
    it.object(&it.sellers[0], "o-1").await.ok();
    let objection = it.objection().await;
    it.answers(&objection).await.ok();
    let panel = [it.panel("31").await, it.panel("32").await, it.panel("33").await];

    let tries = panel.iter().map(|it| votes(it, &objection, "SUSTAIN"));
    let answers = futures::future::join_all(tries).await;

    let told: Vec<String> = answers.iter().flat_map(|it| it.problems()).collect();
    assert_eq!(told, ["objections.ended"]);
    assert_eq!(it.seen_by(&it.buyer).await["proposals"][0]["state"], "OVERTURNED");
    let decided = "SELECT count(*) FROM events WHERE name = 'objections.decided'";
    assert_eq!(it.app.count(decided).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_that_is_taken_back_ends_its_proposal() {
    let it = Scored::proposed().await;
    it.object(&it.sellers[0], "o-1").await.ok();

    it.buyer.withdraw_need(&it.need, "生产线停产，不再需要").await.ok();
    it.app.advance(Duration::days(9)).await;

    let seen = it.seen_by(&it.buyer).await;
    assert_eq!(
        (&seen["state"], &seen["proposals"][0]["state"]),
        (&json!("WITHDRAWN"), &json!("CANCELLED"))
    );
    assert_eq!(seen["proposals"][0]["objections"][0]["state"], "MOOT");
    assert_eq!(it.app.count("SELECT count(*) FROM bids WHERE state = 'AWARDED'").await, 0);
}
