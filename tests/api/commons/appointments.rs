//! 任命: two people make a third one staff, and three administrators are three persons.

use crate::support::{Actor, Answer, TestApp, given};
use kernel::{MemberRole, OrganisationKind, Role};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

const FIELDS: &str = "appointment { id state role personName proposedBy decidedBy }";
const ADMINISTRATORS: [&str; 3] =
    ["SYSTEM_ADMINISTRATOR", "SECURITY_ADMINISTRATOR", "AUDIT_ADMINISTRATOR"];

/// A person of the operator, not yet staff.
async fn newcomer(app: &TestApp, email: &str) -> Actor {
    let operator = given::organisation(app, OrganisationKind::Operator, "31").await;
    app.account(email, Role::Member, Some((operator.id, MemberRole::Viewer)), None).await
}

async fn propose(who: &Actor, email: &str, role: &str, region: Value) -> Answer {
    let input = json!({ "email": email, "role": role, "regionCode": region });
    who.mutate("appointmentPropose", FIELDS, &input).await
}

async fn decide(who: &Actor, verb: &str, id: &str) -> Answer {
    who.mutate(verb, FIELDS, &json!({ "appointmentId": id })).await
}

async fn appointed(app: &TestApp, who: &str, role: &str) -> Actor {
    let person = newcomer(app, who).await;
    let system = app.system_administrator().await;
    let security = app.security_administrator().await;
    let proposed = propose(&system, who, role, Value::Null).await.ok();
    let id = proposed.text("/appointmentPropose/appointment/id");
    decide(&security, "appointmentConfirm", &id).await.ok();
    person.signed_in_as(who).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_takes_effect_when_another_person_has_confirmed_it() {
    let app = TestApp::start().await;
    let person = newcomer(&app, "li@example.org").await;
    let system = app.system_administrator().await;
    let security = app.security_administrator().await;
    let role = "{ viewer { role region { code } } }";

    let proposed = propose(&system, " Li@example.org ", "MODERATOR", json!("32")).await.ok();
    let before = person.signed_in_as("li@example.org").await.query(role, json!({})).await;
    let id = proposed.text("/appointmentPropose/appointment/id");
    let confirmed = decide(&security, "appointmentConfirm", &id).await.ok();
    let after = person.signed_in_as("li@example.org").await.query(role, json!({})).await;

    assert_eq!(before.text("/viewer/role"), "MEMBER");
    assert_eq!(confirmed.text("/appointmentConfirm/appointment/state"), "CONFIRMED");
    assert_eq!(after.text("/viewer/role"), "MODERATOR");
    assert_eq!(after.text("/viewer/region/code"), "32");
    let open = "SELECT count(*) FROM sessions s JOIN accounts a ON a.id = s.account_id \
                WHERE a.email = 'li@example.org' AND s.ended_at IS NULL";
    assert_eq!(app.count(open).await, 1, "what they were signed in to before has ended");
    let account = app.text("SELECT id FROM accounts WHERE email = 'li@example.org'").await;
    let log = app.audited(&account).await;
    assert!(log.contains(&"appointments.propose".to_owned()), "{log:?}");
    assert!(log.contains(&"appointments.confirm".to_owned()), "{log:?}");
    decide(&security, "appointmentRefuse", &id).await.refused("appointments.decided");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_appointment_changes_nothing_and_may_be_proposed_again() {
    let app = TestApp::start().await;
    let person = newcomer(&app, "li@example.org").await;
    let system = app.system_administrator().await;
    let security = app.security_administrator().await;

    let role = "AUDIT_ADMINISTRATOR";
    let id = propose(&system, &person.email, role, Value::Null).await.ok();
    let id = id.text("/appointmentPropose/appointment/id");
    propose(&system, &person.email, role, Value::Null).await.refused("appointments.open");
    decide(&security, "appointmentRefuse", &id).await.ok();

    let seen = person.query("{ viewer { role } }", json!({})).await;
    assert_eq!(seen.text("/viewer/role"), "MEMBER");
    propose(&system, &person.email, role, Value::Null).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_appoints_themselves_or_out_of_turn() {
    let app = TestApp::start().await;
    let person = newcomer(&app, "li@example.org").await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let system = app.system_administrator().await;
    let security = app.security_administrator().await;
    let role = "AUDIT_ADMINISTRATOR";

    propose(&system, &system.email, role, Value::Null).await.refused("appointments.oneself");
    propose(&system, &buyer.email, role, Value::Null).await.refused("appointments.market_member");
    propose(&system, &person.email, "MODERATOR", Value::Null)
        .await
        .refused("appointments.region_missing");
    propose(&system, &person.email, "MEMBER", Value::Null).await.refused("appointments.not_staff");
    propose(&security, &person.email, role, Value::Null).await.denied("FORBIDDEN");
    let id = propose(&system, &person.email, role, Value::Null).await.ok();
    let id = id.text("/appointmentPropose/appointment/id");
    for who in [&system, &buyer, &person, &app.administrator().await, &app.moderator("31").await] {
        decide(who, "appointmentConfirm", &id).await.denied("FORBIDDEN");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_one_administrator_is_never_another() {
    let app = TestApp::start().await;
    appointed(&app, "li@example.org", "AUDIT_ADMINISTRATOR").await;
    let system = app.visitor().signed_in_as("system@example.org").await;

    for role in ADMINISTRATORS {
        let answer = propose(&system, "li@example.org", role, Value::Null).await;
        let told = answer.problems();
        assert!(told.contains(&"appointments.other_kind".to_owned()), "{role}: {told:?}");
    }
    // Even once the role has been taken from them.
    let demote = "UPDATE accounts SET role = 'MEMBER' WHERE email = 'li@example.org'";
    app.db().for_migrations().execute_unprepared(demote).await.unwrap();
    let answer = propose(&system, "li@example.org", "SYSTEM_ADMINISTRATOR", Value::Null).await;
    answer.refused("appointments.other_kind");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_refuses_a_second_administrator_kind_for_ever() {
    let app = TestApp::start().await;
    appointed(&app, "li@example.org", "AUDIT_ADMINISTRATOR").await;
    let of = |email: &str| format!("(SELECT id FROM accounts WHERE email = '{email}')");
    let who = of("li@example.org");
    let appoint = |id: &str, role: &str, by: &str, then: &str| {
        format!(
            "INSERT INTO appointments (id, account_id, role, state, proposed_by, proposed_at, \
             decided_by, decided_at) SELECT '{id}', {who}, '{role}', 'CONFIRMED', {by}, created_at, \
             {then}, created_at FROM accounts WHERE email = 'li@example.org'"
        )
    };
    let (system, security) = (of("system@example.org"), of("security@example.org"));
    let change = |set: &str| format!("UPDATE accounts SET {set} WHERE email = 'li@example.org'");
    let before = app.text("SELECT role FROM accounts WHERE email = 'li@example.org'").await;

    for forbidden in [
        appoint("apt_2", "SYSTEM_ADMINISTRATOR", &system, &security),
        appoint("apt_3", "SECURITY_ADMINISTRATOR", "NULL", "NULL"),
        appoint("apt_4", "MODERATOR", &who, &security),
        appoint("apt_5", "MODERATOR", &system, &system),
        change("role = 'SYSTEM_ADMINISTRATOR'"),
        change("role = 'SECURITY_ADMINISTRATOR'"),
        change("role = 'ADMINISTRATOR'"),
        format!("UPDATE appointments SET role = 'SYSTEM_ADMINISTRATOR' WHERE account_id = {who}"),
        format!("UPDATE appointments SET state = 'REFUSED' WHERE account_id = {who}"),
        format!("DELETE FROM appointments WHERE account_id = {who}"),
        "INSERT INTO accounts (id, email, password_hash, display_name, role, created_at) \
         SELECT 'acc_x', 'x@example.org', 'x', 'x', 'SYSTEM_ADMINISTRATOR', created_at \
         FROM accounts WHERE email = 'li@example.org'"
            .to_owned(),
    ] {
        let done = app.db().for_migrations().execute_unprepared(&forbidden).await;
        assert!(done.is_err(), "{forbidden}");
    }

    let after = app.text("SELECT role FROM accounts WHERE email = 'li@example.org'").await;
    assert_eq!((before.as_str(), after), ("AUDIT_ADMINISTRATOR", before.clone()));
    assert_eq!(
        app.count(&format!("SELECT count(*) FROM appointments WHERE account_id = {who}")).await,
        1
    );
}
