//! Nothing that is asked may cost too much.

use crate::support::{TestApp, need};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_nests_too_deep_is_refused() {
    let app = TestApp::start().await;
    let nested = |depth: usize| {
        format!("{{ regions {{ {} code {} }} }}", "children { ".repeat(depth), "} ".repeat(depth))
    };

    let shallow = app.visitor().query(&nested(1), json!({})).await;
    assert!(shallow.error().is_none(), "{:#}", shallow.body);
    app.visitor().query(&nested(30), json!({})).await.denied("LIMIT_EXCEEDED");
    app.visitor().query(&nested(2_000), json!({})).await.error().expect("refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_costs_too_much_is_refused() {
    let app = TestApp::start().await;
    let page = "providers(first: 100) { nodes { id name reviews(first: 50) { id text } } }";
    let many: String = (0..20).map(|number| format!("p{number}: {page} ")).collect();

    app.visitor().query(&format!("{{ {many} }}"), json!({})).await.denied("LIMIT_EXCEEDED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_too_long_is_refused() {
    let app = TestApp::start().await;
    let long = format!("{{ viewer {{ id }} }} # {}", "x".repeat(70_000));

    app.visitor().query(&long, json!({})).await.denied("LIMIT_EXCEEDED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_is_refused() {
    let app = TestApp::start_with(&[("GREENBRIDGE_LIMIT_BODY", "64KiB")]).await;
    let body = json!({ "query": "{ viewer { id } }", "variables": { "x": "x".repeat(70_000) } });

    let answer = app.visitor().send(&body).await;

    assert_eq!(answer.status, 413);
    answer.denied("LIMIT_EXCEEDED");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_over_the_limit_of_their_list_are_refused() {
    let app = TestApp::start().await;

    for list in ["providers(first: 101) { nodes { id } }", "demands(first: 101) { nodes { id } }"] {
        app.visitor().query(&format!("{{ {list} }}"), json!({})).await.denied("LIMIT_EXCEEDED");
    }
    let search = "{ search(query: \"x\", first: 51) { nodes { title } } }";
    app.visitor().query(search, json!({})).await.denied("LIMIT_EXCEEDED");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_query_is_refused_in_words_for_programs() {
    let app = TestApp::start().await;
    let visitor = app.visitor();

    for text in
        ["", "{", "{ no_such_field }", "query($x: Nope) { viewer { id } }", "\u{0}", "mutation {"]
    {
        visitor.query(text, json!({})).await.denied("BAD_INPUT");
    }
    visitor
        .query("query($id: ID!) { provider(id: $id) { id } }", json!({ "id": "x" }))
        .await
        .denied("BAD_INPUT");
    visitor
        .query("query($id: ID!) { provider(id: $id) { id } }", json!({}))
        .await
        .denied("BAD_INPUT");
    for body in [json!([]), json!({}), json!("x"), json!({ "query": 7 })] {
        let answer = visitor.send(&body).await;
        assert!(answer.status < 500, "{body}");
        answer.denied("BAD_INPUT");
    }
    let not_json =
        app.http().post(app.address("/graphql")).header("content-type", "application/json");
    assert_eq!(not_json.body("{").send().await.unwrap().status(), 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_takes_its_own_fields_in_their_own_types_and_no_others() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let text =
        "mutation($input: DemandPostInput!) { demandPost(input: $input) { problems { code } } }";

    for (field, value) in [
        ("state", json!("PUBLISHED")),
        ("organisationId", json!("org_01ARZ3NDEKTSV4RRFFQ69G5FAV")),
        ("__proto__", json!({ "role": "MODERATOR" })),
        ("title", json!(["废油"])),
        ("title", json!({ "$ne": "" })),
        ("quantity", json!("180")),
        ("deadline", json!(true)),
    ] {
        let mut input = need(&json!({}));
        input[field] = value;
        person.query(text, json!({ "input": input })).await.denied("BAD_INPUT");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn aliases_do_not_get_round_the_count_of_changes() {
    let app = TestApp::start_with(&[("GREENBRIDGE_RATE_SIGN_IN", "3/min")]).await;
    let tries: String = (0..20)
        .map(|number| {
            format!(
                "t{number}: sessionSignIn(input: {{ email: \"a@example.org\", password: \"p{number}\" }}) \
                 {{ problems {{ code }} }} "
            )
        })
        .collect();

    let answer = app.visitor().query(&format!("mutation {{ {tries} }}"), json!({})).await;

    answer.denied("LIMIT_EXCEEDED");
}
