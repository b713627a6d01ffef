//! 账号: registering, and signing in with a password.

use crate::support::{Actor, Answer, TestApp, given};
use chrono::Duration;
use serde_json::{Value, json};

const PASSWORD: &str = "Abc-12345-xyz";

fn registration(app: &TestApp, changes: &Value) -> Value {
    let mut input = json!({
        "organisationKind": "ENTERPRISE",
        "organisationName": "青浦纸业有限公司",
        "creditCode": app.next_credit_code("310118"),
        "regionCode": "310118",
        "email": "zhang@example.org",
        "password": PASSWORD,
        "displayName": "张经理",
    });
    for (key, value) in changes.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    input
}

async fn register(app: &TestApp, changes: &Value) -> Answer {
    let input = registration(app, changes);
    let fields =
        "viewer { id email displayName role organisation { name kind creditCode } } accessToken";
    app.visitor().mutate("accountRegister", fields, &input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_registers_and_is_signed_in_for_their_organisation() {
    let app = TestApp::start().await;

    let answer = register(&app, &json!({ "email": " Zhang@Example.ORG " })).await.ok();

    let viewer = answer.get("/accountRegister/viewer");
    assert_eq!(viewer["email"], "zhang@example.org");
    assert_eq!(viewer["role"], "MEMBER");
    assert_eq!(viewer["organisation"]["kind"], "ENTERPRISE");
    let person = app.visitor().with_token(answer.text("/accountRegister/accessToken"));
    let seen = person.query("{ viewer { displayName } }", json!({})).await;
    assert_eq!(seen.text("/viewer/displayName"), "张经理");
    let id = viewer["id"].as_str().unwrap();
    assert_eq!(app.audited(id).await, ["accounts.register", "accounts.sign_in"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_of_a_registration_is_named_at_once() {
    let app = TestApp::start().await;

    let wrong = json!({
        "organisationKind": "REGULATOR", "organisationName": "绿", "creditCode": "91310118XY0000001I",
        "regionCode": "99", "email": "nobody", "password": "short", "displayName": " ",
    });
    let answer = register(&app, &wrong).await;

    let problems = answer.list("/accountRegister/problems");
    let mut paths: Vec<_> = problems.iter().map(|it| it["path"][0].as_str().unwrap()).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(
        paths,
        [
            "creditCode",
            "displayName",
            "email",
            "organisationKind",
            "organisationName",
            "password",
            "regionCode"
        ]
    );
    assert!(problems.iter().all(|it| !it["message"].as_str().unwrap().is_ascii()), "in Chinese");
    assert_eq!(app.count("SELECT count(*) FROM accounts").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_and_one_organisation_have_one_account() {
    let app = TestApp::start().await;
    let code = app.next_credit_code("310118");
    register(&app, &json!({ "creditCode": code })).await.ok();

    let other_firm = register(&app, &json!({ "organisationName": "松江化工有限公司" })).await;
    let same_firm = register(&app, &json!({ "creditCode": code, "email": "li@example.org" })).await;
    let other_name = json!({ "creditCode": code, "email": "li@example.org", "organisationName": "别的有限公司" });

    other_firm.refused("accounts.email_taken");
    same_firm.refused("accounts.organisation_taken");
    assert!(!register(&app, &other_name).await.problems().is_empty());
    assert_eq!(app.count("SELECT count(*) FROM accounts").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM organisations").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_firm_of_a_list_is_taken_over_by_its_name_and_code_only() {
    let app = TestApp::start().await;
    let listed = given::provider(&app, "绿源环境服务有限公司").write().await;
    let code = listed.credit_code.unwrap();
    let input = json!({ "organisationKind": "PROVIDER", "creditCode": code });

    let mut wrong_name = input.clone();
    wrong_name["organisationName"] = "蓝天环保科技有限公司".into();
    register(&app, &wrong_name).await.refused("accounts.name_differs");
    let mut right_name = input;
    right_name["organisationName"] = "绿源环境服务有限公司".into();
    register(&app, &right_name).await.ok();
    app.settle().await;

    assert_eq!(app.count("SELECT count(*) FROM organisations").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM providers").await, 1, "its page is the listed one");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_registrations_of_one_address_at_once_are_one_account() {
    let app = TestApp::start().await;
    let same = json!({});

    let answers = futures::future::join_all((0..4).map(|_| register(&app, &same))).await;

    let welcome = answers.iter().filter(|it| it.problems().is_empty()).count();
    assert_eq!(welcome, 1, "{answers:#?}");
    assert_eq!(app.count("SELECT count(*) FROM accounts").await, 1);
}

async fn signs_in(who: &Actor, email: &str, password: &str) -> bool {
    let answer = who.sign_in(email, password).await;
    if answer.problems().is_empty() {
        return true;
    }
    answer.refused("accounts.wrong_credentials");
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_unknown_addresses_and_locked_accounts_answer_the_same() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    register(&app, &json!({})).await.ok();

    let wrong = visitor.sign_in("zhang@example.org", "wrong").await;
    let unknown = visitor.sign_in("nobody@example.org", PASSWORD).await;
    let nonsense = visitor.sign_in("' OR 1=1 --", &"x".repeat(10_000)).await;

    assert_eq!(wrong.body, unknown.body);
    assert_eq!(wrong.body, nonsense.body);
    assert!(signs_in(&visitor, "ZHANG@example.org", PASSWORD).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_passwords_lock_an_account_for_half_an_hour() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    register(&app, &json!({})).await.ok();
    let email = "zhang@example.org";

    for _ in 0..5 {
        assert!(!signs_in(&visitor, email, "wrong").await);
    }

    assert!(!signs_in(&visitor, email, PASSWORD).await, "locked");
    app.db().clock().advance(Duration::minutes(30) - Duration::seconds(1));
    assert!(!signs_in(&visitor, email, PASSWORD).await, "still locked");
    app.db().clock().advance(Duration::seconds(1));
    assert!(signs_in(&visitor, email, PASSWORD).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_password_forgives_the_wrong_ones_before_it() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    register(&app, &json!({})).await.ok();
    let email = "zhang@example.org";

    for _ in 0..3 {
        for _ in 0..4 {
            assert!(!signs_in(&visitor, email, "wrong").await);
        }
        assert!(signs_in(&visitor, email, PASSWORD).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tries_from_one_address_are_limited() {
    let limits = [("GREENBRIDGE_RATE_SIGN_IN", "3/min"), ("GREENBRIDGE_RATE_REGISTER", "2/h")];
    let app = TestApp::start_with(&limits).await;

    for number in 0..2 {
        register(&app, &json!({ "email": format!("p{number}@example.org") })).await;
    }
    register(&app, &json!({ "email": "p3@example.org" })).await.denied("LIMIT_EXCEEDED");
    for _ in 0..3 {
        app.visitor()
            .sign_in("p0@example.org", "wrong")
            .await
            .refused("accounts.wrong_credentials");
    }
    app.visitor().sign_in("p0@example.org", PASSWORD).await.denied("LIMIT_EXCEEDED");

    app.db().clock().advance(Duration::minutes(1));
    app.visitor().sign_in("p0@example.org", PASSWORD).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_by_one_account_are_limited() {
    let app = TestApp::start_with(&[("GREENBRIDGE_RATE_MUTATIONS", "2/min")]).await;
    let buyer = app.enterprise("青浦纸业有限公司").await;

    for number in 0..2 {
        buyer.post_need(&json!({ "requestKey": format!("form-{number}") })).await.ok();
    }

    let refused = buyer.post_need(&json!({ "requestKey": "form-9" })).await;
    refused.denied("LIMIT_EXCEEDED");
    assert_eq!(refused.status, 429);
    app.visitor().finds("需求").await;
}
