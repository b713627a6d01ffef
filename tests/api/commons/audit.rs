//! 审计记录: every step leaves a line, read by audit administrators only, and nobody bends it.

use crate::support::{Actor, PASSWORD, TestApp};
use commons::audit::verify::{Broken, verify};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

const TEXT: &str = "query($filter: AuditFilterInput, $first: Int, $after: String) {
    auditEntries(filter: $filter, first: $first, after: $after) {
        nodes { id at actorName action subjectKind subjectId result address agent actedAs }
        pageInfo { hasNextPage endCursor } } }";

#[tokio::test(flavor = "multi_thread")]
async fn every_step_of_a_need_is_recorded_with_who_took_it() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&id).await;
    app.settle().await;
    buyer.withdraw_need(&id, "生产计划有变化").await.ok();

    let answer =
        app.administrator().await.query(TEXT, json!({ "filter": { "subjectId": id } })).await;

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

/// The actions that a filter finds, newest first.
async fn found(reader: &Actor, filter: Value) -> Vec<String> {
    let answer = reader.query(TEXT, json!({ "filter": filter, "first": 100 })).await;
    answer.texts("/auditEntries/nodes", "action")
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_found_by_who_what_when_whence_and_how_it_ended() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    let reader = app.administrator().await;
    app.db().clock().advance(chrono::Duration::days(1));
    buyer.withdraw_need(&id, "生产计划有变化").await.ok();

    assert_eq!(found(&reader, json!({ "action": "demands" })).await.len(), 2);
    assert_eq!(found(&reader, json!({ "action": "demands.post" })).await, ["demands.post"]);
    assert_eq!(found(&reader, json!({ "action": "demand" })).await, [""; 0], "whole names only");
    let own = found(&reader, json!({ "who": buyer.email })).await;
    assert!(own.contains(&"sessions.sign_in".to_owned()) && own.len() >= 3, "{own:?}");
    assert_eq!(found(&reader, json!({ "who": "nobody@example.org" })).await, [""; 0]);
    let second_day = json!({ "who": buyer.email, "from": "2026-11-22T00:00:00Z" });
    // Their token was over by then.
    assert_eq!(found(&reader, second_day).await, ["demands.withdraw", "sessions.sign_in"]);
    let first_day = json!({ "action": "demands", "to": "2026-11-22T00:00:00Z" });
    assert_eq!(found(&reader, first_day).await, ["demands.post"]);
    let here = json!({ "action": "demands", "address": "127.0.0.1", "result": "DONE" });
    assert_eq!(found(&reader, here).await.len(), 2);
    assert_eq!(found(&reader, json!({ "address": "10.9.8.7" })).await, [""; 0]);
    assert_eq!(found(&reader, json!({ "action": "demands", "result": "REFUSED" })).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_staff_and_members_were_refused_is_in_the_log() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let moderator = app.moderator("31").await;
    moderator.query(TEXT, json!({})).await.denied("FORBIDDEN");
    buyer.approve("chg_01KAEB2Y00TCXYTZ8F4XKEDQ6D", 1).await.denied("FORBIDDEN");
    // What a member may not read is hidden, and nobody is known here.
    buyer.query(TEXT, json!({})).await.denied("FORBIDDEN");
    app.visitor().query(TEXT, json!({})).await.denied("UNAUTHENTICATED");

    let reader = app.administrator().await;
    let refused = json!({ "filter": { "result": "REFUSED", "action": "requests" } });
    let answer = reader.query(TEXT, refused).await;

    let fields = answer.texts("/auditEntries/nodes", "subjectId");
    assert_eq!(fields, ["changeRequestApprove", "auditEntries"]);
    let roles = answer.texts("/auditEntries/nodes", "actedAs");
    assert_eq!(roles, ["MEMBER", "MODERATOR"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_proof_that_failed_is_in_the_log_as_refused() {
    let app = TestApp::start_with(&[("GREENBRIDGE_LOCK_FAILURES", "2")]).await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let reader = app.administrator().await;
    let refused = json!({ "action": "sessions", "result": "REFUSED" });

    for password in ["Wrong-1-word", "Wrong-2-word", PASSWORD] {
        app.visitor().sign_in(&person.email, password).await.refused("sessions.wrong_credentials");
    }
    let input = json!({ "password": "Wrong-1-word", "newPassword": "Quiet-River-42" });
    person.mutate("passwordChange", "", &input).await.refused("sessions.wrong_password");

    assert_eq!(
        found(&reader, refused).await,
        [
            "sessions.proof_failed",
            "sessions.sign_in_failed",
            "sessions.lock",
            "sessions.sign_in_failed"
        ],
        "also the right password of a locked account, newest first"
    );
    let done = found(&reader, json!({ "action": "sessions", "result": "DONE" })).await;
    assert!(done.iter().all(|it| it == "sessions.sign_in"), "{done:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_taken_out_by_its_reader_alone_and_that_is_logged() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    let reader = app.administrator().await;
    let get = async |actor: &Actor, path: &str| actor.get(path).await;

    let lines = get(&reader, &format!("/exports/audit.jsonl?subject={id}")).await;
    let table = get(&reader, "/exports/audit.csv?action=demands").await;

    assert_eq!(lines.status(), 200);
    let lines = lines.text().await.unwrap();
    let entry: Value = serde_json::from_str(lines.trim()).unwrap();
    assert_eq!(
        (&entry["action"], &entry["address"]),
        (&json!("demands.post"), &json!("127.0.0.1"))
    );
    let disposition = table.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    let table = table.text().await.unwrap();
    assert!(table.starts_with("\u{feff}编号,") && table.lines().count() == 2, "{table}");
    assert_eq!(found(&reader, json!({ "action": "audit.export" })).await.len(), 2);
    for (who, status) in [(&app.visitor(), 401), (&buyer, 403), (&app.moderator("31").await, 403)] {
        assert_eq!(get(who, "/exports/audit.csv").await.status(), status);
    }
    assert_eq!(get(&reader, "/exports/audit.csv?from=x").await.status(), 400);
}

/// An app with three days of log, each closed by a root.
async fn three_days() -> TestApp {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    for day in 0..3 {
        buyer.posts_need(&json!({ "requestKey": format!("form-{day}") })).await;
        app.advance(chrono::Duration::days(1)).await;
    }
    app
}

async fn broken(app: &TestApp) -> Vec<Broken> {
    verify(app.db(), &app.app().roots().read().unwrap()).await.unwrap().broken
}

async fn tamper(app: &TestApp, sql: &str) {
    app.db().for_migrations().execute_unprepared(sql).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_log_is_found_whole_and_each_day_has_its_root() {
    let app = three_days().await;
    let roots = app.app().roots().read().unwrap();

    let verdict = verify(app.db(), &roots).await.unwrap();

    assert_eq!((verdict.pending, verdict.broken), (0, Vec::new()));
    assert_eq!(verdict.roots, 4, "three days and the head");
    let days: Vec<_> = roots.iter().filter_map(|it| it.day).map(|it| it.to_string()).collect();
    assert_eq!(days, ["2026-11-21", "2026-11-22", "2026-11-23"]);
    app.settle().await;
    assert_eq!(app.app().roots().read().unwrap(), roots, "written once");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_done_to_the_log_is_found_and_named() {
    let whole = "UPDATE audit_entries SET request_id = request_id";
    let insert = "INSERT INTO audit_entries (seq, tx_id, at, role, action, subject_kind, subject_id) \
                  SELECT -1, tx_id, at, role, action, subject_kind, subject_id FROM audit_entries WHERE seq = 2";
    for (tampering, found) in [
        (whole, None),
        (
            "UPDATE audit_entries SET action = 'demands.never' WHERE seq = 2",
            Some(Broken::Changed(2)),
        ),
        ("UPDATE audit_entries SET result = 'REFUSED' WHERE seq = 2", Some(Broken::Changed(2))),
        ("UPDATE audit_entries SET form = 1 WHERE seq = 2", Some(Broken::Changed(2))),
        ("UPDATE audit_entries SET address = '10.0.0.1' WHERE seq = 2", Some(Broken::Changed(2))),
        ("DELETE FROM audit_entries WHERE seq = 2", Some(Broken::Removed(2))),
        ("UPDATE audit_seals SET digest = 'x' WHERE position = 2", Some(Broken::Changed(2))),
        ("DELETE FROM audit_seals WHERE position = 2", Some(Broken::SealMissing(2))),
        (insert, Some(Broken::Inserted(-1))),
    ] {
        let app = three_days().await;
        assert_eq!(broken(&app).await, Vec::new());

        tamper(&app, tampering).await;

        let broken = broken(&app).await;
        match found {
            None => assert_eq!(broken, Vec::new(), "{tampering}"),
            Some(found) => assert!(broken.contains(&found), "{tampering}: {broken:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tail_cut_off_and_a_chain_forged_anew_do_not_fit_the_roots() {
    let app = three_days().await;
    let last = app.count("SELECT max(position) FROM audit_seals").await;
    tamper(&app, &format!("DELETE FROM audit_entries WHERE seq IN (SELECT entry_seq FROM audit_seals WHERE position = {last})")).await;
    tamper(&app, &format!("DELETE FROM audit_seals WHERE position = {last}")).await;
    assert_eq!(broken(&app).await, [Broken::CutOff { last: last - 1, was: last }]);

    let app = three_days().await;
    tamper(&app, "UPDATE audit_entries SET action = 'demands.never' WHERE seq = 2").await;
    tamper(&app, "DELETE FROM audit_seals").await;
    commons::audit::seal::seal_next(app.db()).await.unwrap();
    let found = broken(&app).await;
    assert!(
        found.len() == 4 && found.iter().all(|it| matches!(it, Broken::Forged { .. })),
        "{found:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_root_that_was_taken_away_is_missed() {
    let app = three_days().await;
    let folder = app.app().settings().audit_roots.clone();

    std::fs::remove_file(folder.join("2026-11-22.json")).unwrap();

    let day = "2026-11-22".parse().unwrap();
    assert_eq!(broken(&app).await, [Broken::RootMissing(day)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_sealed_before_there_were_addresses_still_hold() {
    let app = TestApp::start().await;
    app.enterprise("青浦纸业有限公司").await;
    // As the first release left them: no seal yet, the columns of today at their defaults.
    tamper(&app, "UPDATE audit_entries SET form = 1, address = NULL, agent = NULL").await;
    app.settle().await;
    app.enterprise("嘉善机械有限公司").await;
    app.settle().await;

    assert_eq!(broken(&app).await, Vec::new());
    assert!(app.count("SELECT count(*) FROM audit_entries WHERE form = 2").await > 0);
}
