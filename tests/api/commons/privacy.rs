//! 个人信息权利: a person sees, takes out, corrects what is kept about them, and closes the account.

use crate::support::{Actor, TestApp};
use kernel::MemberRole;
use serde_json::{Value, json};

const OWN: &str = "{ personalData { displayName email phone } }";

async fn correct(actor: &Actor, name: &str, phone: &str) -> crate::support::Answer {
    let input = json!({ "displayName": name, "phone": phone });
    actor.mutate("personalDataCorrect", "personalData { displayName phone }", &input).await
}

async fn close(actor: &Actor, password: &str) -> crate::support::Answer {
    let text = "mutation($input: AccountCloseInput!) { accountClose(input: $input) {
        problems { code path message } } }";
    actor.query(text, json!({ "input": { "password": password } })).await
}

async fn taken_out(actor: &Actor) -> Value {
    let response = actor.get("/exports/my-data.json").await;
    assert_eq!(response.status(), 200);
    assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_telephone_number_is_corrected_and_lies_sealed() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    correct(&person, "张三", "139-0000-1111").await.ok();

    let own = person.query(OWN, json!({})).await;

    assert_eq!(own.text("/personalData/phone"), "139-0000-1111");
    assert_eq!(own.text("/personalData/displayName"), "张三");
    let kept = app.text("SELECT phone_sealed FROM person_details").await;
    assert!(kept.starts_with("v1.k1.") && !kept.contains("0000"), "{kept}");
    let leaks = "SELECT count(*) FROM audit_entries \
                 WHERE COALESCE(CAST(after AS text), '') LIKE '%0000-1111%'";
    assert_eq!(app.count(leaks).await, 0);
    greenbridge::keys::rotate(app.app()).await.unwrap();
    assert_eq!(person.query(OWN, json!({})).await.text("/personalData/phone"), "139-0000-1111");
    correct(&person, "张三", "abc").await.refused("privacy.phone_form");
    correct(&person, "张三", "").await.ok();
    assert_eq!(person.query(OWN, json!({})).await.get("/personalData/phone"), &Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_kept_about_a_person_is_in_one_file_and_nothing_about_others() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let other = app.provider("绿源环境服务有限公司").await;
    person.posts_need(&json!({})).await;
    correct(&person, "张三", "139-0000-1111").await.ok();

    let file = taken_out(&person).await;

    assert_eq!(file["phone"], "139-0000-1111");
    let kept = file["kept"].as_array().unwrap();
    for part in kept {
        for word in ["name", "purpose", "legalBasis", "retention"] {
            assert!(!part[word].as_str().unwrap().is_empty(), "{part}");
        }
    }
    let rows = |name: &str| {
        let found = kept.iter().find(|it| it["name"] == name);
        found.map_or(0, |it| it["rows"].as_array().unwrap().len())
    };
    assert_eq!((rows("账号"), rows("您代表单位发布的需求")), (1, 1));
    assert!(rows("操作日志") >= 3);
    let text = file.to_string();
    for secret in ["argon2", "v1.k1", other.email.as_str()] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert_eq!(app.visitor().get("/exports/my-data.json").await.status(), 401);
    assert_eq!(
        app.count("SELECT count(*) FROM audit_entries WHERE action = 'privacy.export'").await,
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_closed_tells_nothing_of_its_person_and_opens_nothing() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let person = app.colleague(&owner, MemberRole::Editor).await;
    correct(&person, "李四", "139-0000-1111").await.ok();
    close(&person, "Wrong-Secret-77").await.refused("sessions.wrong_password");

    close(&person, "Abc-12345-xyz").await.ok();

    app.visitor()
        .sign_in(&person.email, "Abc-12345-xyz")
        .await
        .refused("sessions.wrong_credentials");
    for (table, condition) in [
        ("accounts", format!("email = '{}' OR display_name = '李四'", person.email)),
        ("person_details", "1 = 1".to_owned()),
        (
            "sessions",
            "ended_at IS NULL AND account_id IN (SELECT account_id FROM account_closures)"
                .to_owned(),
        ),
        ("memberships", "account_id IN (SELECT account_id FROM account_closures)".to_owned()),
    ] {
        let sql = format!("SELECT count(*) FROM {table} WHERE {condition}");
        assert_eq!(app.count(&sql).await, 0, "{table}");
    }
    let kept = "SELECT count(*) FROM audit_entries WHERE action = 'privacy.close'";
    assert_eq!(app.count(kept).await, 1);
    assert_eq!(owner.query(OWN, json!({})).await.error(), None, "the others go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_owner_of_an_active_organisation_and_staff_cannot_go() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;

    close(&owner, "Abc-12345-xyz").await.refused("privacy.last_owner");
    close(&app.moderator("31").await, "Abc-12345-xyz").await.refused("privacy.staff");

    app.colleague(&owner, MemberRole::Owner).await;
    close(&owner, "Abc-12345-xyz").await.ok();
}
