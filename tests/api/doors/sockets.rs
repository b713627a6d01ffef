//! Connections for subscriptions: who may open one, what may be said, when it ends.

use crate::support::{Browser, Heard, PASSWORD, TestApp, Wire};
use serde_json::json;

const ASK: &str = "subscription { askStream(input: { question: \"\" }) \
    { answer { problems { code } } } }";

async fn greeted(app: &TestApp) -> Wire {
    let mut wire = Wire::open(&app.address(""), &[]).await.expect("it is opened");
    wire.greet().await;
    wire
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_followed_comes_bit_by_bit_and_ends() {
    let app = TestApp::start().await;
    let mut wire = greeted(&app).await;

    wire.subscribe("a", ASK, json!({})).await;

    let told = wire.next().await;
    assert_eq!((told["type"].as_str(), told["id"].as_str()), (Some("next"), Some("a")));
    let problem = told.pointer("/payload/data/askStream/answer/problems/0/code");
    assert_eq!(problem, Some(&json!("assistant.question_empty")), "{told:#}");
    assert_eq!(wire.next().await, json!({ "type": "complete", "id": "a" }));
    wire.say(&json!({ "type": "ping" })).await;
    assert_eq!(wire.next().await, json!({ "type": "pong" }));
    wire.subscribe("a", ASK, json!({})).await;
    assert_eq!(wire.next().await["type"], "next", "a name is free again");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_our_own_pages_open_connections() {
    let app = TestApp::start().await;
    let base = app.address("");
    let own = base.clone();

    assert!(Wire::open(&base, &[("origin", &own)]).await.is_ok());
    for foreign in ["https://evil.example.org", "null", "http://127.0.0.1"] {
        assert_eq!(Wire::open(&base, &[("origin", foreign)]).await.err(), Some(403), "{foreign}");
    }
    let nobody = Wire::open(&base, &[("authorization", "Bearer x")]).await;
    assert_eq!(nobody.err(), Some(401));
    assert_eq!(Wire::open_as("graphql-ws", &base, &[]).await.err(), Some(400));
    assert_eq!(app.get("/graphql").await.status(), 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_breaks_the_protocol_is_closed_out() {
    let app = TestApp::start().await;
    let subscribe = json!({ "type": "subscribe", "id": "1", "payload": { "query": ASK } });

    let mut early = Wire::open(&app.address(""), &[]).await.expect("it is opened");
    early.say(&subscribe).await;
    assert_eq!(early.hear().await, Heard::Closed(4401));

    let mut eager = greeted(&app).await;
    eager.say(&json!({ "type": "connection_init" })).await;
    assert_eq!(eager.hear().await, Heard::Closed(4429));

    let long = "x".repeat(70_000);
    for text in ["", "{", "[]", r#"{"type":"start"}"#, r#"{"type":"subscribe","id":"1"}"#, &long] {
        let mut wire = greeted(&app).await;
        wire.say_as_it_is(text).await;
        assert_eq!(wire.hear().await, Heard::Closed(4400), "{}", text.len());
    }
    let nameless = json!({ "type": "subscribe", "id": "", "payload": { "query": ASK } });
    let mut wire = greeted(&app).await;
    wire.say(&nameless).await;
    assert_eq!(wire.hear().await, Heard::Closed(4400));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_subscriptions_are_answered_and_their_limits_hold() {
    let app = TestApp::start().await;
    let mut wire = greeted(&app).await;
    let sign_out = "mutation { sessionSignOut { problems { code } } }".to_owned();

    for (text, code) in [
        ("{ viewer { id } }".to_owned(), "BAD_INPUT"),
        (sign_out, "BAD_INPUT"),
        ("subscription {".to_owned(), "BAD_INPUT"),
        ("subscription { noSuchField }".to_owned(), "BAD_INPUT"),
        ("subscription A { noSuchField } query B { viewer { id } }".to_owned(), "BAD_INPUT"),
    ] {
        wire.subscribe("1", &text, json!({})).await;
        let told = wire.next().await;
        assert_eq!(told["type"], "error", "{text}: {told:#}");
        assert_eq!(told["payload"][0]["extensions"]["code"], code, "{text}: {told:#}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_followed_may_not_cost_too_much() {
    for limit in [("GREENBRIDGE_LIMIT_DEPTH", "2"), ("GREENBRIDGE_LIMIT_COMPLEXITY", "10")] {
        let app = TestApp::start_with(&[limit]).await;
        let mut wire = greeted(&app).await;

        wire.subscribe("1", ASK, json!({})).await;

        let told = wire.next().await;
        assert_eq!(told["payload"][0]["extensions"]["code"], "LIMIT_EXCEEDED", "{told:#}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_opens_so_many_connections_and_no_more() {
    let app = TestApp::start_with(&[("GREENBRIDGE_LIMIT_SOCKETS", "2")]).await;
    let base = app.address("");
    let one = greeted(&app).await;
    let _other = greeted(&app).await;

    assert_eq!(Wire::open(&base, &[]).await.err(), Some(429));

    drop(one);
    let mut again = Wire::open(&base, &[]).await;
    for _ in 0..1_000 {
        if again.is_ok() {
            break;
        }
        again = Wire::open(&base, &[]).await;
    }
    assert!(again.is_ok(), "a place that is left is free again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_without_a_subscription_ends() {
    let app = TestApp::start_with(&[("GREENBRIDGE_SOCKET_IDLE", "1s")]).await;
    let mut wire = greeted(&app).await;

    assert_eq!(wire.hear().await, Heard::Closed(1000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_ends_after_its_time() {
    let app = TestApp::start_with(&[("GREENBRIDGE_SOCKET_LIFE", "1s")]).await;
    let mut wire = greeted(&app).await;

    assert_eq!(wire.hear().await, Heard::Closed(1012));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_ends_with_the_session_it_was_opened_in() {
    let app = TestApp::start_with(&[("GREENBRIDGE_SOCKET_IDLE", "10s")]).await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email, PASSWORD).await.ok();
    let cookies: Vec<String> =
        browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let cookies = cookies.join("; ");
    let own = app.address("");
    let headers = [("cookie", cookies.as_str()), ("origin", own.as_str())];
    let mut wire = Wire::open(&app.address(""), &headers).await.expect("it is opened");
    wire.greet().await;

    let ended = person.query("mutation { sessionEndOthers { ended } }", json!({})).await;
    assert_eq!(ended.number("/sessionEndOthers/ended"), 1);
    app.settle().await;

    assert_eq!(wire.hear().await, Heard::Closed(4403));
}
