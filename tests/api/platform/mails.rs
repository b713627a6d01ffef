//! Mails to a real SMTP server, and what becomes of those it does not take.

use crate::support::peers::SmtpServer;
use crate::support::{Actor, TestApp, given};
use chrono::Duration;
use kernel::{MemberRole, OrganisationKind, Role};
use platform::jobs::ATTEMPTS;
use serde_json::json;

async fn app_with(server: &str) -> TestApp {
    let settings = [("SMTP_URL", server), ("GREENBRIDGE_MAIL_FROM", "绿桥 <no-reply@example.org>")];
    TestApp::start_with(&settings).await
}

/// A person of an enterprise with an address of their own.
async fn person(app: &TestApp, email: &str) -> Actor {
    let code = app.next_credit_code("310118");
    let kind = OrganisationKind::Enterprise;
    let firm = given::registered(app, kind, "青浦纸业有限公司", &code).await;
    app.account(email, Role::Member, Some((firm.id, MemberRole::Owner)), None).await
}

/// Posts a need and has it approved, so that its owner is told.
async fn published(app: &TestApp, email: &str) -> String {
    let id = person(app, email).await.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&id).await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_of_an_approved_need_is_told_by_mail() {
    let mut server = SmtpServer::start().await;
    let app = app_with(&server.url()).await;

    let id = published(&app, "zhang@example.org").await;
    app.settle().await;

    let mail = server.next().await;
    assert_eq!(mail["to"], json!(["zhang@example.org"]));
    assert_eq!(mail["from"], "no-reply@example.org");
    let text = mail["text"].as_str().unwrap();
    for header in ["Message-ID: ", "Date: Sat, 21 Nov 2026", "Subject: =?utf-8?"] {
        assert!(text.contains(header), "{header} in {text}");
    }
    assert!(
        !text.contains(&id) || text.contains("/workspace/demands/"),
        "the link leads to the need"
    );
    assert!(app.jobs().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_mailbox_is_tried_again_until_it_takes_the_mail_or_we_give_up() {
    let server = SmtpServer::start().await;
    let mut app = app_with(&server.url()).await;
    app.leaves_jobs();
    published(&app, "busy@example.org").await;

    for attempt in 1..=ATTEMPTS {
        app.settle().await;
        let jobs = app.jobs().await;
        assert_eq!(jobs[0].2, attempt, "{jobs:?}");
        app.db().clock().advance(Duration::hours(1));
    }

    app.settle().await;
    let jobs = app.jobs().await;
    assert_eq!((jobs[0].1.as_str(), jobs[0].2), ("DEAD", ATTEMPTS), "{jobs:?}");
    assert!(jobs[0].3.contains("450") || jobs[0].3.contains("busy"), "{jobs:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_does_not_exist_is_not_tried_again() {
    let server = SmtpServer::start().await;
    let app = app_with(&server.url()).await;

    let id = published(&app, "nobody@example.org").await;
    app.settle().await;

    assert!(app.jobs().await.is_empty());
    let stopped = "SELECT count(*) FROM notices WHERE mail = 'STOPPED'";
    assert_eq!(app.count(stopped).await, 1);
    assert_eq!(app.visitor().sees_need(&id).await["state"], "PUBLISHED", "mail holds nothing up");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_loses_no_mail() {
    // A port that nobody listens on: taken and given back.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut app = app_with(&format!("smtp://{free}")).await;
    app.leaves_jobs();

    published(&app, "zhang@example.org").await;
    app.settle().await;

    let jobs = app.jobs().await;
    assert_eq!((jobs[0].1.as_str(), jobs[0].2), ("WAITING", 1), "{jobs:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_cannot_add_lines_to_a_mail() {
    let mut server = SmtpServer::start().await;
    let app = app_with(&server.url()).await;
    let buyer = person(&app, "zhang@example.org").await;

    let title = "废乳化液转移\r\nBcc: thief@example.org";
    let answer = buyer.post_need(&json!({ "title": title })).await;
    if answer.problems().is_empty() {
        let id = answer.text("/demandPost/demand/id");
        app.moderator("31").await.approves(&id).await;
        app.settle().await;
        let mail = server.next().await;
        assert_eq!(mail["to"], json!(["zhang@example.org"]));
        assert!(!mail["text"].as_str().unwrap().lines().any(|it| it.starts_with("Bcc")), "{mail}");
    }
}
