//! 领取、复核、抽查: who has a check in hand, two persons for one decision, and a look afterwards.

use crate::support::{Actor, TestApp};
use chrono::Duration;
use serde_json::json;

async fn submitted(app: &TestApp) -> (Actor, String) {
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    (buyer, id)
}

/// The ids of the checks a filter finds: `{ mine: true }`.
async fn found(who: &Actor, filter: &str) -> Vec<String> {
    let text = format!("{{ changeRequests(filter: {filter}, first: 50) {{ nodes {{ id }} }} }}");
    who.query(&text, json!({})).await.texts("/changeRequests/nodes", "id")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_has_taken_others_see_and_cannot_decide_for_an_hour() {
    let app = TestApp::start().await;
    let (_, id) = submitted(&app).await;
    let (first, second) = (app.moderator("31").await, app.moderator("3101").await);
    let (check, revision) = first.check_of(&id).await;

    first.take(&check).await.ok();

    let text = "query($id: ID!) { changeRequest(id: $id) { takenBy { name isMe until }
        obstacles { code } } }";
    let seen = second.query(text, json!({ "id": check })).await;
    assert_eq!(seen.get("/changeRequest/takenBy/isMe"), false);
    assert_eq!(seen.text("/changeRequest/obstacles/0/code"), "moderation.taken");
    second.take(&check).await.refused("moderation.taken");
    second.release(&check).await.refused("moderation.not_taken");
    second.approve(&check, revision).await.refused("moderation.taken");
    second.refuse(&check, revision, "OTHER", "不行").await.refused("moderation.taken");
    assert_eq!(found(&first, "{ mine: true }").await, [check.as_str()]);
    assert!(found(&second, "{ mine: true }").await.is_empty());
    app.advance(Duration::minutes(61)).await;
    assert!(found(&first, "{ mine: true }").await.is_empty());
    second.take(&check).await.ok();
    first.approve(&check, revision).await.refused("moderation.taken");
    second.release(&check).await.ok();
    first.approve(&check, revision).await.ok();
    let told = ["moderation.take", "moderation.take", "moderation.release", "moderation.approve"];
    assert_eq!(app.audited(&check).await, told);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_filtered_and_counted() {
    let app = TestApp::start().await;
    let (buyer, first) = submitted(&app).await;
    app.advance(Duration::days(3)).await;
    let second = buyer.posts_need(&json!({ "requestKey": "form-2" })).await;
    let moderator = app.moderator("31").await;
    let (first, _) = moderator.check_of(&first).await;
    let (second, revision) = moderator.check_of(&second).await;

    // What is due first comes first.
    assert_eq!(found(&moderator, "{}").await, [first.clone(), second.clone()]);
    assert_eq!(found(&moderator, "{ subjectKind: \"demand\" }").await.len(), 2);
    assert!(
        found(&moderator, "{ subjectKind: \"registration\" }").await.iter().all(|it| it != &first)
    );
    assert!(found(&moderator, "{ overdue: true }").await.is_empty());
    app.advance(Duration::days(2)).await;
    assert_eq!(found(&moderator, "{ overdue: true }").await, [first.as_str()]);
    moderator.refuse(&second, revision, "DUPLICATE", "请合并").await.ok();
    assert_eq!(found(&moderator, "{ states: [REFUSED] }").await, [second]);
    let text = "{ moderationFigures { open overdue mine sampled reasons { code label count }
        states { state count } } changeReasons { code template } changeKinds { name label } }";
    let figures = moderator.query(text, json!({})).await;
    assert_eq!(figures.number("/moderationFigures/open"), 1);
    assert_eq!(figures.number("/moderationFigures/overdue"), 1);
    assert_eq!(figures.text("/moderationFigures/reasons/0/label"), "与已有内容重复");
    assert_eq!(figures.number("/moderationFigures/reasons/0/count"), 1);
    let elsewhere = app.moderator("33").await.query(text, json!({})).await;
    assert_eq!(elsewhere.number("/moderationFigures/open"), 0);
    assert!(elsewhere.list("/moderationFigures/reasons").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn four_eyes_are_those_of_two_persons() {
    let app = TestApp::start_with(&[("GREENBRIDGE_FOUR_EYES", "demand")]).await;
    let (buyer, id) = submitted(&app).await;
    let (first, second) = (app.moderator("31").await, app.moderator("3101").await);
    let (check, revision) = first.check_of(&id).await;

    first.approve(&check, revision).await.ok();
    app.settle().await;

    let told = buyer.sees_need(&id).await;
    assert_eq!(told["state"], "SUBMITTED");
    assert_eq!(told["changeRequest"]["state"], "SECOND_LOOK");
    first.approve(&check, revision + 1).await.refused("moderation.needs_another");
    first.take(&check).await.refused("moderation.needs_another");
    second
        .give_back(&check, revision + 1, "OTHER", "补正")
        .await
        .refused("moderation.second_decides");
    second.approve(&check, revision + 1).await.ok();
    app.settle().await;
    assert_eq!(buyer.sees_need(&id).await["state"], "PUBLISHED");
    assert_eq!(app.audited(&check).await, ["moderation.first_look", "moderation.approve"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_first_of_two_says_is_not_told_before_the_second_agrees() {
    let app = TestApp::start_with(&[("GREENBRIDGE_FOUR_EYES", "demand")]).await;
    let (buyer, id) = submitted(&app).await;
    let (first, second) = (app.moderator("31").await, app.moderator("3101").await);
    let (check, revision) = first.check_of(&id).await;

    first.refuse(&check, revision, "UNLAWFUL", "涉嫌违法转移").await.ok();

    let text = "query($id: ID!) { changeRequest(id: $id) { state reasonCode note firstVerdict
        steps { kind note reasonLabel } } }";
    let seen = buyer.query(text, json!({ "id": check })).await;
    assert!(!seen.body.to_string().contains("违法转移"), "{:#}", seen.body);
    assert!(seen.get("/changeRequest/reasonCode").is_null());
    assert!(seen.get("/changeRequest/firstVerdict").is_null());
    let seen = second.query(text, json!({ "id": check })).await;
    assert_eq!(seen.text("/changeRequest/firstVerdict"), "REFUSED");
    second.approve(&check, revision + 1).await.ok();
    app.settle().await;
    let seen = buyer.query(text, json!({ "id": check })).await;
    assert!(!seen.body.to_string().contains("违法转移"), "{:#}", seen.body);
    // The two did not agree, and that is counted.
    let figures = "{ moderationFigures { lookedTwice agreed } }";
    let figures = first.query(figures, json!({})).await;
    assert_eq!(figures.number("/moderationFigures/lookedTwice"), 1);
    assert_eq!(figures.number("/moderationFigures/agreed"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_matter_of_two_provinces_is_decided_by_one_of_each() {
    let app = TestApp::start().await;
    let (buyer, id) = submitted(&app).await;
    let here = app.moderator("31").await;
    let (check, revision) = here.check_of(&id).await;
    let joint = "UPDATE change_requests SET second_region_code = '330421' WHERE id = ";
    let sql = format!("{joint}'{check}'");
    sea_orm::ConnectionTrait::execute_unprepared(app.db().for_migrations(), &sql).await.unwrap();
    let (same_side, other_side) = (app.moderator("3101").await, app.moderator("33").await);

    here.approve(&check, revision).await.ok();

    same_side.approve(&check, revision + 1).await.refused("moderation.needs_other_side");
    let (seen, revision) = other_side.check_of(&id).await;
    assert_eq!(seen, check);
    app.moderator("32").await.approve(&check, revision).await.denied("NOT_FOUND");
    other_side.approve(&check, revision).await.ok();
    app.settle().await;
    assert_eq!(buyer.sees_need(&id).await["state"], "PUBLISHED");
}

const BY_RULE: [(&str, &str); 2] =
    [("GREENBRIDGE_APPROVE_BY_RULE", "demand=1"), ("GREENBRIDGE_SAMPLING", "demand=100")];

/// A firm whose second need passed by rule and was drawn: the firm, the need, its check.
async fn sampled(app: &TestApp, moderator: &Actor) -> (Actor, String, String, i64) {
    let (buyer, id) = submitted(app).await;
    app.settle().await;
    moderator.approves(&id).await;
    app.advance(Duration::minutes(1)).await;
    let id = buyer.posts_need(&json!({ "requestKey": "form-2" })).await;
    app.settle().await;
    let text = "{ changeRequests(filter: { sampled: true }) { nodes { id revision subjectId } } }";
    let drawn = moderator.query(text, json!({})).await;
    let drawn = &drawn.list("/changeRequests/nodes")[0];
    assert_eq!(drawn["subjectId"], id.as_str());
    let check = drawn["id"].as_str().unwrap().to_owned();
    (buyer, id, check, drawn["revision"].as_i64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_lets_pass_is_public_at_once_and_can_be_overturned() {
    let app = TestApp::start_with(&BY_RULE).await;
    let (moderator, colleague) = (app.moderator("31").await, app.moderator("3101").await);
    let (buyer, id, check, revision) = sampled(&app, &moderator).await;
    assert_eq!(buyer.sees_need(&id).await["state"], "PUBLISHED");
    assert!(!app.visitor().sees_need(&id).await.is_null());

    colleague.take(&check).await.ok();
    let input = json!({ "changeRequestId": check, "revision": revision, "reasonCode": "UNLAWFUL",
        "note": "超出许可范围" });
    let overturn = "changeRequestOverturn";
    let answer = moderator.mutate(overturn, "changeRequest { id }", &input).await;
    answer.refused("moderation.taken");
    colleague.mutate(overturn, "changeRequest { id }", &input).await.ok();
    app.settle().await;

    let told = buyer.sees_need(&id).await;
    assert_eq!(told["state"], "REFUSED");
    assert_eq!(told["changeRequest"]["note"], "超出许可范围");
    assert!(app.visitor().sees_need(&id).await.is_null());
    assert_eq!(
        app.audited(&check).await,
        ["moderation.pass_by_rule", "moderation.take", "moderation.overturn"]
    );
    colleague
        .mutate(overturn, "changeRequest { id }", &input)
        .await
        .refused("moderation.not_sampled");
    // The firm has lost the trust of the rule: its next need waits for a person.
    let next = buyer.posts_need(&json!({ "requestKey": "form-3" })).await;
    app.settle().await;
    assert_eq!(buyer.sees_need(&next).await["changeRequest"]["state"], "WAITING");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_look_upholds_stays_and_counts_as_agreement() {
    let app = TestApp::start_with(&BY_RULE).await;
    let moderator = app.moderator("31").await;
    let (buyer, id, check, revision) = sampled(&app, &moderator).await;

    moderator.approve(&check, revision).await.refused("moderation.already_decided");
    let input = json!({ "changeRequestId": check, "revision": revision });
    moderator.mutate("changeRequestUphold", "changeRequest { look }", &input).await.ok();
    app.settle().await;

    assert_eq!(buyer.sees_need(&id).await["state"], "PUBLISHED");
    let text = "{ moderationFigures { sampled lookedTwice agreed } }";
    let figures = moderator.query(text, json!({})).await;
    assert_eq!(figures.number("/moderationFigures/sampled"), 0);
    assert_eq!(figures.number("/moderationFigures/lookedTwice"), 1);
    assert_eq!(figures.number("/moderationFigures/agreed"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_share_of_nothing_draws_nothing() {
    let settings =
        [("GREENBRIDGE_APPROVE_BY_RULE", "demand=1"), ("GREENBRIDGE_SAMPLING", "demand=0")];
    let app = TestApp::start_with(&settings).await;
    let (buyer, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    moderator.approves(&id).await;
    app.settle().await;

    let id = buyer.posts_need(&json!({ "requestKey": "form-2" })).await;
    app.settle().await;

    assert_eq!(buyer.sees_need(&id).await["state"], "PUBLISHED");
    assert!(found(&moderator, "{ sampled: true }").await.is_empty());
}
