//! 成员: what people of one organisation may do inside it.

use crate::support::TestApp;
use kernel::MemberRole;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_reads_what_is_the_organisations_own_and_changes_nothing() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let viewer = app.colleague(&owner, MemberRole::Viewer).await;
    let editor = app.colleague(&owner, MemberRole::Editor).await;
    let seller = app.provider("绿源环境服务有限公司").await;
    let reader = app.colleague(&seller, MemberRole::Viewer).await;
    let moderator = app.moderator("31").await;

    viewer.post_need(&json!({})).await.denied("FORBIDDEN");
    let id = editor.posts_need(&json!({})).await;
    assert_eq!(viewer.sees_need(&id).await["state"], "SUBMITTED");
    viewer.withdraw_need(&id, "不再需要了").await.denied("FORBIDDEN");
    moderator.approves(&id).await;
    app.settle().await;
    reader.submit_bid(&id, &json!({})).await.denied("FORBIDDEN");
    let bid = seller.bids(&id, &json!({})).await;
    assert_eq!(reader.own_bids().await.len(), 1);
    reader.withdraw_bid(&bid).await.denied("FORBIDDEN");
    app.advance(chrono::Duration::days(10)).await;

    viewer.award(&id, &bid).await.denied("FORBIDDEN");
    assert_eq!(viewer.sees_need(&id).await["bids"].as_array().unwrap().len(), 1);
    editor.award(&id, &bid).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_says_for_whom_and_as_what_a_person_acts() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let viewer = app.colleague(&owner, MemberRole::Viewer).await;
    let text = "{ viewer { memberRole isEmailConfirmed organisation { name standing } } }";

    for (who, role) in [(&owner, "OWNER"), (&viewer, "VIEWER")] {
        let seen = who.query(text, json!({})).await;
        assert_eq!(seen.text("/viewer/memberRole"), role);
        assert_eq!(seen.text("/viewer/organisation/name"), "青浦纸业有限公司");
        assert_eq!(seen.text("/viewer/organisation/standing"), "ACTIVE");
    }
    let staff = app.moderator("31").await.query(text, json!({})).await;
    assert!(staff.get("/viewer/organisation").is_null());
}
