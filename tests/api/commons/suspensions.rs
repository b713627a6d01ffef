//! 暂停的申诉和历史: another person looks at it, once; what was is listed.

use crate::support::{Actor, Answer, TestApp};
use serde_json::{Value, json};

const REASON: &str = "所列需求均已签订合同，有附件为证，请复核";

async fn organisation_of(owner: &Actor) -> String {
    let answer = owner.query("{ viewer { organisation { id } } }", json!({})).await;
    answer.text("/viewer/organisation/id")
}

async fn suspend(moderator: &Actor, id: &str) {
    let input = json!({ "organisationId": id, "appeal": "十日内在工作台申诉",
        "reason": "多次发布虚假需求，依据平台规则第十二条" });
    moderator.mutate("organisationSuspend", "suspension { id }", &input).await.ok();
}

async fn appeal(owner: &Actor, text: &str) -> Answer {
    owner.mutate("suspensionAppeal", "suspension { id mayAppeal }", &json!({ "text": text })).await
}

async fn history(who: &Actor, id: &str) -> Answer {
    let text = format!(
        "{{ suspensions(organisationId: \"{id}\") {{ id endedAt endNote mayAppeal
         appealRequest {{ state note }} }} }}"
    );
    who.query(&text, json!({})).await
}

/// A suspended enterprise whose owner has appealed: owner, organisation, the check.
async fn appealed(app: &TestApp, moderator: &Actor) -> (Actor, String, (String, i64)) {
    let owner = app.enterprise("青浦纸业有限公司").await;
    let id = organisation_of(&owner).await;
    suspend(moderator, &id).await;
    let owner = owner.signed_in_as(&owner.email).await;
    appeal(&owner, "不服").await.refused("suspensions.appeal_text_length");
    let taken = appeal(&owner, REASON).await.ok();
    assert_eq!(taken.get("/suspensionAppeal/suspension/mayAppeal"), &Value::Bool(false));
    let colleague = app.moderator("3101").await;
    let check = colleague.check_of(&taken.text("/suspensionAppeal/suspension/id")).await;
    (owner, id, check)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appeal_is_decided_by_another_moderator_and_lifts_the_suspension() {
    let app = TestApp::start().await;
    let (first, second) = (app.moderator("31").await, app.moderator("3101").await);
    let (owner, id, (check, revision)) = appealed(&app, &first).await;

    appeal(&owner, REASON).await.refused("suspensions.appealed_already");
    first.approve(&check, revision).await.refused("moderation.needs_another");
    second.approve(&check, revision).await.ok();
    app.settle().await;

    owner.signed_in_as(&owner.email).await.post_need(&json!({})).await.ok();
    let listed = history(&owner, &id).await;
    assert!(listed.text("/suspensions/0/endNote").contains("申诉成立"), "{listed:?}");
    assert_eq!(listed.text("/suspensions/0/appealRequest/state"), "APPROVED");
    appeal(&owner, REASON).await.refused("suspensions.not_suspended");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_appeal_leaves_the_suspension_and_is_told() {
    let app = TestApp::start().await;
    let (first, second) = (app.moderator("31").await, app.moderator("3101").await);
    let (owner, id, (check, revision)) = appealed(&app, &first).await;

    second.refuse(&check, revision, "INCOMPLETE", "附件与所列需求无关").await.ok();
    app.settle().await;

    owner.post_need(&json!({})).await.refused("memberships.suspended");
    let told = owner.query("{ notices { nodes { title } } }", json!({})).await;
    assert!(told.texts("/notices/nodes", "title").contains(&"暂停申诉未获支持".to_owned()));
    let listed = history(&owner, &id).await;
    assert_eq!(listed.text("/suspensions/0/appealRequest/note"), "附件与所列需求无关");
    appeal(&owner, REASON).await.refused("suspensions.appealed_already");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_is_listed_and_a_suspension_that_ends_takes_its_appeal_along() {
    let app = TestApp::start().await;
    let first = app.moderator("31").await;
    let (owner, id, (check, revision)) = appealed(&app, &first).await;
    let restore = json!({ "organisationId": id, "note": "已经整改完成" });
    first.mutate("organisationRestore", "suspension { id }", &restore).await.ok();
    app.db().clock().advance(chrono::Duration::minutes(1));
    suspend(&first, &id).await;

    let colleague = app.moderator("3101").await;
    colleague.approve(&check, revision).await.refused("moderation.already_decided");
    for who in [&owner.signed_in_as(&owner.email).await, &first] {
        let listed = history(who, &id).await;
        assert_eq!(listed.get("/suspensions").as_array().unwrap().len(), 2);
        assert!(listed.get("/suspensions/0/endedAt").is_null(), "the newest first");
        assert_eq!(listed.text("/suspensions/1/endNote"), "已经整改完成");
    }
    history(&app.enterprise("吴江纺织有限公司").await, &id).await.denied("NOT_FOUND");
    history(&app.moderator("33").await, &id).await.denied("NOT_FOUND");
}
