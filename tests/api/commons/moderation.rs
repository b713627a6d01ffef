//! 审核: the queue of a region, deciding, and what the owner is told.

use crate::support::{Actor, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

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
async fn a_due_day_in_a_year_without_a_calendar_says_that_it_is_a_guess() {
    let app = TestApp::start().await;
    app.advance(Duration::days(39)).await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({ "deadline": "2027-02-01T01:00:00Z" })).await;

    let told = buyer.sees_need(&id).await;

    // 30 December 2026 and three days from Monday to Friday; the notice for 2027 is not out.
    assert_eq!(told["changeRequest"]["dueOn"], "2027-01-04");
    assert_eq!(told["changeRequest"]["dueIsEstimated"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_the_moderators_alone() {
    let app = TestApp::start().await;
    let (buyer, _) = submitted(&app).await;

    app.visitor().queue().await.denied("UNAUTHENTICATED");
    buyer.queue().await.denied("FORBIDDEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_goes_back_to_the_owner_with_its_reason_and_how_to_object() {
    let app = TestApp::start_with(&[("GREENBRIDGE_CONTACT", "021-00000000")]).await;
    let (buyer, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    moderator.refuse(&check, revision, "UNCLEAR", "请写明废物代码和包装方式").await.ok();
    app.settle().await;

    let need = buyer.sees_need(&id).await;
    assert_eq!(need["state"], "REFUSED");
    let told = &need["changeRequest"];
    assert_eq!(told["state"], "REFUSED");
    assert_eq!(told["note"], "请写明废物代码和包装方式");
    assert_eq!(told["reasonLabel"], "表述不清楚");
    assert!(told["howToAppeal"].as_str().unwrap().contains("021-00000000"));
    assert!(app.visitor().sees_need(&id).await.is_null());
    assert_eq!(app.audited(&check).await, ["moderation.refuse"]);
    assert_eq!(app.audited(&id).await, ["demands.post", "demands.refuse"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_back_says_why_and_what_to_do() {
    let app = TestApp::start().await;
    let (_, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    let input = json!({ "changeRequestId": check, "revision": revision, "note": "  " });
    for verb in ["changeRequestRefuse", "changeRequestReturn"] {
        let answer = moderator.mutate(verb, "changeRequest { id }", &input).await;
        assert_eq!(answer.problems(), ["moderation.reason_missing", "moderation.note_missing"]);
    }
    let long = "长".repeat(501);
    moderator.refuse(&check, revision, "OTHER", &long).await.refused("moderation.note_too_long");
    // A reason that is none does not even arrive.
    moderator.refuse(&check, revision, "BECAUSE", "不行").await.denied("BAD_INPUT");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_returned_need_is_mended_by_its_owner_and_waits_again_with_what_changed() {
    let app = TestApp::start().await;
    let (buyer, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    // Monday: two working days are left. The owner takes a week, which costs nothing of them.
    app.advance(Duration::days(2)).await;
    moderator.give_back(&check, revision, "INCOMPLETE", "请写明包装方式").await.ok();
    app.settle().await;
    let told = buyer.sees_need(&id).await["changeRequest"].clone();
    assert_eq!((told["state"].as_str(), &told["dueOn"]), (Some("RETURNED"), &Value::Null));
    assert_eq!(told["note"], "请写明包装方式");
    moderator.approve(&check, revision + 1).await.refused("moderation.with_owner");
    app.advance(Duration::days(4)).await;
    let mended = json!({ "description": "机加工产生的废乳化液，吨桶密封包装，每月转移一次，需运输与联单服务。" });
    let answer = buyer.revise_need(&id, 1, &mended).await.ok();
    assert_eq!(answer.get("/demandRevise/demand/changeRequest/state"), "WAITING");

    let queue = moderator.queue().await;
    let waiting = &queue.list("/changeRequests/nodes")[0];
    assert_eq!(waiting["id"], check.as_str());
    // Friday and two working days.
    assert_eq!(waiting["dueOn"], "2026-12-01");
    let fields = waiting["differences"].as_array().unwrap();
    let changed: Vec<_> = fields.iter().filter(|it| it["before"] != it["after"]).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0]["label"], "需求说明");
    assert!(changed[0]["before"].as_str().unwrap().contains("桶装"));
    assert!(changed[0]["after"].as_str().unwrap().contains("吨桶密封包装"));
    moderator.approves(&id).await;
    app.settle().await;
    assert_eq!(buyer.sees_need(&id).await["state"], "PUBLISHED");
    assert_eq!(app.audited(&id).await, ["demands.post", "demands.revise", "demands.publish"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_returned_need_is_mended_and_only_by_its_owner() {
    let app = TestApp::start().await;
    let (buyer, id) = submitted(&app).await;
    let stranger = app.enterprise("吴江化纤有限公司").await;
    let moderator = app.moderator("31").await;

    buyer.revise_need(&id, 1, &json!({})).await.refused("moderation.nothing_returned");
    let (check, revision) = moderator.check_of(&id).await;
    moderator.give_back(&check, revision, "UNCLEAR", "请写清楚").await.ok();
    stranger.revise_need(&id, 1, &json!({})).await.denied("NOT_FOUND");
    buyer.revise_need(&id, 9, &json!({})).await.refused("demands.changed_meanwhile");
    buyer.revise_need(&id, 1, &json!({ "title": "短" })).await.refused("demands.title_length");
    buyer.revise_need(&id, 1, &json!({})).await.ok();
    buyer.revise_need(&id, 2, &json!({})).await.refused("moderation.nothing_returned");
    moderator.approves(&id).await;
    app.settle().await;

    buyer.revise_need(&id, 3, &json!({})).await.refused("demands.cannot_revise");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inward_note_is_never_shown_to_the_owner() {
    let app = TestApp::start().await;
    let (buyer, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;
    let secret = "疑似与去年被退回的需求相同";

    let input = json!({ "changeRequestId": check, "revision": revision, "reasonCode": "DUPLICATE",
        "note": "请说明与原需求的不同", "inwardNote": secret });
    moderator.take(&check).await.ok();
    moderator.mutate("changeRequestReturn", "changeRequest { id }", &input).await.ok();

    let all = "query($id: ID!) { changeRequest(id: $id) { note inwardNote firstVerdict look batchId
        assignedTo takenBy { name } obstacles { code } steps { kind by note inwardNote } } }";
    let seen = moderator.query(all, json!({ "id": check })).await;
    assert_eq!(seen.text("/changeRequest/inwardNote"), secret);
    assert_eq!(seen.text("/changeRequest/steps/2/inwardNote"), secret);
    let seen = buyer.query(all, json!({ "id": check })).await;
    assert!(!seen.body.to_string().contains(secret), "{:#}", seen.body);
    assert_eq!(seen.text("/changeRequest/note"), "请说明与原需求的不同");
    // Taking is not told, and moderators are not named.
    assert_eq!(seen.texts("/changeRequest/steps", "kind"), ["SUBMITTED", "RETURNED"]);
    assert!(seen.get("/changeRequest/steps/1/by").is_null());
    let colleagues = app.moderator("3101").await.query(all, json!({ "id": check })).await;
    let kinds = colleagues.texts("/changeRequest/steps", "kind");
    assert_eq!(kinds, ["SUBMITTED", "TAKEN", "RETURNED"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_that_is_withdrawn_leaves_the_queue() {
    let app = TestApp::start().await;
    let (buyer, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    buyer.withdraw_need(&id, "已线下处理").await.ok();

    assert!(moderator.queue().await.list("/changeRequests/nodes").is_empty());
    moderator.approve(&check, revision).await.refused("moderation.already_decided");
    assert_eq!(buyer.sees_need(&id).await["changeRequest"]["state"], "WITHDRAWN");
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
    elsewhere.refuse(&check, revision, "OTHER", "不行").await.denied("NOT_FOUND");
    elsewhere.give_back(&check, revision, "OTHER", "不行").await.denied("NOT_FOUND");
    elsewhere.take(&check).await.denied("NOT_FOUND");
    elsewhere.release(&check).await.denied("NOT_FOUND");
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

    assert!(biased.queue().await.list("/changeRequests/nodes").is_empty());
    biased.take(&check).await.denied("NOT_FOUND");
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
    let answer = moderator.refuse(&check, revision + 1, "OTHER", "改主意了").await;

    answer.refused("moderation.already_decided");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_decisions_at_once_one_holds() {
    let app = TestApp::start().await;
    let (_, id) = submitted(&app).await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    let approve = moderator.approve(&check, revision);
    let refuse = moderator.refuse(&check, revision, "OTHER", "需要补充材料");
    let (approve, refuse) = tokio::join!(approve, refuse);
    app.settle().await;

    let done = [approve, refuse].iter().filter(|it| it.problems().is_empty()).count();
    assert_eq!(done, 1);
    assert_eq!(app.audited(&check).await.len(), 1);
}
