//! 审计记录: every step leaves a line, read by audit administrators only.

use crate::support::TestApp;
use serde_json::json;

const TEXT: &str = "query($subject: ID, $first: Int, $after: String) {
    auditEntries(subjectId: $subject, first: $first, after: $after) {
        nodes { actorName action subjectKind subjectId }
        pageInfo { hasNextPage endCursor } } }";

#[tokio::test(flavor = "multi_thread")]
async fn every_step_of_a_need_is_recorded_with_who_took_it() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&id).await;
    app.settle().await;
    buyer.withdraw_need(&id, "生产计划有变化").await.ok();

    let answer = app.administrator().await.query(TEXT, json!({ "subject": id })).await;

    let actions = answer.texts("/auditEntries/nodes", "action");
    assert_eq!(actions, ["demands.withdraw", "demands.publish", "demands.post"], "newest first");
    let actors = answer.texts("/auditEntries/nodes", "actorName");
    assert!(actors[0].contains("青浦纸业"), "{actors:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_the_administrators_alone_and_paged() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    for number in 0..5 {
        buyer.posts_need(&json!({ "requestKey": format!("form-{number}") })).await;
    }
    let administrator = app.administrator().await;

    app.visitor().query(TEXT, json!({})).await.denied("UNAUTHENTICATED");
    buyer.query(TEXT, json!({})).await.denied("FORBIDDEN");
    for who in [
        app.moderator("31").await,
        app.system_administrator().await,
        app.security_administrator().await,
    ] {
        who.query(TEXT, json!({})).await.denied("FORBIDDEN");
    }
    let whole = administrator.query(TEXT, json!({ "first": 100 })).await;
    let (mut seen, mut after) = (Vec::new(), json!(null));
    loop {
        let page = administrator.query(TEXT, json!({ "first": 3, "after": after })).await;
        seen.extend(page.list("/auditEntries/nodes").iter().cloned());
        let info = page.get("/auditEntries/pageInfo");
        after = info["endCursor"].clone();
        if info["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(&seen, whole.list("/auditEntries/nodes"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_reaches_the_log() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    app.visitor().sign_in(&person.email, "Wrong-Secret-77").await;

    let leaks = "SELECT count(*) FROM audit_entries WHERE \
        COALESCE(CAST(before AS text), '') || COALESCE(CAST(after AS text), '') LIKE '%argon2%' \
        OR COALESCE(CAST(after AS text), '') LIKE '%Abc-12345%' \
        OR COALESCE(CAST(after AS text), '') LIKE '%Wrong-Secret%'";

    assert_eq!(app.count(leaks).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_removed_or_added_line_breaks_the_chain() {
    use commons::audit::seal;
    use sea_orm::ConnectionTrait;
    for (tampering, is_sound) in [
        ("UPDATE audit_entries SET request_id = request_id", true),
        ("UPDATE audit_entries SET action = 'demands.never' WHERE seq = 2", false),
        ("DELETE FROM audit_entries WHERE seq = 2", false),
        ("UPDATE audit_seals SET digest = 'x' WHERE position = 2", false),
        ("DELETE FROM audit_seals WHERE position = 2", false),
    ] {
        let app = TestApp::start().await;
        let buyer = app.enterprise("青浦纸业有限公司").await;
        buyer.posts_need(&json!({})).await;
        app.settle().await;
        let (sealed, broken) = seal::verify(app.db()).await.unwrap();
        assert_eq!((sealed, broken), (4, Vec::new()));

        app.db().for_migrations().execute_unprepared(tampering).await.unwrap();

        let (_, broken) = seal::verify(app.db()).await.unwrap();
        assert_eq!(broken.is_empty(), is_sound, "{tampering}: {broken:?}");
    }
}
