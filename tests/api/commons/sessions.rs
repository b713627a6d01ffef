//! 会话: the two tokens of a device, in cookies and as a bearer.

use crate::support::TestApp;
use chrono::Duration;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const PASSWORD: &str = "Abc-12345-xyz";

/// A browser: keeps cookies, sends our script's header unless told otherwise.
struct Browser<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
    own_script: bool,
}

impl<'a> Browser<'a> {
    fn new(app: &'a TestApp) -> Self {
        Self { app, cookies: BTreeMap::new(), own_script: true }
    }

    async fn send(&mut self, text: &str) -> (u16, Value) {
        let cookies: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = self
            .app
            .http()
            .post(self.app.address("/graphql"))
            .header(COOKIE, cookies.join("; "))
            .json(&json!({ "query": text }));
        if self.own_script {
            request = request.header("x-greenbridge", "workspace");
        }
        let response = request.send().await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        (response.status().as_u16(), response.json().await.unwrap())
    }

    async fn sign_in(&mut self, email: &str) {
        let text = format!(
            "mutation {{ sessionSignIn(input: {{ email: {email:?}, password: {PASSWORD:?} }}) \
             {{ viewer {{ id }} problems {{ code }} }} }}"
        );
        let (_, body) = self.send(&text).await;
        assert!(body.pointer("/data/sessionSignIn/viewer/id").is_some(), "{body:#}");
    }

    async fn is_signed_in(&mut self) -> bool {
        let (_, body) = self.send("{ viewer { id } }").await;
        !body["data"]["viewer"].is_null()
    }

    /// Whether the refresh token still gives new ones.
    async fn refreshes(&mut self) -> bool {
        let (_, body) = self.send(REFRESH).await;
        !body["data"]["sessionRefresh"]["viewer"].is_null()
    }
}

const REFRESH: &str = "mutation { sessionRefresh { viewer { id } accessToken problems { code } } }";
const SIGN_OUT: &str = "mutation { sessionSignOut { problems { code } } }";

#[tokio::test(flavor = "multi_thread")]
async fn cookies_are_out_of_reach_of_scripts_and_of_other_sites() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let text = format!(
        "mutation {{ sessionSignIn(input: {{ email: {:?}, password: {PASSWORD:?} }}) {{ problems {{ code }} }} }}",
        person.email
    );

    let request = app.http().post(app.address("/graphql")).json(&json!({ "query": text }));
    let response = request.send().await.unwrap();

    let cookies: Vec<_> =
        response.headers().get_all(SET_COOKIE).iter().map(|it| it.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for cookie in cookies {
        assert!(cookie.contains("HttpOnly"), "{cookie}");
        assert!(cookie.contains("SameSite="), "{cookie}");
        assert!(cookie.starts_with("gb_access=") || cookie.contains("Path=/graphql"), "{cookie}");
    }
    assert_eq!(response.headers()["cache-control"], "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_access_token_ends_after_a_quarter_of_an_hour_and_is_refreshed() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email).await;

    app.db().clock().advance(Duration::minutes(15));

    assert!(!browser.is_signed_in().await);
    assert!(browser.refreshes().await);
    assert!(browser.is_signed_in().await);
    let old = person.with_token(person.token()).query("{ viewer { id } }", json!({})).await;
    old.denied("UNAUTHENTICATED");
    assert_eq!(old.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_used_twice_ends_its_whole_family() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email).await;
    let mut other_device = Browser::new(&app);
    other_device.sign_in(&person.email).await;
    let mut thief = Browser::new(&app);
    thief.cookies = browser.cookies.clone();

    assert!(browser.refreshes().await);
    app.db().clock().advance(Duration::minutes(1));
    assert!(!thief.refreshes().await, "the token was used before");

    assert!(!browser.refreshes().await, "everything that descends from that sign-in has ended");
    assert!(other_device.refreshes().await, "another sign-in has not");
    let told = "SELECT count(*) FROM audit_entries WHERE action = 'accounts.token_reused'";
    assert_eq!(app.count(told).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_refreshing_at_once_do_not_end_the_session() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email).await;
    let mut tab = Browser::new(&app);
    tab.cookies = browser.cookies.clone();

    let (first, second) = tokio::join!(browser.refreshes(), tab.refreshes());

    assert!(first ^ second, "one of them is given new tokens");
    let mut winner = if first { browser } else { tab };
    assert!(winner.refreshes().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_acts_for_another_organisation_of_the_person_with_new_tokens() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let other = app.provider("绿源环境服务有限公司").await;
    let id = |it: &str| {
        format!("(SELECT {it} FROM memberships m JOIN accounts a ON a.id = m.account_id")
    };
    let join = format!(
        "INSERT INTO memberships (account_id, organisation_id, role, since) SELECT \
         (SELECT id FROM accounts WHERE email = '{}'), m.organisation_id, 'VIEWER', m.since \
         FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = '{}'",
        person.email, other.email
    );
    sea_orm::ConnectionTrait::execute_unprepared(app.db().for_migrations(), &join).await.unwrap();
    let target =
        app.text(&format!("{} WHERE a.email = '{}')", id("m.organisation_id"), other.email)).await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email).await;
    let stale = browser.cookies.clone();
    let switch = |to: &str| {
        format!(
            "mutation {{ sessionActFor(input: {{ organisationId: {to:?} }}) {{ \
             viewer {{ memberRole organisation {{ name }} }} problems {{ code }} }} }}"
        )
    };

    let (_, answer) = browser.send(&switch(&target)).await;
    let viewer = &answer["data"]["sessionActFor"]["viewer"];
    assert_eq!(viewer["organisation"]["name"], "绿源环境服务有限公司", "{answer:#}");
    assert_eq!(viewer["memberRole"], "VIEWER");
    assert!(browser.refreshes().await);
    let (_, seen) = browser.send("{ viewer { organisation { name } } }").await;
    assert_eq!(seen["data"]["viewer"]["organisation"]["name"], "绿源环境服务有限公司");

    let stranger = app.enterprise("松江化工有限公司").await;
    let foreign = app
        .text(&format!("{} WHERE a.email = '{}')", id("m.organisation_id"), stranger.email))
        .await;
    let (_, refused) = browser.send(&switch(&foreign)).await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "NOT_FOUND");
    browser.cookies = stale;
    let (_, old) = browser.send(&switch(&target)).await;
    assert_eq!(old["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "the token was used");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_not_used_for_two_weeks_is_over() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email).await;

    app.db().clock().advance(Duration::days(13));
    assert!(browser.refreshes().await);
    app.db().clock().advance(Duration::days(13));
    assert!(browser.refreshes().await, "each use counts anew");
    app.db().clock().advance(Duration::days(14));
    assert!(!browser.refreshes().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_and_its_cookies() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email).await;
    let kept = browser.cookies.clone();

    browser.send(SIGN_OUT).await;

    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    assert!(!browser.is_signed_in().await);
    browser.cookies = kept;
    assert!(!browser.refreshes().await, "the refresh token is good for nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_changes_nothing_with_our_cookies() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email).await;
    browser.own_script = false;

    let (status, body) = browser.send(SIGN_OUT).await;
    assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (403, &json!("FORBIDDEN")));
    let (status, _) = browser.send(REFRESH).await;
    assert_eq!(status, 403);
    assert!(browser.is_signed_in().await, "reading needs no header, and nothing was changed");

    // A form can only send these.
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
    {
        let request = app.http().post(app.address("/graphql")).header("content-type", kind);
        let body = json!({ "query": SIGN_OUT }).to_string();
        assert_eq!(request.body(body).send().await.unwrap().status(), 415, "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_are_not_ours_are_refused_alike() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let token = person.token();
    let parts: Vec<&str> = token.split('.').collect();
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    let swapped = format!("{}.{}.{}", parts[0], parts[1], "A".repeat(43));

    for wrong in ["x", "a.b.c", &unsigned, &swapped, &token[1..], &"a".repeat(5_000)] {
        let answer = person.with_token(wrong).query("{ viewer { id } }", json!({})).await;
        assert_eq!(answer.status, 401, "{wrong:.40}");
        answer.denied("UNAUTHENTICATED");
    }
    let mut browser = Browser::new(&app);
    browser.cookies.insert("gb_access".into(), unsigned);
    browser.cookies.insert("gb_refresh".into(), "A".repeat(43));
    assert!(!browser.is_signed_in().await);
    assert!(!browser.refreshes().await);
}
