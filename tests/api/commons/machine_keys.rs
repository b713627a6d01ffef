//! 机器密钥: made, used for what they name, slowed, ended.

use crate::support::{Actor, PASSWORD, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

async fn makes(owner: &Actor, changes: &Value) -> crate::support::Answer {
    let mut input = json!({
        "name": "排产系统", "scopes": ["ORGANISATION_READ"], "days": 365, "password": PASSWORD,
    });
    for (name, value) in changes.as_object().unwrap() {
        input[name] = value.clone();
    }
    owner.mutate("machineKeyMake", "secret machineKey { id prefix expiresAt }", &input).await
}

/// Somebody who asks with a new key.
async fn machine(app: &TestApp, owner: &Actor, changes: &Value) -> (Actor, String) {
    let made = makes(owner, changes).await.ok();
    let secret = made.text("/machineKeyMake/secret");
    (app.visitor().with_token(secret), made.text("/machineKeyMake/machineKey/id"))
}

const BIDS: &str = "{ myBids { nodes { id } } }";
const PUBLIC: &str = "{ demands { nodes { id } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_key_reads_what_its_scopes_name_and_changes_nothing() {
    let app = TestApp::start().await;
    let provider = app.provider("绿源环境服务有限公司").await;
    let (own, _) = machine(&app, &provider, &json!({})).await;
    let (public, _) = machine(&app, &provider, &json!({ "scopes": ["DIRECTORY_READ"] })).await;

    own.query(BIDS, json!({})).await.list("/myBids/nodes");
    own.query(PUBLIC, json!({})).await.list("/demands/nodes");
    public.query(PUBLIC, json!({})).await.list("/demands/nodes");
    public.query(BIDS, json!({})).await.denied("FORBIDDEN");
    for nothing in ["{ sessions { id } }", "{ secondFactors { recoveryCodesLeft } }"] {
        own.query(nothing, json!({})).await.denied("UNAUTHENTICATED");
    }
    own.query("{ machineKeys { id } }", json!({})).await.denied("FORBIDDEN");
    let viewer = own.query("{ viewer { id } }", json!({})).await;
    assert!(viewer.get("/viewer").is_null(), "a machine is no person");
    let change = own.query("mutation { sessionEndOthers { ended } }", json!({})).await;
    assert_eq!(change.status, 403);
    change.denied("FORBIDDEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_shown_once_and_kept_as_a_digest() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let made = makes(&owner, &json!({})).await.ok();
    let secret = made.text("/machineKeyMake/secret");

    assert!(secret.starts_with("gbk_") && secret.len() == 47, "{}", secret.len());
    let prefix = made.text("/machineKeyMake/machineKey/prefix");
    assert!(secret.starts_with(&prefix) && prefix.len() == 10);
    let rest = &secret[10..];
    for table in ["machine_keys", "audit_entries"] {
        let column =
            if table == "machine_keys" { "digest" } else { "COALESCE(CAST(after AS text), '')" };
        let kept = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%{rest}%'");
        assert_eq!(app.count(&kept).await, 0);
    }
    for wrong in ["gbk_", "gbk_x", &secret[..46], &format!("gbk_{}", "A".repeat(43))] {
        let answer = app.visitor().with_token(wrong).query(PUBLIC, json!({})).await;
        assert_eq!(answer.status, 401, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_ends_when_it_is_revoked_and_by_itself() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let stranger = app.enterprise("松江化工有限公司").await;
    let (revoked, id) = machine(&app, &owner, &json!({})).await;
    let (over, _) = machine(&app, &owner, &json!({ "days": 1 })).await;

    let input = json!({ "machineKeyId": id });
    stranger.mutate("machineKeyRevoke", "", &input).await.denied("NOT_FOUND");
    revoked.query(PUBLIC, json!({})).await.list("/demands/nodes");
    owner.mutate("machineKeyRevoke", "machineKey { revokedAt }", &input).await.ok();
    owner.mutate("machineKeyRevoke", "", &input).await.denied("NOT_FOUND");

    assert_eq!(revoked.query(PUBLIC, json!({})).await.status, 401);
    over.query(PUBLIC, json!({})).await.list("/demands/nodes");
    app.db().clock().advance(Duration::days(1));
    assert_eq!(over.query(PUBLIC, json!({})).await.status, 401);
    let told = app.visitor().signed_in_as(&owner.email).await;
    let listed = told.query("{ machineKeys { isInForce } }", json!({})).await;
    assert!(listed.list("/machineKeys").iter().all(|it| it["isInForce"] == false));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_use_is_written_at_most_once_a_minute() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let (key, _) = machine(&app, &owner, &json!({})).await;
    let asked = async || {
        let answer = owner.query("{ machineKeys { lastUsedAt } }", json!({})).await;
        answer.list("/machineKeys")[0]["lastUsedAt"].clone()
    };

    assert!(asked().await.is_null());
    key.query(PUBLIC, json!({})).await;
    let first = asked().await;
    app.db().clock().advance(Duration::seconds(59));
    key.query(PUBLIC, json!({})).await;
    assert_eq!(asked().await, first);
    app.db().clock().advance(Duration::seconds(1));
    key.query(PUBLIC, json!({})).await;
    assert_ne!(asked().await, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_made_by_who_may_for_a_year_at_most_and_slowed() {
    let app = TestApp::start_with(&[("GREENBRIDGE_RATE_MACHINES", "2/min")]).await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let wrong = json!({ "name": "x", "scopes": [], "days": 366 });
    let mut problems = makes(&owner, &wrong).await.problems();
    problems.sort();
    assert_eq!(
        problems,
        ["machine_keys.days_range", "machine_keys.name_length", "machine_keys.no_scope"]
    );
    let thief = makes(&owner, &json!({ "password": "Wrong-1-word" })).await;
    thief.refused("sessions.wrong_password");
    makes(&app.moderator("31").await, &json!({})).await.denied("FORBIDDEN");

    let (key, _) = machine(&app, &owner, &json!({})).await;
    key.query(PUBLIC, json!({})).await.list("/demands/nodes");
    key.query(PUBLIC, json!({})).await.list("/demands/nodes");
    let refused = key.query(PUBLIC, json!({})).await;
    assert_eq!(refused.status, 429);
}
