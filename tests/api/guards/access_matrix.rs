//! Who may ask for what: every root field by every role, complete against the schema.
//!
//! A row says what each role is answered when it asks for something that exists and is the
//! enterprise's (the first one's): `ok`; `null` for "not there, or not yours"; the code of a denial; or the code of
//! the problem it is told. Rows are added with fields and taken away only with them.

use crate::support::{Actor, Answer, TestApp, need};
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
use kernel::MemberRole;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ROLES: [&str; 11] = [
    "visitor",
    "enterprise",
    "its viewer",
    "another enterprise",
    "provider",
    "association",
    "association elsewhere",
    "regulator",
    "system administrator",
    "security administrator",
    "audit administrator",
];
type Answers = [&'static str; 11];

const OK: &str = "ok";
const NULL: &str = "null";
const SIGN_IN: &str = "UNAUTHENTICATED";
const FORBIDDEN: &str = "FORBIDDEN";
const NOT_FOUND: &str = "NOT_FOUND";
const NOT_PROVIDER: &str = "bids.not_provider";
const SHORT: &str = "demands.title_length";
/// Everybody, signed in or not.
const PUBLIC: Answers = all(OK);

struct Row {
    field: &'static str,
    /// Arguments and selection; `$…` are filled in from the scene.
    ask: &'static str,
    answers: Answers,
}

const fn row(field: &'static str, ask: &'static str, answers: Answers) -> Row {
    Row { field, ask, answers }
}

/// Everybody is told the same.
const fn all(answer: &'static str) -> Answers {
    [answer; 11]
}

/// Visitors are asked to sign in, everybody else is told the same.
const fn signed_in(answer: &'static str) -> Answers {
    let mut answers = all(answer);
    answers[0] = SIGN_IN;
    answers
}

/// Visitors are asked to sign in, those of the market (enterprise, its viewer, another enterprise,
/// provider, regulator) are told this, staff are refused.
const fn members(market: [&'static str; 5]) -> Answers {
    let [enterprise, viewer, other, provider, regulator] = market;
    let mut answers = signed_in(FORBIDDEN);
    answers[1] = enterprise;
    answers[2] = viewer;
    answers[3] = other;
    answers[4] = provider;
    answers[7] = regulator;
    answers
}

/// Visitors are asked to sign in, owners of an organisation of the market are told this, everybody
/// else is refused.
const fn owners(answer: &'static str) -> Answers {
    members([answer, FORBIDDEN, answer, answer, FORBIDDEN])
}

/// Visitors are asked to sign in, the associations are told this, everybody else is refused.
const fn moderators(here: &'static str, elsewhere: &'static str) -> Answers {
    let mut answers = signed_in(FORBIDDEN);
    answers[5] = here;
    answers[6] = elsewhere;
    answers
}

/// Visitors are asked to sign in, the three administrators are told this, everybody else is
/// refused.
const fn administrators(
    system: &'static str,
    security: &'static str,
    audit: &'static str,
) -> Answers {
    let mut answers = signed_in(FORBIDDEN);
    answers[8] = system;
    answers[9] = security;
    answers[10] = audit;
    answers
}

const QUERIES: &[Row] = &[
    row("appointments", "{ nodes { id } }", administrators(OK, OK, FORBIDDEN)),
    row("article", "(law: \"no-such-law\", number: 1) { id }", all(NULL)),
    row("auditEntries", "{ nodes { id } }", administrators(FORBIDDEN, FORBIDDEN, OK)),
    row(
        "changeRequest",
        "(id: \"$check\") { id }",
        [SIGN_IN, OK, OK, NULL, NULL, OK, NULL, NULL, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    row("changeRequests", "{ nodes { id } }", moderators(OK, OK)),
    row(
        "demand",
        "(id: \"$waiting\") { id }",
        [NULL, OK, OK, NULL, NULL, OK, NULL, NULL, NULL, NULL, NULL],
    ),
    row("demands", "{ nodes { id } }", PUBLIC),
    row("invitation", "(token: \"x\") { id }", all(NULL)),
    row(
        "invitations",
        "{ id }",
        [
            SIGN_IN, OK, FORBIDDEN, OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
            FORBIDDEN,
        ],
    ),
    row("law", "(slug: \"no-such-law\") { id }", all(NULL)),
    row("laws", "{ nodes { id } }", PUBLIC),
    row("members", "{ name }", signed_in(OK)),
    row("myMemberships", "{ role }", signed_in(OK)),
    row("mySuspension", "{ id }", signed_in(NULL)),
    row("myBids", "{ nodes { id } }", members([OK, OK, OK, OK, OK])),
    row("myProvider", "{ id }", [NULL, NULL, NULL, NULL, OK, NULL, NULL, NULL, NULL, NULL, NULL]),
    row("myRegistration", "{ id }", signed_in(NULL)),
    row("platformFigures", "{ providers }", PUBLIC),
    row("provider", "(id: \"$provider\") { id }", PUBLIC),
    row("providers", "{ nodes { id } }", PUBLIC),
    row("region", "(code: \"31\") { name }", PUBLIC),
    row("regions", "{ name }", PUBLIC),
    row(
        "registration",
        "(id: \"$registration\") { id }",
        [SIGN_IN, NULL, NULL, NULL, NULL, OK, NULL, NULL, NULL, NULL, NULL],
    ),
    row("search", "(query: \"废油\") { totalCount }", PUBLIC),
    row("serviceCategories", "{ name }", PUBLIC),
    row("suggestions", "(prefix: \"绿\") { text }", PUBLIC),
    row("viewer", "{ id }", [NULL, OK, OK, OK, OK, OK, OK, OK, OK, OK, OK]),
];

const MUTATIONS: &[Row] = &[
    row(
        "accountRegister",
        "(input: { organisationKind: REGULATOR, organisationName: \"青浦生态环境局\", \
         creditCode: \"$code\", regionCode: \"31\", email: \"new@example.org\", \
         password: \"Abc-12345-xyz\", displayName: \"张三\" }) { problems { code } }",
        all("registrations.kind_not_open"),
    ),
    row(
        "appointmentConfirm",
        "(input: { appointmentId: \"$decided\" }) { problems { code } }",
        administrators(FORBIDDEN, "appointments.decided", FORBIDDEN),
    ),
    row(
        "appointmentPropose",
        "(input: { email: \"nobody@example.org\", role: MODERATOR }) { problems { code } }",
        administrators("appointments.no_account", FORBIDDEN, FORBIDDEN),
    ),
    row(
        "appointmentRefuse",
        "(input: { appointmentId: \"$decided\" }) { problems { code } }",
        administrators(FORBIDDEN, "appointments.decided", FORBIDDEN),
    ),
    row(
        "bidSubmit",
        "(input: { demandId: \"$published\", priceYuan: \"免费\", durationDays: 30, \
         plan: \"按月上门收运，含联单办理与标签。\", requestKey: \"k\" }) { problems { code } }",
        members([NOT_PROVIDER, NOT_PROVIDER, NOT_PROVIDER, "bids.price_form", NOT_PROVIDER]),
    ),
    row(
        "bidWithdraw",
        "(input: { bidId: \"$bid\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "changeRequestApprove",
        "(input: { changeRequestId: \"$check\", revision: 99 }) { problems { code } }",
        moderators("moderation.changed_meanwhile", NOT_FOUND),
    ),
    row(
        "changeRequestRefuse",
        "(input: { changeRequestId: \"$check\", revision: 99, reasonCode: \"other\", note: \"不行\" }) \
         { problems { code } }",
        moderators("moderation.changed_meanwhile", NOT_FOUND),
    ),
    row(
        "demandAward",
        "(input: { demandId: \"$published\", bidId: \"$bid\" }) { problems { code } }",
        members(["demands.not_open_yet", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "demandPost",
        "(input: $need) { problems { code } }",
        members([SHORT, FORBIDDEN, SHORT, "demands.not_enterprise", "demands.not_enterprise"]),
    ),
    row(
        "demandWithdraw",
        "(input: { demandId: \"$published\", reason: \"\" }) { problems { code } }",
        members(["demands.reason_length", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "emailConfirm",
        "(input: { token: \"x\" }) { problems { code } }",
        all("registrations.link_dead"),
    ),
    row(
        "emailConfirmationSend",
        "(input: { email: \"nobody@example.org\" }) { problems { code } }",
        PUBLIC,
    ),
    row(
        "invitationAccept",
        "(input: { token: \"x\" }) { problems { code } }",
        all("invitations.link_dead"),
    ),
    row(
        "invitationCancel",
        "(input: { invitationId: \"$invitation\" }) { problems { code } }",
        signed_in(NOT_FOUND),
    ),
    row(
        "invitationSend",
        "(input: { email: \"nobody\", role: VIEWER }) { problems { code } }",
        owners("accounts.email_form"),
    ),
    row(
        "membershipChangeRole",
        "(input: { accountId: \"$account\", role: VIEWER }) { problems { code } }",
        owners(NOT_FOUND),
    ),
    row(
        "membershipLeave",
        "(input: { organisationId: \"$organisation\" }) { problems { code } }",
        signed_in(NOT_FOUND),
    ),
    row(
        "membershipRemove",
        "(input: { accountId: \"$account\" }) { problems { code } }",
        owners(NOT_FOUND),
    ),
    row(
        "membershipTransfer",
        "(input: { accountId: \"$account\" }) { problems { code } }",
        owners(NOT_FOUND),
    ),
    row(
        "organisationRestore",
        "(input: { organisationId: \"$organisation\", note: \"\" }) { problems { code } }",
        moderators("suspensions.not_suspended", NOT_FOUND),
    ),
    row(
        "organisationSuspend",
        "(input: { organisationId: \"$organisation\", reason: \"\", \
         appeal: \"十日内向协会书面申诉\" }) { problems { code } }",
        moderators("suspensions.reason_length", NOT_FOUND),
    ),
    row(
        "registrationSend",
        "(input: { registrationId: \"$registration\", organisationKind: ENTERPRISE, \
         organisationName: \"x\", regionCode: \"31\" }) { problems { code } }",
        [
            SIGN_IN, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, FORBIDDEN, NOT_FOUND, NOT_FOUND,
            NOT_FOUND, NOT_FOUND, NOT_FOUND,
        ],
    ),
    row(
        "sessionActFor",
        "(input: { organisationId: \"$organisation\" }) { problems { code } }",
        all(SIGN_IN),
    ),
    row("sessionRefresh", "{ problems { code } }", all(SIGN_IN)),
    row(
        "sessionSignIn",
        "(input: { email: \"nobody@example.org\", password: \"x\" }) { problems { code } }",
        all("accounts.wrong_credentials"),
    ),
    row("sessionSignOut", "{ problems { code } }", PUBLIC),
];

/// The root fields of the schema that is served.
fn root_fields(root: &str) -> BTreeSet<String> {
    let sdl = greenbridge::schema::sdl();
    let document = async_graphql::parser::parse_schema(sdl).unwrap();
    let types = document.definitions.into_iter().filter_map(|it| match it {
        TypeSystemDefinition::Type(found) => Some(found.node),
        _ => None,
    });
    let kind = types.into_iter().find(|it| it.name.node == root).map(|it| it.kind);
    let Some(TypeKind::Object(object)) = kind else { panic!("no type {root}") };
    object.fields.iter().map(|it| it.node.name.node.to_string()).collect()
}

#[test]
fn every_root_field_has_one_row() {
    for (root, rows) in [("Query", QUERIES), ("Mutation", MUTATIONS)] {
        let written: BTreeSet<String> = rows.iter().map(|it| it.field.to_owned()).collect();
        assert_eq!(written.len(), rows.len(), "a field stands twice");
        assert_eq!(root_fields(root), written, "{root}");
    }
}

/// What exists when the matrix is asked: by name, as rows refer to it.
struct Scene {
    app: TestApp,
    people: [Actor; 11],
    things: Vec<(&'static str, String)>,
}

async fn scene() -> Scene {
    let app = TestApp::start().await;
    let enterprise = app.enterprise("青浦纸业有限公司").await;
    let viewer = app.colleague(&enterprise, MemberRole::Viewer).await;
    let other = app.enterprise("松江化工有限公司").await;
    let provider = app.provider("绿源环境服务有限公司").await;
    let rival = app.provider("蓝天环保科技有限公司").await;
    let moderator = app.moderator("31").await;
    let published = enterprise.posts_need(&json!({})).await;
    moderator.approves(&published).await;
    app.settle().await;
    let bid = rival.bids(&published, &json!({})).await;
    let waiting = enterprise.posts_need(&json!({ "requestKey": "form-2" })).await;
    let (check, _) = moderator.check_of(&waiting).await;
    let listed = app.visitor().query("{ providers { nodes { id } } }", json!({})).await;
    register(&app).await;
    let registration = app.text("SELECT id FROM registrations").await;
    let decided = "SELECT id FROM appointments WHERE role = 'MODERATOR' LIMIT 1";
    let things = vec![
        ("$organisation", app.text("SELECT organisation_id FROM registrations").await),
        ("$account", app.text("SELECT account_id FROM registrations").await),
        ("$invitation", "inv_01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned()),
        ("$registration", registration),
        ("$decided", app.text(decided).await),
        ("$published", published),
        ("$waiting", waiting),
        ("$check", check),
        ("$bid", bid),
        ("$provider", listed.texts("/providers/nodes", "id").remove(0)),
        ("$code", app.next_credit_code("310118")),
    ];
    let people = [
        app.visitor(),
        enterprise,
        viewer,
        other,
        provider,
        moderator,
        app.moderator("33").await,
        app.regulator("310118").await,
        app.system_administrator().await,
        app.security_administrator().await,
        app.administrator().await,
    ];
    Scene { app, people, things }
}

/// A registration of somebody who is none of the people, in Shanghai.
async fn register(app: &TestApp) {
    let input = json!({
        "organisationKind": "ENTERPRISE", "organisationName": "嘉定机械有限公司",
        "creditCode": app.next_credit_code("310114"), "regionCode": "310114",
        "email": "someone@example.org", "password": "Abc-12345-xyz", "displayName": "某人",
    });
    app.visitor().mutate("accountRegister", "sentTo", &input).await.ok();
}

/// The answer in one word.
fn told(field: &str, answer: &Answer) -> String {
    if let Some(code) = answer.error() {
        return code.to_owned();
    }
    let found = &answer.body["data"][field];
    match found["problems"].get(0) {
        Some(problem) => problem["code"].as_str().unwrap_or_default().to_owned(),
        None if found.is_null() => NULL.to_owned(),
        None => OK.to_owned(),
    }
}

async fn ask(scene: &Scene, root: &str, row: &Row, who: &Actor) -> Answer {
    let mut ask = row.ask.to_owned();
    for (name, value) in &scene.things {
        ask = ask.replace(name, value);
    }
    let (declared, variables): (_, Value) = if ask.contains("$need") {
        (
            "($need: DemandPostInput!)",
            json!({ "need": need(&json!({ "title": "短", "requestKey": "k" })) }),
        )
    } else {
        ("", json!({}))
    };
    who.query(&format!("{root}{declared} {{ {}{ask} }}", row.field), variables).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_is_answered_as_its_row_says() {
    let scene = scene().await;
    let mut wrong = Vec::new();

    for (root, rows) in [("query", QUERIES), ("mutation", MUTATIONS)] {
        for row in rows {
            for ((role, who), expected) in ROLES.iter().zip(&scene.people).zip(row.answers) {
                let answer = ask(&scene, root, row, who).await;
                let told = told(row.field, &answer);
                if told != expected {
                    wrong.push(format!("{} by {role}: {told}, not {expected}", row.field));
                }
            }
        }
    }

    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(scene.app.count("SELECT count(*) FROM demands").await, 2, "nothing was changed");
}
