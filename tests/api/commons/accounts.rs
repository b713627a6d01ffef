//! 账号: signing in with a password.

use crate::support::{Actor, TestApp};
use chrono::Duration;
use kernel::Role;
use serde_json::json;

const PASSWORD: &str = "Abc-12345-xyz";

/// A person who signs in as zhang@example.org.
async fn account(app: &TestApp) -> Actor {
    app.account("zhang@example.org", Role::Member, None, None).await
}

async fn signs_in(who: &Actor, email: &str, password: &str) -> bool {
    let answer = who.sign_in(email, password).await;
    if answer.problems().is_empty() {
        return true;
    }
    answer.refused("sessions.wrong_credentials");
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_unknown_addresses_and_locked_accounts_answer_the_same() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    account(&app).await;

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
    account(&app).await;
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
    account(&app).await;
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
    let app = TestApp::start_with(&[("GREENBRIDGE_RATE_SIGN_IN", "4/min")]).await;
    account(&app).await;

    for _ in 0..3 {
        app.visitor()
            .sign_in("zhang@example.org", "wrong")
            .await
            .refused("sessions.wrong_credentials");
    }
    app.visitor().sign_in("zhang@example.org", PASSWORD).await.denied("LIMIT_EXCEEDED");

    app.db().clock().advance(Duration::minutes(1));
    app.visitor().sign_in("zhang@example.org", PASSWORD).await.ok();
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
