//! 审核: the queue of a region, and deciding.

use crate::support::{Actor, TestApp};
use serde_json::json;

async fn submitted(app: &TestApp) -> (Actor, String) {
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    (buyer, id)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_shows_what_waits_in_the_moderators_region_with_its_due_day() {
    let app = TestApp::start().await;
    let (_, id) = submitted(&app).await;

    let queue = app.moderator("31").await.queue().await;

    let waiting = &queue.list("/changeRequests/nodes")[0];
    assert_eq!(waiting["subjectId"], id.as_str());
    assert_eq!(waiting["title"], "废乳化液年度转移处置");
    // Posted on a Saturday: three working days are Monday to Wednesday.
    assert_eq!(waiting["dueOn"], "2026-11-25");
    assert!(
        waiting["differences"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["after"] == "废乳化液年度转移处置")
    );
    assert_eq!(app.moderator("3101").await.queue().await.list("/changeRequests/nodes").len(), 1);
    for elsewhere in ["32", "3205", "310115"] {
        let queue = app.moderator(elsewhere).await.queue().await;
        assert!(queue.list("/changeRequests/nodes").is_empty(), "{elsewhere}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_the_moderators_alone() {
    let app = TestApp::start().await;
    let (buyer, _) = submitted(&app).await;

    app.visitor().queue().await.denied("UNAUTHENTICATED");
    buyer.queue().await.denied("FORBIDDEN");
    app.administrator().await.queue().await.denied("FORBIDDEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_goes_back_to_the_owner_with_its_reason() {
    let app = TestApp::start().await;
    let (buyer, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    moderator.refuse(&check, revision, "unclear", "请写明废物代码和包装方式").await.ok();
    app.settle().await;

    let need = buyer.sees_need(&id).await;
    assert_eq!(need["state"], "REFUSED");
    assert_eq!(need["changeRequest"]["state"], "REFUSED");
    assert_eq!(need["changeRequest"]["note"], "请写明废物代码和包装方式");
    assert!(app.visitor().sees_need(&id).await.is_null());
    assert_eq!(app.audited(&check).await, ["moderation.refuse"]);
    assert_eq!(app.audited(&id).await, ["demands.post", "demands.refuse"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_says_why_and_what_to_do() {
    let app = TestApp::start().await;
    let (_, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    let answer = moderator.refuse(&check, revision, "because", "  ").await;

    assert_eq!(answer.problems(), ["moderation.reason_unknown", "moderation.note_missing"]);
    let long = "长".repeat(501);
    moderator.refuse(&check, revision, "other", &long).await.refused("moderation.note_too_long");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_of_another_region_is_not_found() {
    let app = TestApp::start().await;
    let (_, id) = submitted(&app).await;
    let (check, revision) = app.moderator("31").await.check_of(&id).await;
    let text = "query($id: ID!) { changeRequest(id: $id) { id } }";

    let elsewhere = app.moderator("33").await;

    assert!(elsewhere.query(text, json!({ "id": check })).await.get("/changeRequest").is_null());
    elsewhere.approve(&check, revision).await.denied("NOT_FOUND");
    elsewhere.refuse(&check, revision, "other", "不行").await.denied("NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_decides_for_their_own_organisation() {
    let app = TestApp::start().await;
    let (buyer, id) = submitted(&app).await;
    let (check, revision) = app.moderator("31").await.check_of(&id).await;
    // A person of the same firm who was made a moderator.
    let demoted = "UPDATE accounts SET role = 'MODERATOR', region_code = '31' WHERE email = ";
    let sql = format!("{demoted}'{}'", buyer.email);
    sea_orm::ConnectionTrait::execute_unprepared(app.db().for_migrations(), &sql).await.unwrap();
    let biased = app.visitor().signed_in_as(&buyer.email).await;

    biased.approve(&check, revision).await.denied("NOT_FOUND");
    app.moderator("3101").await.approve(&check, revision).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_is_decided_once() {
    let app = TestApp::start().await;
    let (_, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    moderator.approve(&check, revision + 1).await.refused("moderation.changed_meanwhile");
    moderator.approve(&check, revision).await.ok();
    moderator.approve(&check, revision).await.refused("moderation.already_decided");
    let answer = moderator.refuse(&check, revision + 1, "other", "改主意了").await;

    answer.refused("moderation.already_decided");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_decisions_at_once_one_holds() {
    let app = TestApp::start().await;
    let (_, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    let approve = moderator.approve(&check, revision);
    let refuse = moderator.refuse(&check, revision, "other", "需要补充材料");
    let (approve, refuse) = tokio::join!(approve, refuse);
    app.settle().await;

    let done = [approve, refuse].iter().filter(|it| it.problems().is_empty()).count();
    assert_eq!(done, 1);
    assert_eq!(app.audited(&check).await.len(), 1);
}
