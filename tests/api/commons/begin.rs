//! 开局: what a real installation begins with, from the command line.

use crate::support::{Browser, TestApp};
use greenbridge::begin::{AdministratorKind, Begin, FoundedKind, begin};
use kernel::Error;
use serde_json::json;

const CHOSEN: &str = "Lan7-Quan3-Shui";

fn administrator(kind: AdministratorKind, email: &str) -> Begin {
    Begin::Administrator { kind, email: email.into(), name: "李管理".into() }
}

async fn problems(app: &TestApp, what: Begin) -> Vec<String> {
    match begin(app.app(), what).await {
        Err(Error::Problems(problems)) => problems.into_iter().map(|it| it.code.into()).collect(),
        other => panic!("{other:?}"),
    }
}

/// Sets a password by the link for a forgotten one, and signs in with it.
async fn first_sign_in<'a>(app: &'a TestApp, email: &str) -> Browser<'a> {
    let input = json!({ "email": email });
    app.visitor().mutate("passwordResetRequest", "", &input).await.ok();
    let letters = app.letters_to(email).await;
    let token = letters.iter().rev().find(|it| it.text.contains('#')).unwrap().token();
    let mut browser = Browser::new(app);
    let input = json!({ "token": token, "password": CHOSEN });
    browser.mutate("passwordReset", "", input).await.ok();
    browser.sign_in(email, CHOSEN).await.ok();
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_administrator_of_a_kind_is_begun_once_and_sets_their_own_password() {
    let app = TestApp::start().await;
    begin(app.app(), administrator(AdministratorKind::System, "li@example.org")).await.unwrap();

    first_sign_in(&app, "li@example.org").await;

    let again = administrator(AdministratorKind::System, "wang@example.org");
    assert_eq!(problems(&app, again).await, ["appointments.not_first"]);
    let same = administrator(AdministratorKind::Audit, "li@example.org");
    assert_eq!(problems(&app, same).await, ["accounts.email_taken"]);
    let nobody = administrator(AdministratorKind::Audit, "nobody");
    assert_eq!(problems(&app, nobody).await, ["accounts.email_form"]);
    let role = app.text("SELECT role FROM accounts WHERE email = 'li@example.org'").await;
    assert_eq!(role, "SYSTEM_ADMINISTRATOR");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_association_begins_with_an_owner_who_invites_the_others() {
    let app = TestApp::start().await;
    let association = Begin::Organisation {
        kind: FoundedKind::Association,
        name: "江苏省环境保护产业协会".into(),
        region: Some("32".into()),
        owner_email: "zhou@example.org".into(),
        owner_name: "周会长".into(),
    };
    begin(app.app(), association).await.unwrap();

    let mut owner = first_sign_in(&app, "zhou@example.org").await;

    let input = json!({ "email": "wu@example.org", "role": "EDITOR" });
    owner.mutate("invitationSend", "invitation { email }", input).await.ok();
}
