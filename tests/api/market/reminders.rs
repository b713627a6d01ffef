//! Reminders before a licence ends, told once a step.

use crate::support::{Actor, TestApp, given};
use chrono::Duration;
use kernel::MemberRole;
use serde_json::json;

/// The titles of what a person was told about licences.
async fn told(who: &Actor) -> Vec<String> {
    let text = "{ notices(first: 50) { nodes { title } } }";
    let mut titles = who.query(text, json!({})).await.texts("/notices/nodes", "title");
    titles.retain(|it| it.starts_with("资质还有"));
    titles.reverse();
    titles
}

/// The owner of a provider with a hazardous-waste licence that ends on a day.
async fn holder(app: &TestApp, valid_to: &str) -> Actor {
    let owner = app.provider("绿源环境服务有限公司").await;
    let code = app.text("SELECT credit_code FROM providers").await;
    let known = given::provider(app, "绿源环境服务有限公司").of_code(&code);
    known.licensed(&["HW09"], valid_to).write().await;
    app.settle().await;
    owner
}

#[tokio::test(flavor = "multi_thread")]
async fn the_holder_is_reminded_once_a_step_and_by_the_day_to_apply() {
    let app = TestApp::start().await;
    // 21 November 2026 is 101 days before.
    let owner = holder(&app, "2027-03-02").await;
    let viewer = app.colleague(&owner, MemberRole::Viewer).await;
    assert!(told(&owner).await.is_empty());

    for _ in 0..110 {
        app.advance(Duration::days(1)).await;
        app.settle().await;
    }

    let told_owner = told(&owner).await;
    let steps = ["90", "60", "42", "30"].map(|it| format!("资质还有 {it} 天到期"));
    assert_eq!(told_owner, steps);
    assert!(told(&viewer).await.is_empty(), "viewers can do nothing about it");
    let body = app.text("SELECT body FROM notices WHERE title LIKE '资质还有 60%'").await;
    assert!(body.contains("2027年1月19日 前") && body.contains("放假安排未公布"), "{body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_was_slept_through_is_told_once_and_a_renewed_licence_begins_anew() {
    let app = TestApp::start().await;
    let owner = holder(&app, "2027-03-02").await;

    app.advance(Duration::days(50)).await;
    assert_eq!(told(&owner).await, ["资质还有 51 天到期"]);
    let code = app.text("SELECT credit_code FROM providers").await;
    let known = given::provider(&app, "绿源环境服务有限公司").of_code(&code);
    known.licensed(&["HW09"], "2032-03-02").write().await;
    app.advance(Duration::days(40)).await;

    assert_eq!(told(&owner).await.len(), 1);
    let next = app.text("SELECT CAST(reminder_on AS text) FROM qualifications").await;
    assert!(next.starts_with("2031-12-03"), "{next}");
}
