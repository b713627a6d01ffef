//! 凭据: forgotten passwords, changed passwords, changed addresses.

use crate::support::{Actor, Browser, PASSWORD, TestApp};
use chrono::Duration;
use serde_json::json;

const NEW: &str = "Quiet-River-42";

async fn ask_reset(app: &TestApp, email: &str) {
    let input = json!({ "email": email });
    app.visitor().mutate("passwordResetRequest", "", &input).await.ok();
}

async fn reset(who: &mut Browser<'_>, token: &str, password: &str) -> Vec<String> {
    let input = json!({ "token": token, "password": password });
    who.mutate("passwordReset", "", input).await.problems()
}

/// The token of the last mail with a link.
async fn last_token(app: &TestApp, email: &str) -> String {
    let letters = app.letters_to(email).await;
    letters.iter().rev().find(|it| it.text.contains('#')).expect("a mail with a link").token()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_password_is_set_anew_by_a_link_that_works_once() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut old_device = Browser::new(&app);
    old_device.sign_in(&person.email, PASSWORD).await.ok();
    for _ in 0..5 {
        Browser::new(&app).sign_in(&person.email, "Wrong-1-word").await;
    }

    ask_reset(&app, &person.email).await;
    let token = last_token(&app, &person.email).await;
    let mut browser = Browser::new(&app);
    assert_eq!(reset(&mut browser, &token, NEW).await, [""; 0]);

    assert_eq!(reset(&mut browser, &token, NEW).await, ["mail_links.over"], "once");
    assert!(!old_device.refreshes().await, "every session has ended");
    browser.sign_in(&person.email, NEW).await.ok();
    Browser::new(&app).sign_in(&person.email, PASSWORD).await.refused("sessions.wrong_credentials");
    let told = app.letters_to(&person.email).await;
    assert!(told.iter().any(|it| it.text.contains("密码已经修改")), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_a_link_tells_nothing_and_costs_the_same() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    app.settle().await;
    let jobs = "SELECT count(*) FROM jobs";

    let ask = async |email: &str| {
        let input = json!({ "email": email });
        app.visitor().mutate("passwordResetRequest", "", &input).await.ok()
    };
    let known = ask(&person.email).await;
    assert_eq!(app.count(jobs).await, 1);
    let unknown = ask("nobody@example.org").await;
    assert_eq!(app.count(jobs).await, 2, "the same was written");

    assert_eq!(known.body, unknown.body);
    ask(&person.email).await;
    assert_eq!(app.count(jobs).await, 2, "nobody is flooded with mails");
    assert_eq!(ask("no address at all").await.body, known.body);
    assert!(app.letters_to("nobody@example.org").await.is_empty());
    assert_eq!(app.count("SELECT count(*) FROM mail_links").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_leads_to_our_own_address_whatever_host_was_asked() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let text = "mutation($email: String!) { passwordResetRequest(input: { email: $email }) { problems { code } } }";
    let body = json!({ "query": text, "variables": { "email": person.email } });

    let asked = app.http().post(app.address("/graphql")).json(&body);
    let asked = asked.header("host", "evil.example").header("x-forwarded-host", "evil.example");
    let asked = asked.header("forwarded", "host=evil.example");
    assert_eq!(asked.send().await.unwrap().status(), 200);

    let letters = app.letters_to(&person.email).await;
    let letter = letters.iter().rev().find(|it| it.text.contains('#')).expect("a mail with a link");
    assert!(!letter.text.contains("evil.example"), "{letter:?}");
    assert!(letter.text.contains(&app.address("/workspace/password-reset#")), "{letter:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_over_after_half_an_hour_and_cannot_be_made_up() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    ask_reset(&app, &person.email).await;
    let token = last_token(&app, &person.email).await;
    let mut browser = Browser::new(&app);
    let over = ["mail_links.over"];

    let (id, word) = token.split_once('.').unwrap();
    for forged in ["", ".", id, &format!("{id}."), &format!("{id}.{}", "A".repeat(43)), word] {
        assert_eq!(reset(&mut browser, forged, NEW).await, over, "{forged}");
    }
    assert_eq!(reset(&mut browser, &token, "short").await.len(), 2, "rules hold here as well");
    app.db().clock().advance(Duration::minutes(30));
    assert_eq!(reset(&mut browser, &token, NEW).await, over);
    let kept = format!("SELECT count(*) FROM mail_links WHERE id LIKE '%{word}%'");
    assert_eq!(app.count(&kept).await, 0, "the word is kept nowhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_changed_by_who_knows_the_old_one() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut here = Browser::new(&app);
    here.sign_in(&person.email, PASSWORD).await.ok();
    let mut elsewhere = Browser::new(&app);
    elsewhere.sign_in(&person.email, PASSWORD).await.ok();
    let mut change = async |old: &str, new: &str| {
        let input = json!({ "password": old, "newPassword": new });
        here.mutate("passwordChange", "", input).await.problems()
    };

    assert_eq!(change("Wrong-1-word", NEW).await, ["sessions.wrong_password"]);
    assert_eq!(change(PASSWORD, PASSWORD).await, ["credentials.same_password"]);
    assert_eq!(change(PASSWORD, "Greenbridge@2026").await, ["auth.password_too_common"]);
    assert_eq!(change(PASSWORD, NEW).await, [""; 0]);

    assert!(here.refreshes().await);
    assert!(!elsewhere.refreshes().await);
    Browser::new(&app).sign_in(&person.email, NEW).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thief_of_a_session_cannot_guess_the_password_in_it() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    for _ in 0..5 {
        let input = json!({ "password": "Wrong-1-word", "newPassword": NEW });
        person.mutate("passwordChange", "", &input).await.refused("sessions.wrong_password");
    }

    let input = json!({ "password": PASSWORD, "newPassword": NEW });
    person.mutate("passwordChange", "", &input).await.refused("sessions.wrong_password");
    app.visitor().sign_in(&person.email, PASSWORD).await.ok();
}

async fn ask_email(who: &Actor, new_email: &str) -> Vec<String> {
    let input = json!({ "password": PASSWORD, "newEmail": new_email });
    who.mutate("emailChange", "", &input).await.problems()
}

async fn confirm(app: &TestApp, token: &str) -> Option<bool> {
    let input = json!({ "token": token });
    let answer = app.visitor().mutate("emailChangeConfirm", "isChanged", &input).await;
    if answer.problems().is_empty() {
        return answer.get("/emailChangeConfirm/isChanged").as_bool();
    }
    answer.refused("mail_links.over");
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_address_is_confirmed_by_the_old_and_the_new_one() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let (old, new) = (person.email.clone(), "zhang.new@example.org");
    assert_eq!(ask_email(&person, " Zhang.New@example.org ").await, [""; 0]);
    let from_new = last_token(&app, new).await;
    let from_old = last_token(&app, &old).await;

    assert_eq!(confirm(&app, &from_new).await, Some(false));
    app.visitor().sign_in(new, PASSWORD).await.refused("sessions.wrong_credentials");
    assert_eq!(confirm(&app, &from_new).await, None, "one side does not count twice");
    assert_eq!(confirm(&app, &from_old).await, Some(true));

    app.visitor().sign_in(new, PASSWORD).await.ok();
    app.visitor().sign_in(&old, PASSWORD).await.refused("sessions.wrong_credentials");
    let told = app.letters_to(&old).await;
    assert!(told.iter().any(|it| it.text.contains("已经更换登录邮箱")), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_somebody_else_is_not_taken_and_not_betrayed() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let other = app.enterprise("松江化工有限公司").await;

    assert_eq!(ask_email(&person, &other.email).await, [""; 0], "as for any other address");
    assert_eq!(ask_email(&person, &person.email).await, ["credentials.same_email"]);
    assert_eq!(ask_email(&person, "no address").await, ["credentials.email_form"]);

    let told = app.letters_to(&other.email).await;
    assert!(told.last().unwrap().text.contains("已经有账号"), "{told:?}");
    assert!(!told.last().unwrap().text.contains('#'), "no link");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_wish_makes_the_links_of_an_earlier_one_worthless() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    ask_email(&person, "first@example.org").await;
    let first = last_token(&app, "first@example.org").await;
    let first_old = last_token(&app, &person.email).await;
    ask_email(&person, "second@example.org").await;
    let second = last_token(&app, "second@example.org").await;

    assert_eq!(confirm(&app, &first).await, None);
    assert_eq!(confirm(&app, &first_old).await, None);
    assert_eq!(confirm(&app, &second).await, Some(false));
    app.db().clock().advance(Duration::hours(24));
    let late = last_token(&app, &person.email).await;
    assert_eq!(confirm(&app, &late).await, None, "over after a day");
}
