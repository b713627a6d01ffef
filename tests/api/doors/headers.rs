//! What browsers are told to keep from happening: cookies, frames, caches, referrers; and what
//! must not be said to us in the first place.

use crate::support::{PASSWORD, TestApp};
use reqwest::Method;
use reqwest::header::SET_COOKIE;
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn sign_in_cookies(app: &TestApp, email: &str) -> Vec<String> {
    let text = "mutation($input: SessionSignInInput!) { sessionSignIn(input: $input) { problems { code } } }";
    let input = json!({ "email": email, "password": PASSWORD });
    let body = json!({ "query": text, "variables": { "input": input } });
    let response = app.http().post(app.address("/graphql")).json(&body).send().await.unwrap();
    let cookies = response.headers().get_all(SET_COOKIE).iter();
    cookies.map(|it| it.to_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn under_https_cookies_are_secure_and_bound_to_our_host() {
    let https = [("GREENBRIDGE_PUBLIC_URL", "https://greenbridge.example.org")];
    let app = TestApp::start_with(&https).await;
    let person = app.enterprise("青浦纸业有限公司").await;

    let cookies = sign_in_cookies(&app, &person.email).await;

    assert_eq!(cookies.len(), 3, "{cookies:?}");
    for cookie in &cookies {
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain="), "{cookie}");
    }
    let access = cookies.iter().find(|it| it.starts_with("__Host-gb_access=")).unwrap();
    assert!(access.contains("Path=/;") || access.ends_with("Path=/"), "{access}");
    for name in ["__Secure-gb_refresh=", "__Secure-gb_device="] {
        let cookie = cookies.iter().find(|it| it.starts_with(name)).unwrap();
        assert!(cookie.contains("Path=/graphql"), "{cookie}");
    }
    let value = access.split([';', '=']).nth(1).unwrap();
    let asks = async |name: &str| {
        let request = app.http().post(app.address("/graphql"));
        let request = request.header("cookie", format!("{name}={value}"));
        let body = json!({ "query": "{ viewer { id } }" });
        let answer = request.json(&body).send().await.unwrap();
        let answer: serde_json::Value = answer.json().await.unwrap();
        !answer["data"]["viewer"].is_null()
    };
    assert!(asks("__Host-gb_access").await);
    assert!(!asks("gb_access").await, "one without the prefix may come from anywhere");
}

/// One of every kind of answer: pages, files, data, refusals, what machines ask.
const ANSWERS: [&str; 12] = [
    "/",
    "/providers.json",
    "/no-such-page",
    "/robots.txt",
    "/favicon.svg",
    "/healthz",
    "/workspace",
    "/workspace/assets/none.js",
    "/graphql",
    "/exports/my-data.json",
    "/documents/contracts/ctr_01ARZ3NDEKTSV4RRFFQ69G5FAV/contract.docx",
    "/documents/registrations/reg_01ARZ3NDEKTSV4RRFFQ69G5FAV/letter",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_goes_out_without_what_protects_it() {
    let app = TestApp::start().await;

    for path in ANSWERS {
        let answer = app.get(path).await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.headers().contains_key("server"), "{path}");
        let kind = answer.headers().get("content-type").map(|it| it.to_str().unwrap());
        let is_told =
            kind.is_none_or(|it| !it.starts_with("text/") || it.contains("charset=utf-8"));
        assert!(is_told, "{path}: {kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn under_https_browsers_come_back_by_https_only() {
    let https = [("GREENBRIDGE_PUBLIC_URL", "https://greenbridge.example.org")];
    let app = TestApp::start_with(&https).await;

    for path in ANSWERS {
        let answer = app.get(path).await;
        let told = answer.headers()["strict-transport-security"].to_str().unwrap().to_owned();
        assert_eq!(told, "max-age=31536000; includeSubDomains", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_origin_reads_our_answers() {
    let app = TestApp::start().await;

    for method in [Method::GET, Method::POST, Method::OPTIONS] {
        for path in ["/graphql", "/providers.json", "/exports/my-data.json"] {
            let asked = app.http().request(method.clone(), app.address(path));
            let asked = asked.header("origin", "https://elsewhere.example");
            let answer =
                asked.header("access-control-request-method", "POST").send().await.unwrap();
            let names = answer.headers().keys().map(|it| it.as_str().to_owned());
            let opened: Vec<_> = names.filter(|it| it.starts_with("access-control-")).collect();
            assert_eq!(opened, [""; 0], "{method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_methods_of_an_address_are_answered() {
    let app = TestApp::start().await;

    for method in ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "DEBUG"] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        for path in ["/", "/graphql", "/healthz", "/exports/my-data.json"] {
            let asked = app.http().request(method.clone(), app.address(path));
            let answer = asked.header("x-echo", "gb-echo-7").send().await.unwrap();
            assert!(matches!(answer.status().as_u16(), 404 | 405), "{method} {path}");
            assert!(!answer.text().await.unwrap().contains("gb-echo-7"), "{method} {path}");
        }
    }
    let asked = app.get("/graphql?query=%7Bviewer%7Bid%7D%7D").await;
    assert_eq!(asked.status(), 405, "nothing is asked or changed by an address");
}

/// What the server says to these bytes before it closes.
pub(super) async fn said_to(app: &TestApp, bytes: &str) -> String {
    let address = app.address("");
    let mut door = TcpStream::connect(address.trim_start_matches("http://")).await.unwrap();
    door.write_all(bytes.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(20), door.read_to_end(&mut said)).await;
    closed.expect("it closes on what it does not understand").unwrap();
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_whose_end_is_unclear_is_refused() {
    let app = TestApp::start().await;
    let hidden = "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";

    for unclear in [
        "content-length: 5\r\ncontent-length: 9\r\n",
        "content-length: 5\r\ntransfer-encoding: chunked\r\n",
        "content-length: +5\r\n",
        "content-length: 0x5\r\n",
        "transfer-encoding: xchunked\r\n",
        "transfer-encoding: chunked, identity\r\n",
        "transfer-encoding : chunked\r\n",
        " content-length: 5\r\n",
    ] {
        let head = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
        let said = said_to(&app, &format!("{head}{unclear}\r\n0\r\n\r\n{hidden}")).await;
        assert!(said.starts_with("HTTP/1.1 400 "), "{unclear:?}: {said}");
        assert_eq!(said.matches("HTTP/1.1 ").count(), 1, "{unclear:?}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_kept_by_nobody_and_framed_by_nobody() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let ask = async |token: &str| {
        let request = app.http().post(app.address("/graphql")).bearer_auth(token);
        request.json(&json!({ "query": "{ viewer { email } }" })).send().await.unwrap()
    };

    for (token, status) in [(person.token(), 200), ("x", 401), ("gbk_x", 401)] {
        let answer = ask(token).await;
        assert_eq!(answer.status(), status);
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("cache-control"), "no-store", "{token}");
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_says_what_browsers_must_not_do() {
    let app = TestApp::start().await;

    for path in ["/", "/providers", "/demands", "/no-such-page"] {
        let answer = app.get(path).await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(header("permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(header("referrer-policy"), "strict-origin-when-cross-origin", "{path}");
    }
}
