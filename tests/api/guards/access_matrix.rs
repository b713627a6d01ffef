//! Who may ask for what: every root field by every role, complete against the schema.
//!
//! A row says what each role is answered when it asks for something that exists and is the
//! enterprise's: `ok`; `null` for "not there, or not yours"; the code of a denial; or the code of
//! the problem it is told. Rows are added with fields and taken away only with them.

use crate::support::{Actor, Answer, TestApp, need};
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ROLES: [&str; 6] =
    ["visitor", "enterprise", "provider", "moderator", "moderator elsewhere", "administrator"];

const OK: &str = "ok";
const NULL: &str = "null";
const SIGN_IN: &str = "UNAUTHENTICATED";
const FORBIDDEN: &str = "FORBIDDEN";
const NOT_FOUND: &str = "NOT_FOUND";
/// Everybody, signed in or not.
const PUBLIC: [&str; 6] = [OK; 6];

struct Row {
    field: &'static str,
    /// Arguments and selection; `$…` are filled in from the scene.
    ask: &'static str,
    answers: [&'static str; 6],
}

const fn row(field: &'static str, ask: &'static str, answers: [&'static str; 6]) -> Row {
    Row { field, ask, answers }
}

/// Everybody is told the same.
const fn all(answer: &'static str) -> [&'static str; 6] {
    [answer; 6]
}

const QUERIES: &[Row] = &[
    row("article", "(law: \"no-such-law\", number: 1) { id }", all(NULL)),
    row(
        "auditEntries",
        "{ nodes { id } }",
        [SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK],
    ),
    row("changeRequest", "(id: \"$check\") { id }", [SIGN_IN, OK, NULL, OK, NULL, FORBIDDEN]),
    row("changeRequests", "{ nodes { id } }", [SIGN_IN, FORBIDDEN, FORBIDDEN, OK, OK, FORBIDDEN]),
    row("demand", "(id: \"$waiting\") { id }", [NULL, OK, NULL, OK, NULL, NULL]),
    row("demands", "{ nodes { id } }", PUBLIC),
    row("law", "(slug: \"no-such-law\") { id }", all(NULL)),
    row("laws", "{ nodes { id } }", PUBLIC),
    row("myBids", "{ nodes { id } }", [SIGN_IN, OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN]),
    row("myProvider", "{ id }", [NULL, NULL, OK, NULL, NULL, NULL]),
    row("platformFigures", "{ providers }", PUBLIC),
    row("provider", "(id: \"$provider\") { id }", PUBLIC),
    row("providers", "{ nodes { id } }", PUBLIC),
    row("region", "(code: \"31\") { name }", PUBLIC),
    row("regions", "{ name }", PUBLIC),
    row("search", "(query: \"废油\") { totalCount }", PUBLIC),
    row("serviceCategories", "{ name }", PUBLIC),
    row("suggestions", "(prefix: \"绿\") { text }", PUBLIC),
    row("viewer", "{ id }", [NULL, OK, OK, OK, OK, OK]),
];

const MUTATIONS: &[Row] = &[
    row(
        "accountRegister",
        "(input: { organisationKind: REGULATOR, organisationName: \"青浦生态环境局\", \
         creditCode: \"$code\", regionCode: \"31\", email: \"new@example.org\", \
         password: \"Abc-12345-xyz\", displayName: \"张三\" }) { problems { code } }",
        all("accounts.kind_not_open"),
    ),
    row(
        "bidSubmit",
        "(input: { demandId: \"$published\", priceYuan: \"免费\", durationDays: 30, \
         plan: \"按月上门收运，含联单办理与标签。\", requestKey: \"k\" }) { problems { code } }",
        [SIGN_IN, "bids.not_provider", "bids.price_form", FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    row(
        "bidWithdraw",
        "(input: { bidId: \"$bid\" }) { problems { code } }",
        [SIGN_IN, NOT_FOUND, NOT_FOUND, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    row(
        "changeRequestApprove",
        "(input: { changeRequestId: \"$check\", revision: 99 }) { problems { code } }",
        [SIGN_IN, FORBIDDEN, FORBIDDEN, "moderation.changed_meanwhile", NOT_FOUND, FORBIDDEN],
    ),
    row(
        "changeRequestRefuse",
        "(input: { changeRequestId: \"$check\", revision: 99, reasonCode: \"other\", note: \"不行\" }) \
         { problems { code } }",
        [SIGN_IN, FORBIDDEN, FORBIDDEN, "moderation.changed_meanwhile", NOT_FOUND, FORBIDDEN],
    ),
    row(
        "demandAward",
        "(input: { demandId: \"$published\", bidId: \"$bid\" }) { problems { code } }",
        [SIGN_IN, "demands.not_open_yet", NOT_FOUND, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    row(
        "demandPost",
        "(input: $need) { problems { code } }",
        [
            SIGN_IN,
            "demands.title_length",
            "demands.not_enterprise",
            FORBIDDEN,
            FORBIDDEN,
            FORBIDDEN,
        ],
    ),
    row(
        "demandWithdraw",
        "(input: { demandId: \"$published\", reason: \"\" }) { problems { code } }",
        [SIGN_IN, "demands.reason_length", NOT_FOUND, FORBIDDEN, FORBIDDEN, FORBIDDEN],
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
    people: [Actor; 6],
    things: Vec<(&'static str, String)>,
}

async fn scene() -> Scene {
    let app = TestApp::start().await;
    let enterprise = app.enterprise("青浦纸业有限公司").await;
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
    let things = vec![
        ("$published", published),
        ("$waiting", waiting),
        ("$check", check),
        ("$bid", bid),
        ("$provider", listed.texts("/providers/nodes", "id").remove(0)),
        ("$code", app.next_credit_code("310118")),
    ];
    let elsewhere = app.moderator("33").await;
    let administrator = app.administrator().await;
    let people = [app.visitor(), enterprise, provider, moderator, elsewhere, administrator];
    Scene { app, people, things }
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
