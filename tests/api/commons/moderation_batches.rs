//! 批量处理: shown before, held for ten minutes, undone as if it had not been.

use crate::support::{Actor, Answer, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

/// A firm with needs that wait: the firm, the needs, their checks with revisions.
async fn waiting(
    app: &TestApp,
    moderator: &Actor,
    count: usize,
) -> (Actor, Vec<String>, Vec<Value>) {
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let (mut needs, mut items) = (Vec::new(), Vec::new());
    for number in 0..count {
        let id = buyer.posts_need(&json!({ "requestKey": format!("form-{number}") })).await;
        let (check, revision) = moderator.check_of(&id).await;
        items.push(json!({ "changeRequestId": check, "revision": revision }));
        needs.push(id);
    }
    (buyer, needs, items)
}

async fn preview(who: &Actor, input: &Value) -> Answer {
    let text = "query($input: ModerationBatchInput!) { moderationBatchPreview(input: $input) {
        ableCount items { changeRequest { id } problems { code } } problems { code } } }";
    who.query(text, json!({ "input": input })).await
}

async fn start(who: &Actor, input: &Value) -> Answer {
    let fields = "batch { id state count mayUndo effectiveAt }
        refused { changeRequest { id } problems { code } }";
    let text = format!(
        "mutation($input: ModerationBatchInput!) {{ moderationBatchStart(input: $input) {{
         {fields} problems {{ code path }} }} }}"
    );
    who.query(&text, json!({ "input": input })).await
}

async fn started(who: &Actor, input: &Value) -> String {
    start(who, input).await.ok().text("/moderationBatchStart/batch/id")
}

async fn end(who: &Actor, verb: &str, batch: &str) -> Answer {
    let input = json!({ "batchId": batch });
    who.mutate(verb, "batch { id state mayUndo refusedCount }", &input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_says_what_would_be_done_and_what_not_and_changes_nothing() {
    let app = TestApp::start().await;
    let (moderator, colleague) = (app.moderator("31").await, app.moderator("3101").await);
    let (_, _, items) = waiting(&app, &moderator, 3).await;
    let taken = items[1]["changeRequestId"].as_str().unwrap();
    colleague.take(taken).await.ok();
    let entries = app.count("SELECT count(*) FROM audit_entries").await;

    let seen = preview(&moderator, &json!({ "act": "APPROVE", "items": items })).await;

    assert_eq!(seen.number("/moderationBatchPreview/ableCount"), 2);
    let refused: Vec<_> = seen
        .list("/moderationBatchPreview/items")
        .iter()
        .filter(|it| it["problems"][0]["code"] == "moderation.taken")
        .collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0]["changeRequest"]["id"], taken);
    assert_eq!(app.count("SELECT count(*) FROM audit_entries").await, entries);
    assert_eq!(app.count("SELECT count(*) FROM moderation_batches").await, 0);
    // What is wrong with the act itself is told as such.
    let wordless = preview(&moderator, &json!({ "act": "REFUSE", "items": items })).await;
    assert_eq!(wordless.problems(), ["moderation.reason_missing", "moderation.note_missing"]);
    let none = preview(&moderator, &json!({ "act": "APPROVE", "items": [] })).await;
    assert_eq!(none.problems(), ["moderation.batch_size"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_on_many_take_effect_when_the_window_ends() {
    let app = TestApp::start().await;
    let moderator = app.moderator("31").await;
    let (buyer, needs, items) = waiting(&app, &moderator, 2).await;

    let batch = started(&moderator, &json!({ "act": "APPROVE", "items": items })).await;
    app.advance(Duration::minutes(9)).await;

    // Nothing is told before, and nobody else decides meanwhile.
    for need in &needs {
        let told = buyer.sees_need(need).await;
        assert_eq!(told["state"], "SUBMITTED");
        assert_eq!(told["changeRequest"]["state"], "WAITING");
    }
    let check = items[0]["changeRequestId"].as_str().unwrap();
    moderator.approve(check, 1).await.refused("moderation.held");
    app.advance(Duration::minutes(1)).await;
    for need in &needs {
        assert_eq!(buyer.sees_need(need).await["state"], "PUBLISHED");
    }
    assert_eq!(app.audited(check).await, ["moderation.approve"]);
    assert_eq!(app.audited(&batch).await, ["moderation.batch_start", "moderation.batch_apply"]);
    end(&moderator, "moderationBatchUndo", &batch).await.refused("moderation.batch_over");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_on_many_is_undone_as_if_it_had_not_been() {
    let app = TestApp::start().await;
    let (moderator, colleague) = (app.moderator("31").await, app.moderator("3101").await);
    let (buyer, needs, items) = waiting(&app, &moderator, 2).await;
    let input = json!({ "act": "REFUSE", "items": items, "reasonCode": "DUPLICATE",
        "note": "请合并为一条需求" });
    let batch = started(&moderator, &input).await;

    end(&colleague, "moderationBatchUndo", &batch).await.denied("NOT_FOUND");
    end(&moderator, "moderationBatchUndo", &batch).await.ok();
    app.advance(Duration::hours(1)).await;

    for need in &needs {
        let told = buyer.sees_need(need).await;
        assert_eq!(told["changeRequest"]["state"], "WAITING");
        assert!(told["changeRequest"]["note"].is_null());
        moderator.approves(need).await;
    }
    end(&moderator, "moderationBatchApply", &batch).await.refused("moderation.batch_over");
    assert_eq!(app.audited(&batch).await, ["moderation.batch_start", "moderation.batch_undo"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_on_many_can_be_hastened_by_the_one_who_began_it() {
    let app = TestApp::start().await;
    let (moderator, colleague) = (app.moderator("31").await, app.moderator("3101").await);
    let (buyer, needs, items) = waiting(&app, &moderator, 2).await;
    let input = json!({ "act": "REFUSE", "items": items, "reasonCode": "DUPLICATE",
        "note": "请合并为一条需求" });
    let batch = started(&moderator, &input).await;

    end(&colleague, "moderationBatchApply", &batch).await.denied("NOT_FOUND");
    end(&moderator, "moderationBatchApply", &batch).await.ok();
    app.settle().await;

    for need in &needs {
        let told = buyer.sees_need(need).await;
        assert_eq!(told["state"], "REFUSED");
        assert_eq!(told["changeRequest"]["note"], "请合并为一条需求");
    }
    end(&moderator, "moderationBatchUndo", &batch).await.refused("moderation.batch_over");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_its_owner_takes_back_meanwhile_is_left_alone() {
    let app = TestApp::start().await;
    let moderator = app.moderator("31").await;
    let (buyer, needs, items) = waiting(&app, &moderator, 2).await;
    let batch = started(&moderator, &json!({ "act": "APPROVE", "items": items })).await;

    buyer.withdraw_need(&needs[0], "已线下处理").await.ok();
    let ended = end(&moderator, "moderationBatchApply", &batch).await.ok();
    app.settle().await;

    assert_eq!(ended.number("/moderationBatchApply/batch/refusedCount"), 1);
    assert_eq!(buyer.sees_need(&needs[0]).await["state"], "WITHDRAWN");
    assert_eq!(buyer.sees_need(&needs[1]).await["state"], "PUBLISHED");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_done_is_left_out_and_told() {
    let app = TestApp::start().await;
    let moderator = app.moderator("31").await;
    let (_, _, mut items) = waiting(&app, &moderator, 2).await;
    items[0]["revision"] = json!(7);

    let answer = start(&moderator, &json!({ "act": "APPROVE", "items": items })).await.ok();

    assert_eq!(answer.number("/moderationBatchStart/batch/count"), 1);
    let refused = &answer.list("/moderationBatchStart/refused")[0];
    assert_eq!(refused["problems"][0]["code"], "moderation.changed_meanwhile");
    // The other one is held by now, so a second act finds nothing to do.
    let again = start(&moderator, &json!({ "act": "APPROVE", "items": items })).await;
    again.refused("moderation.batch_empty");
    // Who may not decide one of them does not even learn that it exists.
    let elsewhere = app.moderator("33").await;
    let input = json!({ "act": "APPROVE", "items": items });
    start(&elsewhere, &input).await.denied("NOT_FOUND");
    preview(&elsewhere, &input).await.denied("NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread")]
async fn checks_are_given_to_a_colleague_and_taken_back() {
    let app = TestApp::start().await;
    let (moderator, colleague) = (app.moderator("31").await, app.moderator("3101").await);
    app.moderator("33").await;
    let (_, _, items) = waiting(&app, &moderator, 2).await;
    let listed = moderator.query("{ moderators { id name } }", json!({})).await;
    // Whoever decides elsewhere is not offered.
    assert_eq!(listed.list("/moderators").len(), 2);
    let to = |email: &str| {
        let sql = format!("SELECT id FROM accounts WHERE email = '{email}'");
        let app = &app;
        async move { app.text(&sql).await }
    };
    let (theirs, foreign) =
        (to("moderator-3101@example.org").await, to("moderator-33@example.org").await);

    let nobody = json!({ "act": "ASSIGN", "items": items, "assignTo": foreign });
    start(&moderator, &nobody).await.refused("moderation.assignee_unknown");
    let input = json!({ "act": "ASSIGN", "items": items, "assignTo": theirs });
    let batch = started(&moderator, &input).await;

    let mine = "{ changeRequests(filter: { mine: true }) { nodes { id assignedTo } } }";
    assert_eq!(colleague.query(mine, json!({})).await.list("/changeRequests/nodes").len(), 2);
    end(&moderator, "moderationBatchUndo", &batch).await.ok();
    assert!(colleague.query(mine, json!({})).await.list("/changeRequests/nodes").is_empty());
}
