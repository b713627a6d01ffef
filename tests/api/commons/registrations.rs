//! 注册: from the form to an organisation that may act, and everything that stands in its way.

use crate::support::{Actor, Answer, TestApp, given};
use chrono::Duration;
use kernel::{MemberRole, OrganisationKind};
use serde_json::{Value, json};

const EMAIL: &str = "zhang@example.org";
const PDF: &[u8] = b"%PDF-1.7 the letter";

fn form(app: &TestApp, changes: &Value) -> Value {
    let mut input = json!({
        "organisationKind": "ENTERPRISE",
        "organisationName": "青浦纸业有限公司",
        "creditCode": app.next_credit_code("310118"),
        "regionCode": "310118",
        "email": EMAIL,
        "password": "Abc-12345-xyz",
        "displayName": "张经理",
    });
    for (key, value) in changes.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    input
}

async fn register(app: &TestApp, changes: &Value) -> Answer {
    app.visitor().mutate("accountRegister", "sentTo", &form(app, changes)).await
}

/// Registers, opens the link and signs in; what is left is the check.
async fn registered(app: &TestApp, changes: &Value) -> Actor {
    register(app, changes).await.ok();
    let email = changes["email"].as_str().unwrap_or(EMAIL);
    app.confirms(email).await.ok();
    app.visitor().signed_in_as(email).await
}

async fn mine(who: &Actor) -> Value {
    let text = "{ myRegistration { id isClaim missing organisation { name standing }
        documents { kind mediaType url } changeRequest { id state note } } }";
    who.query(text, json!({})).await.get("/myRegistration").clone()
}

async fn decide(app: &TestApp, who: &Actor, is_approved: bool) {
    let moderator = app.moderator("31").await;
    let id = mine(who).await["id"].as_str().unwrap().to_owned();
    let (check, revision) = moderator.check_of(&id).await;
    if is_approved {
        moderator.approve(&check, revision).await.ok();
    } else {
        moderator.refuse(&check, revision, "INCOMPLETE", "请补充盖章的单位函").await.ok();
    }
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_registers_confirms_is_approved_and_posts() {
    let app = TestApp::start().await;

    let answer = register(&app, &json!({ "email": " Zhang@Example.ORG " })).await.ok();
    assert_eq!(answer.text("/accountRegister/sentTo"), EMAIL);
    app.settle().await;
    let moderator = app.moderator("3101").await;
    assert!(
        moderator.queue().await.list("/changeRequests/nodes").is_empty(),
        "not before the link"
    );
    app.visitor().sign_in(EMAIL, "Abc-12345-xyz").await.refused("sessions.wrong_credentials");
    app.confirms(EMAIL).await.ok();
    let person = app.visitor().signed_in_as(EMAIL).await;
    let waiting = mine(&person).await;
    assert_eq!(waiting["organisation"]["standing"], "PENDING");
    assert_eq!(waiting["missing"], json!(["LETTER", "DECISION"]));
    person.post_need(&json!({})).await.refused("memberships.pending");

    decide(&app, &person, true).await;

    assert_eq!(mine(&person).await["organisation"]["standing"], "ACTIVE");
    // With the token of before the approval: a stale no is looked up.
    person.post_need(&json!({})).await.ok();
    let id = waiting["id"].as_str().unwrap();
    assert_eq!(
        app.audited(id).await,
        ["registrations.register", "registrations.send", "registrations.approve"]
    );
    assert!(app.mails_to(EMAIL).iter().any(|it| it.contains("已通过审核")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_that_was_given_back_is_mended_and_waits_again() {
    let app = TestApp::start().await;
    let person = registered(&app, &json!({})).await;
    let moderator = app.moderator("31").await;
    let id = mine(&person).await["id"].as_str().unwrap().to_owned();
    let (check, revision) = moderator.check_of(&id).await;

    moderator.give_back(&check, revision, "MISMATCH", "名称与证照不一致").await.ok();
    app.settle().await;
    let told = mine(&person).await;
    assert_eq!(told["organisation"]["standing"], "PENDING");
    assert_eq!(told["changeRequest"]["state"], "RETURNED");
    assert_eq!(told["changeRequest"]["note"], "名称与证照不一致");
    let input = json!({ "registrationId": id, "organisationKind": "ENTERPRISE",
        "organisationName": "青浦造纸有限公司", "creditCode": app.next_credit_code("310118"),
        "regionCode": "310118" });
    person.mutate("registrationSend", "registration { id }", &input).await.ok();

    let (again, revision) = moderator.check_of(&id).await;
    assert_eq!(again, check, "the same check goes on");
    moderator.approve(&check, revision).await.ok();
    app.settle().await;
    assert_eq!(mine(&person).await["organisation"]["standing"], "ACTIVE");
    let again = person.mutate("registrationSend", "registration { id }", &input).await;
    again.refused("registrations.not_to_be_sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registered_provider_has_a_page_once_it_is_approved() {
    let app = TestApp::start().await;
    let name = "绿源环境服务有限公司";
    let person =
        registered(&app, &json!({ "organisationKind": "PROVIDER", "organisationName": name }))
            .await;
    app.settle().await;
    assert_eq!(app.count("SELECT count(*) FROM providers").await, 0);

    decide(&app, &person, true).await;

    assert_eq!(app.count("SELECT count(*) FROM providers").await, 1);
    let own = person.query("{ myProvider { name } }", json!({})).await;
    assert_eq!(own.text("/myProvider/name"), name);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_answers_the_same_whether_an_address_is_taken_or_not() {
    let app = TestApp::start().await;
    register(&app, &json!({})).await.ok();
    app.confirms(EMAIL).await.ok();
    let other = json!({ "organisationName": "松江化工有限公司", "password": "Other-98765-pw" });

    let taken = register(&app, &other).await;
    let mut free = other.clone();
    free["email"] = "wang@example.org".into();
    let free = register(&app, &free).await;
    app.settle().await;

    assert_eq!(taken.status, free.status);
    let named = |it: &Answer, email: &str| it.body.to_string().replace(email, "x");
    assert_eq!(named(&taken, EMAIL), named(&free, "wang@example.org"));
    assert!(app.mails_to(EMAIL).iter().any(|it| it.contains("已有账号")), "the owner is told");
    app.visitor().sign_in(EMAIL, "Other-98765-pw").await.refused("sessions.wrong_credentials");
    app.visitor()
        .sign_in("wang@example.org", "Other-98765-pw")
        .await
        .refused("sessions.wrong_credentials");
    app.visitor().signed_in_as(EMAIL).await;
    assert_eq!(app.count("SELECT count(*) FROM accounts").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_registrations_of_one_address_at_once_are_one_account() {
    let app = TestApp::start().await;
    let names = ["甲乙纸业有限公司", "丙丁纸业有限公司", "戊己纸业有限公司"];
    let forms = names.map(|it| json!({ "organisationName": it }));

    let answers = futures::future::join_all(forms.iter().map(|it| register(&app, it))).await;

    assert!(answers.iter().all(|it| it.problems().is_empty()), "{answers:#?}");
    assert_eq!(app.count("SELECT count(*) FROM accounts").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM organisations").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_works_once_and_for_two_days() {
    let app = TestApp::start().await;
    register(&app, &json!({})).await.ok();
    app.settle().await;
    app.db().clock().advance(Duration::hours(48));
    app.confirms(EMAIL).await.refused("mail_links.over");

    let again = json!({ "email": EMAIL });
    app.visitor().mutate("emailConfirmationSend", "__typename", &again).await.ok();
    let unknown = json!({ "email": "nobody@example.org" });
    app.visitor().mutate("emailConfirmationSend", "__typename", &unknown).await.ok();
    app.confirms(EMAIL).await.ok();
    app.confirms(EMAIL).await.refused("mail_links.over");

    for wrong in ["", "x", &"A".repeat(43), "' OR 1=1 --"] {
        let input = json!({ "token": wrong });
        let answer = app.visitor().mutate("emailConfirm", "isConfirmed", &input).await;
        answer.refused("mail_links.over");
    }
    assert_eq!(app.count("SELECT count(*) FROM mail_links").await, 2, "asked once, and again");
    let leaks = "SELECT count(*) FROM jobs WHERE CAST(payload AS text) LIKE '%lnk_%'";
    assert_eq!(app.count(leaks).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listed_firm_is_handed_over_by_the_association_and_never_before() {
    let app = TestApp::start().await;
    let listed = given::provider(&app, "绿源环境服务有限公司").write().await;
    let code = listed.credit_code.unwrap();
    let input = json!({ "organisationKind": "PROVIDER", "creditCode": code });
    register(&app, &input).await.refused("registrations.name_differs");
    let mut named = input;
    named["organisationName"] = "绿源环境服务有限公司".into();

    let person = registered(&app, &named).await;
    assert_eq!(mine(&person).await["isClaim"], true);
    app.settle().await;
    let need = app.enterprise("青浦纸业有限公司").await.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    person.submit_bid(&need, &json!({})).await.refused("memberships.pending");
    decide(&app, &person, true).await;

    person.submit_bid(&need, &json!({})).await.ok();
    assert_eq!(app.count("SELECT count(*) FROM providers").await, 1, "its page is the listed one");
    let second = json!({ "email": "li@example.org", "creditCode": code,
        "organisationKind": "PROVIDER", "organisationName": "绿源环境服务有限公司" });
    register(&app, &second).await.refused("registrations.organisation_taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_blocks_a_firm_with_an_address_they_do_not_read() {
    let app = TestApp::start().await;
    let code = app.next_credit_code("310118");
    register(&app, &json!({ "creditCode": code, "email": "squatter@example.org" })).await.ok();

    let owner = registered(&app, &json!({ "creditCode": code })).await;
    register(&app, &json!({ "creditCode": code, "email": "late@example.org" }))
        .await
        .refused("registrations.organisation_taken");

    assert_eq!(mine(&owner).await["organisation"]["standing"], "PENDING");
    app.confirms("squatter@example.org").await.ok();
    let squatter = app.visitor().signed_in_as("squatter@example.org").await;
    assert!(mine(&squatter).await.is_null(), "the first one acts for nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_registration_is_mended_and_sent_again() {
    let app = TestApp::start().await;
    let person = registered(&app, &json!({})).await;
    let viewer = app.colleague(&person, MemberRole::Viewer).await;
    let id = mine(&person).await["id"].clone();
    let mended = json!({
        "registrationId": id, "organisationKind": "ENTERPRISE",
        "organisationName": "青浦造纸有限公司", "regionCode": "310118",
        "creditCode": app.next_credit_code("310118"),
    });
    let send =
        async |who: &Actor| who.mutate("registrationSend", "registration { name }", &mended).await;
    send(&person).await.refused("registrations.not_to_be_sent");

    decide(&app, &person, false).await;
    let seen = mine(&person).await;
    assert_eq!(seen["changeRequest"]["note"], "请补充盖章的单位函");
    assert_eq!(seen["missing"], json!(["LETTER", "SEND_AGAIN"]));
    person.post_need(&json!({})).await.refused("memberships.refused");
    send(&viewer).await.denied("FORBIDDEN");
    send(&app.enterprise("松江化工有限公司").await).await.denied("NOT_FOUND");
    send(&person).await.ok();
    decide(&app, &person, true).await;

    assert_eq!(mine(&person).await["organisation"]["name"], "青浦造纸有限公司");
    person.post_need(&json!({})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demand_side_opens_region_by_region_and_institutions_come_without_a_code() {
    let open = [("GREENBRIDGE_DEMAND_REGIONS", "310118,320509,330421")];
    let app = TestApp::start_with(&open).await;
    let elsewhere = json!({ "regionCode": "310115" });

    register(&app, &elsewhere).await.refused("registrations.region_not_open");
    let provider = json!({ "regionCode": "310115", "organisationKind": "PROVIDER" });
    register(&app, &provider).await.ok();
    let school = json!({ "creditCode": "", "organisationName": "青浦区实验中学",
        "noCodeReason": "事业单位，代码尚未纳入法人库", "email": "school@example.org" });
    let person = registered(&app, &school).await;

    assert_eq!(mine(&person).await["missing"], json!(["LETTER", "CERTIFICATE", "DECISION"]));
    let silent = json!({ "creditCode": "", "organisationName": "青浦区第二中学" });
    register(&app, &silent).await.refused("registrations.code_or_reason");
}

fn place(registration: &Value, kind: &str) -> String {
    format!("/documents/registrations/{}/{kind}", registration["id"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_read_by_owners_and_the_association_and_each_reading_is_recorded() {
    let app = TestApp::start().await;
    let person = registered(&app, &json!({})).await;
    let viewer = app.colleague(&person, MemberRole::Viewer).await;
    let registration = mine(&person).await;
    let letter = place(&registration, "letter");

    assert_eq!(person.send_file(&letter, PDF.to_vec()).await.status(), 204);
    let seen = mine(&person).await;
    assert_eq!(seen["documents"][0]["url"], letter.as_str());
    assert_eq!(seen["missing"], json!(["DECISION"]));
    let moderator = app.moderator("31").await;
    for reader in [&person, &moderator] {
        let found = reader.fetch(&letter).await;
        assert_eq!(found.status(), 200);
        assert_eq!(found.headers()["content-type"], "application/pdf");
        assert!(found.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert_eq!(found.headers()["x-content-type-options"], "nosniff");
        assert_eq!(found.headers()["cache-control"], "no-store");
        assert_eq!(found.bytes().await.unwrap(), PDF);
    }

    let elsewhere = app.moderator("33").await;
    let stranger = app.enterprise("松江化工有限公司").await;
    for other in [&viewer, &elsewhere, &stranger, &app.administrator().await] {
        assert_eq!(other.fetch(&letter).await.status(), 404);
    }
    assert_eq!(app.visitor().fetch(&letter).await.status(), 401);
    let log = app.audited(registration["id"].as_str().unwrap()).await;
    let readings = log.iter().filter(|it| *it == "registrations.document_read").count();
    assert_eq!(readings, 2, "{log:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_small_pdf_jpg_and_png_are_taken_from_owners_while_it_is_checked() {
    let app = TestApp::start().await;
    let person = registered(&app, &json!({})).await;
    let viewer = app.colleague(&person, MemberRole::Viewer).await;
    let letter = place(&mine(&person).await, "letter");
    let stranger = app.enterprise("松江化工有限公司").await;

    for (who, content, status) in [
        (&person, b"<html><script>alert(1)</script>".to_vec(), 422),
        (&person, b"MZ\x90\x00".to_vec(), 422),
        (&person, Vec::new(), 422),
        (&person, [PDF, &vec![b' '; 10 << 20]].concat(), 422),
        (&viewer, PDF.to_vec(), 403),
        (&stranger, PDF.to_vec(), 404),
        (&person, b"\x89PNG\r\n\x1a\n picture".to_vec(), 204),
        (&person, PDF.to_vec(), 204),
    ] {
        let length = content.len();
        assert_eq!(who.send_file(&letter, content).await.status(), status, "{length} bytes");
    }
    for wrong in ["/documents/registrations/reg_x/letter", "/documents/registrations/..%2f/letter"]
    {
        assert_eq!(person.send_file(wrong, PDF.to_vec()).await.status(), 404, "{wrong}");
    }
    assert_eq!(app.count("SELECT count(*) FROM registration_documents").await, 1, "replaced");
    assert_eq!(app.app().files().list(None, 10).await.unwrap().len(), 1);
    decide(&app, &person, true).await;
    assert_eq!(person.send_file(&letter, PDF.to_vec()).await.status(), 422, "approved");
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
    let fields = ["creditCode", "displayName", "email", "organisationKind", "organisationName"];
    assert_eq!(paths[..5], fields);
    assert_eq!(paths[5..], ["password", "regionCode"]);
    assert!(problems.iter().all(|it| !it["message"].as_str().unwrap().is_ascii()), "in Chinese");
    assert_eq!(app.count("SELECT count(*) FROM accounts").await, 0);
    let kind = OrganisationKind::Regulator;
    assert_eq!(serde_json::to_value(kind).unwrap(), wrong["organisationKind"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn registrations_from_one_address_are_limited() {
    let app = TestApp::start_with(&[("GREENBRIDGE_RATE_REGISTER", "2/h")]).await;
    for number in 0..2 {
        let form = json!({ "email": format!("p{number}@example.org"),
            "organisationName": format!("第{number}纸业有限公司") });
        register(&app, &form).await.ok();
    }
    register(&app, &json!({ "email": "p3@example.org" })).await.denied("LIMIT_EXCEEDED");
}
