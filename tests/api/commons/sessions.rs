//! 会话: the two tokens of a device, in cookies and as a bearer.

use crate::support::{Answer, Browser, PASSWORD, TestApp};
use chrono::Duration;
use reqwest::header::SET_COOKIE;
use serde_json::json;

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
    assert_eq!(cookies.len(), 3, "{cookies:?}");
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
    browser.sign_in(&person.email, PASSWORD).await.ok();

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
    browser.sign_in(&person.email, PASSWORD).await.ok();
    let mut other_device = Browser::new(&app);
    other_device.sign_in(&person.email, PASSWORD).await.ok();
    let mut thief = browser.copy();

    assert!(browser.refreshes().await);
    app.db().clock().advance(Duration::minutes(1));
    assert!(!thief.refreshes().await, "the token was used before");

    assert!(!browser.refreshes().await, "everything that descends from that sign-in has ended");
    assert!(other_device.refreshes().await, "another sign-in has not");
    let told = "SELECT count(*) FROM audit_entries WHERE action = 'sessions.token_reused'";
    assert_eq!(app.count(told).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_refreshing_at_once_do_not_end_the_session() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email, PASSWORD).await.ok();
    let mut tab = browser.copy();

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
    let stranger = app.enterprise("松江化工有限公司").await;
    let foreign = app
        .text(&format!("{} WHERE a.email = '{}')", id("m.organisation_id"), stranger.email))
        .await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email, PASSWORD).await.ok();
    let mut stale = browser.copy();

    let answer = act_for(&mut browser, &target).await.ok();

    let viewer = |field: &str| format!("/sessionActFor/viewer/{field}");
    assert_eq!(answer.text(&viewer("organisation/name")), "绿源环境服务有限公司");
    assert_eq!(answer.text(&viewer("memberRole")), "VIEWER");
    assert!(browser.refreshes().await);
    let seen = browser.ask("{ viewer { organisation { name } } }", json!({})).await;
    assert_eq!(seen.text("/viewer/organisation/name"), "绿源环境服务有限公司");
    act_for(&mut browser, &foreign).await.denied("NOT_FOUND");
    // The token was used.
    act_for(&mut stale, &target).await.denied("UNAUTHENTICATED");
}

async fn act_for(browser: &mut Browser<'_>, organisation: &str) -> Answer {
    let input = json!({ "organisationId": organisation });
    let wanted = "viewer { memberRole organisation { name } }";
    browser.mutate("sessionActFor", wanted, input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_not_used_for_two_weeks_is_over() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email, PASSWORD).await.ok();

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
    browser.sign_in(&person.email, PASSWORD).await.ok();
    let kept = browser.cookies.clone();

    browser.ask(SIGN_OUT, json!({})).await.ok();

    let left: Vec<_> = browser.cookies.keys().collect();
    assert_eq!(left, ["gb_device"], "only by what the browser is known again");
    assert!(!browser.is_signed_in().await);
    browser.cookies = kept;
    assert!(!browser.refreshes().await, "the refresh token is good for nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_a_session_that_has_ended_is_refused_by_every_server() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let (mut device, mut other) = (Browser::new(&app), Browser::new(&app));
    device.sign_in(&person.email, PASSWORD).await.ok();
    other.sign_in(&person.email, PASSWORD).await.ok();
    let mut stolen = device.copy();
    let bearer = device.cookies["gb_access"].clone();

    device.ask(SIGN_OUT, json!({})).await.ok();
    app.settle().await;

    assert!(!stolen.is_signed_in().await, "a quarter of an hour early");
    let program = app.visitor().with_token(bearer);
    assert_eq!(program.query("{ viewer { id } }", json!({})).await.status, 401);
    assert!(other.is_signed_in().await, "the person's other device goes on");
    app.db().clock().advance(Duration::minutes(15));
    app.settle().await;
    assert!(!stolen.is_signed_in().await, "forgotten, and over by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_signs_in_again_leaves_its_session() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email, PASSWORD).await.ok();
    let mut left = browser.copy();
    let before = browser.sessions().await.len();

    browser.sign_in(&person.email, "Wrong-1-word").await.refused("sessions.wrong_credentials");
    assert!(left.copy().is_signed_in().await, "who fails leaves nothing");
    browser.sign_in(&person.email, PASSWORD).await.ok();

    assert_eq!(browser.sessions().await.len(), before);
    assert!(!left.refreshes().await, "the old one is over");
    assert!(browser.refreshes().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_changes_nothing_with_our_cookies() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email, PASSWORD).await.ok();
    browser.own_script = false;

    let refused = browser.ask(SIGN_OUT, json!({})).await;
    refused.denied("FORBIDDEN");
    assert_eq!(refused.status, 403);
    assert_eq!(browser.ask(REFRESH, json!({})).await.status, 403);
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
async fn cookies_that_come_with_a_request_of_another_site_are_not_read() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email, PASSWORD).await.ok();
    let cookies: Vec<_> =
        browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let fetched = async |from: &str| {
        let asked = app.http().get(app.address("/exports/my-data.json"));
        let asked = asked.header("cookie", cookies.join("; ")).header("sec-fetch-site", from);
        asked.send().await.unwrap().status().as_u16()
    };

    for (from, status) in
        [("same-origin", 200), ("none", 200), ("same-site", 401), ("cross-site", 401), ("x", 401)]
    {
        assert_eq!(fetched(from).await, status, "{from}");
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

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_its_longest_time_however_much_it_is_used() {
    let app = TestApp::start_with(&[("GREENBRIDGE_SESSION_LIMIT", "20d")]).await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email, PASSWORD).await.ok();

    app.db().clock().advance(Duration::days(10));
    assert!(browser.refreshes().await);
    app.db().clock().advance(Duration::days(10));
    assert!(!browser.refreshes().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_of_staff_is_over_after_half_an_hour_without_use() {
    let app = TestApp::start().await;
    let moderator = app.moderator("31").await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&moderator.email, PASSWORD).await.ok();

    app.db().clock().advance(Duration::minutes(29));
    assert!(browser.refreshes().await);
    app.db().clock().advance(Duration::minutes(30));
    assert!(!browser.refreshes().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_their_devices_and_nobody_elses() {
    let app = TestApp::start_with(&[("GREENBRIDGE_PROXY", "yes")]).await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let stranger = app.enterprise("松江化工有限公司").await;
    let mut office = Browser::new(&app);
    office.from = Some("203.0.113.7".to_owned());
    app.db().clock().advance(Duration::minutes(1));
    office.sign_in(&person.email, PASSWORD).await.ok();
    app.db().clock().advance(Duration::minutes(1));
    let mut phone = Browser::new(&app);
    phone.agent = "Mozilla/5.0 (iPhone) <b>Safari</b>";
    phone.from = Some("198.51.100.9".to_owned());
    phone.sign_in(&person.email, PASSWORD).await.ok();

    let seen = phone.sessions().await;

    let devices: Vec<_> = seen.iter().map(|it| it["device"].as_str().unwrap()).collect();
    assert_eq!(devices.len(), 3, "with the one that registered");
    assert_eq!(devices[..2], ["苹果手机，Safari 浏览器", "Windows 电脑，Firefox 浏览器"]);
    assert_eq!(seen[0]["address"], "198.51.100.9");
    let current: Vec<_> = seen.iter().map(|it| it["isCurrent"] == true).collect();
    assert_eq!(current, [true, false, false]);
    let foreign = json!({ "sessionId": seen[1]["id"] });
    stranger.mutate("sessionEnd", "session { id }", &foreign).await.denied("NOT_FOUND");
    app.visitor().query("{ sessions { id } }", json!({})).await.denied("UNAUTHENTICATED");
    assert!(office.refreshes().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_is_ended_gets_no_new_tokens() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut office = Browser::new(&app);
    let mut phone = Browser::new(&app);
    let mut lost = Browser::new(&app);
    for browser in [&mut office, &mut phone, &mut lost] {
        browser.sign_in(&person.email, PASSWORD).await.ok();
    }
    let own = lost.sessions().await.into_iter().find(|it| it["isCurrent"] == true).unwrap();

    let input = json!({ "sessionId": own["id"] });
    office.mutate("sessionEnd", "session { id }", input.clone()).await.ok();
    office.mutate("sessionEnd", "session { id }", input).await.denied("NOT_FOUND");

    assert!(!lost.refreshes().await);
    assert!(phone.refreshes().await);
    let others = "mutation { sessionEndOthers { ended problems { code } } }";
    assert_eq!(office.ask(others, json!({})).await.ok().number("/sessionEndOthers/ended"), 2);
    assert!(!phone.refreshes().await);
    assert!(office.refreshes().await);
    assert_eq!(office.sessions().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_on_an_unknown_device_is_told_by_mail_once() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut known = Browser::new(&app);
    known.sign_in(&person.email, PASSWORD).await.ok();
    let before = app.letters_to(&person.email).await.len();

    known.sign_in(&person.email, PASSWORD).await.ok();
    assert_eq!(app.letters_to(&person.email).await.len(), before, "a known device is no news");
    let mut forged = Browser::new(&app);
    forged.cookies.insert("gb_device".into(), "A".repeat(43));
    forged.sign_in(&person.email, PASSWORD).await.ok();

    let letters = app.letters_to(&person.email).await;
    assert_eq!(letters.len(), before + 1);
    let told = letters.last().unwrap();
    assert!(told.text.contains("Windows 电脑，Firefox 浏览器"), "{told:?}");
    assert!(told.text.contains("2026年11月21日 09:00（北京时间）"), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_has_its_token_in_a_cookie_and_nowhere_else() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let input = json!({ "email": person.email, "password": PASSWORD });
    let wanted = "viewer { id } accessToken";

    let mut browser = Browser::new(&app);
    let answer = browser.mutate("sessionSignIn", wanted, input.clone()).await.ok();
    assert!(answer.get("/sessionSignIn/accessToken").is_null());
    assert!(browser.is_signed_in().await);
    assert!(browser.ask(REFRESH, json!({})).await.get("/sessionRefresh/accessToken").is_null());

    let text =
        format!("mutation($i: SessionSignInInput!) {{ sessionSignIn(input: $i) {{ {wanted} }} }}");
    let body = json!({ "query": text, "variables": { "i": input } });
    let asked = app.http().post(app.address("/graphql")).json(&body);
    let plain: serde_json::Value =
        asked.try_clone().unwrap().send().await.unwrap().json().await.unwrap();
    assert!(plain["data"]["sessionSignIn"]["accessToken"].is_string(), "programs are told");
    let page = asked.header("sec-fetch-site", "same-origin").send().await.unwrap();
    let page: serde_json::Value = page.json().await.unwrap();
    assert!(page["data"]["sessionSignIn"]["accessToken"].is_null(), "any page is a browser's");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_security_administrator_ends_the_sessions_of_somebody_else() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let security = app.security_administrator().await;
    let mut browser = Browser::new(&app);
    browser.sign_in(&person.email, PASSWORD).await.ok();
    let end = async |email: &str, reason: &str| {
        let input = json!({ "email": email, "reason": reason });
        security.mutate("sessionEndAllOf", "ended", &input).await
    };

    end(&security.email, "设备丢失").await.refused("sessions.not_oneself");
    end(&person.email, "").await.refused("sessions.reason_length");
    end(&person.email, "设备丢失，本人来电").await.ok();

    assert!(!browser.refreshes().await);
    let told = app.letters_to(&person.email).await;
    assert!(told.iter().any(|it| it.text.contains("全部登录")), "{told:?}");
    let kept = "SELECT count(*) FROM audit_entries WHERE action = 'sessions.end_all_of'";
    assert_eq!(app.count(kept).await, 1);
}
