//! What browsers are told to keep from happening: cookies, frames, caches, referrers.

use crate::support::{PASSWORD, TestApp};
use reqwest::header::SET_COOKIE;
use serde_json::json;

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
