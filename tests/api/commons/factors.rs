//! 第二因素: apps, recovery codes, passkeys, and staff who must have one.

use crate::support::{Authenticator, Browser, PASSWORD, TestApp};
use chrono::Duration;
use platform::auth::totp;
use serde_json::{Value, json};

/// An app on somebody's phone.
struct Phone {
    secret: Vec<u8>,
}

impl Phone {
    /// Reads the secret as it is typed: Base32.
    fn reads(text: &str) -> Self {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let bits: String =
            text.chars().map(|it| format!("{:05b}", letters.find(it).unwrap())).collect();
        let bytes = bits.as_bytes().chunks_exact(8);
        let byte = |it: &[u8]| u8::from_str_radix(std::str::from_utf8(it).unwrap(), 2).unwrap();
        Self { secret: bytes.map(byte).collect() }
    }

    fn code(&self, app: &TestApp) -> String {
        totp::code(&self.secret, app.db().clock().now().timestamp() / totp::STEP_SECONDS)
    }
}

/// Binds an app; gives the phone and the recovery codes.
async fn binds_app(browser: &mut Browser<'_>, app: &TestApp) -> (Phone, Vec<String>) {
    let input = json!({ "password": PASSWORD });
    let wanted = "totp { secret address qrSvg }";
    let started = browser.mutate("totpStart", wanted, input).await.ok();
    let phone = Phone::reads(&started.text("/totpStart/totp/secret"));
    assert!(started.text("/totpStart/totp/qrSvg").starts_with("<svg"));
    let input = json!({ "code": phone.code(app) });
    let done = browser.mutate("totpConfirm", "recoveryCodes", input).await.ok();
    (phone, strings(done.get("/totpConfirm/recoveryCodes")))
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

/// Types the password; gives the token of the second step.
async fn first_step(browser: &mut Browser<'_>, email: &str) -> Value {
    let was_in = browser.cookies.contains_key("gb_access");
    let input = json!({ "email": email, "password": PASSWORD });
    let wanted = "viewer { id } accessToken secondStep { token hasTotp passkeyOptions }";
    let answer = browser.mutate("sessionSignIn", wanted, input).await.ok();
    assert!(answer.get("/sessionSignIn/viewer").is_null(), "not signed in yet");
    assert!(answer.get("/sessionSignIn/accessToken").is_null());
    assert_eq!(browser.is_signed_in().await, was_in);
    answer.get("/sessionSignIn/secondStep").clone()
}

async fn second_step(browser: &mut Browser<'_>, token: &Value, shown: Value) -> Vec<String> {
    let mut input = shown;
    input["token"] = token.clone();
    browser.mutate("sessionConfirm", "viewer { id }", input).await.problems()
}

const NOTHING: [&str; 0] = [];
const WRONG: [&str; 1] = ["sessions.wrong_code"];
const OVER: [&str; 1] = ["sessions.challenge_over"];

async fn person(app: &TestApp) -> (Browser<'_>, String) {
    let person = app.enterprise("青浦纸业有限公司").await;
    let mut browser = Browser::new(app);
    browser.sign_in(&person.email, PASSWORD).await.ok();
    (browser, person.email)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_app_is_asked_for_at_every_sign_in() {
    let app = TestApp::start().await;
    let (mut browser, email) = person(&app).await;
    let (phone, codes) = binds_app(&mut browser, &app).await;
    assert_eq!(codes.len(), 10);
    let told = app.letters_to(&email).await;
    assert!(told.iter().any(|it| it.text.contains("已绑定验证器")), "{told:?}");

    app.db().clock().advance(Duration::minutes(1));
    let mut other = Browser::new(&app);
    let step = first_step(&mut other, &email).await;
    assert_eq!(step["hasTotp"], true);
    assert_eq!(second_step(&mut other, &step["token"], json!({ "code": "000000" })).await, WRONG);
    let code = json!({ "code": phone.code(&app) });
    assert_eq!(second_step(&mut other, &step["token"], code).await, NOTHING);

    assert!(other.is_signed_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_was_seen_is_worth_nothing() {
    let app = TestApp::start().await;
    let (mut browser, email) = person(&app).await;
    let (phone, _) = binds_app(&mut browser, &app).await;
    let mut owner = Browser::new(&app);
    let mut thief = Browser::new(&app);

    let step = first_step(&mut thief, &email).await;
    let bound = json!({ "code": phone.code(&app) });
    assert_eq!(second_step(&mut thief, &step["token"], bound).await, WRONG, "it bound the app");
    app.db().clock().advance(Duration::minutes(1));
    let code = json!({ "code": phone.code(&app) });
    let own = first_step(&mut owner, &email).await;
    assert_eq!(second_step(&mut owner, &own["token"], code.clone()).await, NOTHING);
    assert_eq!(second_step(&mut thief, &step["token"], code).await, WRONG);
    assert_eq!(
        second_step(&mut owner, &own["token"], json!({ "code": "000000" })).await,
        OVER,
        "a second step is done once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_step_ends_after_five_minutes_and_after_five_tries() {
    let app = TestApp::start().await;
    let (mut browser, email) = person(&app).await;
    let (phone, _) = binds_app(&mut browser, &app).await;
    app.db().clock().advance(Duration::minutes(1));

    let late = first_step(&mut browser.copy(), &email).await;
    app.db().clock().advance(Duration::minutes(5));
    let code = json!({ "code": phone.code(&app) });
    assert_eq!(second_step(&mut Browser::new(&app), &late["token"], code).await, OVER);

    let mut guesser = Browser::new(&app);
    let step = first_step(&mut guesser, &email).await;
    for _ in 0..5 {
        let wrong = json!({ "code": "000000" });
        assert_eq!(second_step(&mut guesser, &step["token"], wrong).await, WRONG);
    }
    let right = json!({ "code": phone.code(&app) });
    assert_eq!(second_step(&mut guesser, &step["token"], right).await, OVER);
    let input = json!({ "email": email, "password": PASSWORD });
    let again = guesser.mutate("sessionSignIn", "viewer { id }", input).await;
    again.refused("sessions.wrong_credentials");
    for token in ["", "x", &"A".repeat(43)] {
        let shown = json!({ "code": "000000" });
        assert_eq!(second_step(&mut guesser, &json!(token), shown).await, OVER, "{token}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_works_once_and_is_told_by_mail() {
    let app = TestApp::start().await;
    let (mut browser, email) = person(&app).await;
    let (_, codes) = binds_app(&mut browser, &app).await;
    let typed = json!({ "recoveryCode": codes[3].to_lowercase().replace('-', " ") });

    let mut other = Browser::new(&app);
    let step = first_step(&mut other, &email).await;
    assert_eq!(second_step(&mut other, &step["token"], typed.clone()).await, NOTHING);
    let step = first_step(&mut other.copy(), &email).await;
    assert_eq!(second_step(&mut other.copy(), &step["token"], typed).await, WRONG, "once");
    let made_up = json!({ "recoveryCode": "3-AAAAA-BBBBB" });
    assert_eq!(second_step(&mut other.copy(), &step["token"], made_up).await, WRONG);

    let left = other.ask("{ secondFactors { recoveryCodesLeft } }", json!({})).await;
    assert_eq!(left.number("/secondFactors/recoveryCodesLeft"), 9);
    let told = app.letters_to(&email).await;
    assert!(told.iter().any(|it| it.text.contains("用恢复代码登录")), "{told:?}");
    let input = json!({ "password": PASSWORD });
    let new = other.mutate("recoveryCodesRenew", "recoveryCodes", input).await.ok();
    let step = first_step(&mut browser.copy(), &email).await;
    let old = json!({ "recoveryCode": codes[5] });
    assert_eq!(second_step(&mut browser.copy(), &step["token"], old).await, WRONG);
    let fresh = json!({ "recoveryCode": strings(new.get("/recoveryCodesRenew/recoveryCodes"))[0] });
    assert_eq!(second_step(&mut browser.copy(), &step["token"], fresh).await, NOTHING);
}

#[tokio::test(flavor = "multi_thread")]
async fn factors_are_changed_by_who_knows_the_password_and_kept_sealed() {
    let app = TestApp::start().await;
    let (mut browser, _) = person(&app).await;
    let wrong = json!({ "password": "Wrong-1-word" });
    for (field, wanted) in
        [("totpStart", "totp { secret }"), ("totpRemove", ""), ("recoveryCodesRenew", "")]
    {
        let refused = browser.mutate(field, wanted, wrong.clone()).await;
        refused.refused("sessions.wrong_password");
    }
    let input = json!({ "code": "123456" });
    browser.mutate("totpConfirm", "", input).await.refused("factors.not_started");
    let (phone, _) = binds_app(&mut browser, &app).await;

    let plain = totp::base32(&phone.secret);
    let hex: String = phone.secret.iter().map(|it| format!("{it:02x}")).collect();
    for text in [plain, hex] {
        let lies_open =
            format!("SELECT count(*) FROM totp_factors WHERE secret_sealed LIKE '%{text}%'");
        assert_eq!(app.count(&lies_open).await, 0);
    }
    let input = json!({ "password": PASSWORD });
    browser.mutate("totpStart", "", input.clone()).await.refused("factors.already_set");
    browser.mutate("totpRemove", "", input.clone()).await.ok();
    browser.mutate("recoveryCodesRenew", "", input).await.refused("factors.nothing");
    assert_eq!(app.count("SELECT count(*) FROM recovery_codes").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_does_not_get_round_the_second_factor() {
    let app = TestApp::start().await;
    let (mut browser, email) = person(&app).await;
    let (phone, _) = binds_app(&mut browser, &app).await;
    let mut other = Browser::new(&app);

    other.mutate("passwordResetRequest", "", json!({ "email": email })).await.ok();
    let letters = app.letters_to(&email).await;
    let letter = letters.iter().rev().find(|it| it.text.contains('#')).expect("a mail with a link");
    let input = json!({ "token": letter.token(), "password": PASSWORD });
    other.mutate("passwordReset", "", input).await.ok();

    assert!(!other.is_signed_in().await, "a link signs nobody in");
    app.db().clock().advance(Duration::minutes(1));
    let step = first_step(&mut other, &email).await;
    let code = json!({ "code": phone.code(&app) });
    assert_eq!(second_step(&mut other, &step["token"], code).await, NOTHING);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_asks_everybody_for_a_second_factor() {
    let everybody = [("GREENBRIDGE_STAFF_SECOND_FACTOR", "everybody")];
    let app = TestApp::start_with(&everybody).await;
    let email = app.enterprise("青浦纸业有限公司").await.email;
    let mut browser = Browser::new(&app);
    browser.sign_in(&email, PASSWORD).await.ok();

    browser.ask("{ sessions { id } }", json!({})).await.denied("UNAUTHENTICATED");
    let (phone, _) = binds_app(&mut browser, &app).await;
    app.db().clock().advance(Duration::minutes(1));
    let step = first_step(&mut Browser::new(&app), &email).await;
    let mut full = Browser::new(&app);
    let code = json!({ "code": phone.code(&app) });
    assert_eq!(second_step(&mut full, &step["token"], code).await, NOTHING);

    let input = json!({ "password": PASSWORD });
    full.mutate("totpRemove", "", input).await.refused("factors.last_factor");
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_without_a_second_factor_can_only_set_one_up() {
    let app = TestApp::start_with(&[("GREENBRIDGE_STAFF_SECOND_FACTOR", "required")]).await;
    let email = app.moderator("31").await.email;
    let mut browser = Browser::new(&app);
    browser.sign_in(&email, PASSWORD).await.ok();

    let viewer = browser.ask("{ viewer { mustSetUpSecondFactor } }", json!({})).await;
    assert_eq!(viewer.get("/viewer/mustSetUpSecondFactor"), true);
    let queue = "{ changeRequests { nodes { id } } }";
    browser.ask(queue, json!({})).await.denied("UNAUTHENTICATED");
    browser.ask("{ sessions { id } }", json!({})).await.denied("UNAUTHENTICATED");
    let input = json!({ "password": PASSWORD, "newPassword": "Quiet-River-42" });
    browser.mutate("passwordChange", "", input).await.denied("UNAUTHENTICATED");
    assert!(browser.refreshes().await);
    browser.ask(queue, json!({})).await.denied("UNAUTHENTICATED");

    let (phone, _) = binds_app(&mut browser, &app).await;
    assert!(!browser.refreshes().await, "the limited session has ended");
    let start = json!({});
    let late = browser.mutate("totpStart", "", start).await;
    late.denied("UNAUTHENTICATED");
    app.db().clock().advance(Duration::minutes(1));
    let step = first_step(&mut Browser::new(&app), &email).await;
    let code = json!({ "code": phone.code(&app) });
    let mut full = Browser::new(&app);
    assert_eq!(second_step(&mut full, &step["token"], code).await, NOTHING);
    full.ask(queue, json!({})).await.list("/changeRequests/nodes");
    let input = json!({ "password": PASSWORD });
    full.mutate("totpRemove", "", input).await.refused("factors.last_factor");
}

/// The name of the site by which browsers make passkeys.
const SITE: [(&str, &str); 1] = [("GREENBRIDGE_PUBLIC_URL", "http://localhost:8080")];

async fn adds_passkey(browser: &mut Browser<'_>, key: &Authenticator, name: &str) -> Vec<String> {
    let input = json!({ "password": PASSWORD });
    let started = browser.mutate("passkeyStart", "token options", input).await.ok();
    let credential = key.create(&started.text("/passkeyStart/options"));
    let token = started.text("/passkeyStart/token");
    let input = json!({ "token": token, "name": name, "credential": credential });
    browser.mutate("passkeyFinish", "recoveryCodes", input).await.problems()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_is_added_and_signs_in() {
    let app = TestApp::start_with(&SITE).await;
    let (mut browser, email) = person(&app).await;
    let mut key = Authenticator::new(7, "http://localhost:8080");
    assert_eq!(adds_passkey(&mut browser, &key, " 办公室钥匙 ").await, NOTHING);
    assert_eq!(adds_passkey(&mut browser, &key, "再来").await, ["factors.passkey_known"]);

    let mut other = Browser::new(&app);
    let step = first_step(&mut other, &email).await;
    assert_eq!(step["hasTotp"], false);
    let options = step["passkeyOptions"].as_str().unwrap().to_owned();
    let mut forged = Authenticator::new(8, "http://localhost:8080");
    let wrong = json!({ "passkey": forged.get(&options) });
    assert_eq!(second_step(&mut other, &step["token"], wrong).await, WRONG);
    let answer = json!({ "passkey": key.get(&options) });
    assert_eq!(second_step(&mut other, &step["token"], answer.clone()).await, NOTHING);
    assert!(other.is_signed_in().await);
    let step = first_step(&mut browser.copy(), &email).await;
    assert_eq!(second_step(&mut browser.copy(), &step["token"], answer).await, WRONG, "replayed");

    let text = "{ secondFactors { passkeys { id name lastUsedAt } } }";
    let seen = other.ask(text, json!({})).await;
    let passkey = seen.list("/secondFactors/passkeys")[0].clone();
    assert_eq!(passkey["name"], "办公室钥匙");
    assert!(passkey["lastUsedAt"].is_string());
    let input = json!({ "passkeyId": passkey["id"], "name": "家里的钥匙" });
    other.mutate("passkeyRename", "", input).await.ok();
    let input = json!({ "passkeyId": passkey["id"], "password": PASSWORD });
    other.mutate("passkeyRemove", "", input).await.ok();
    Browser::new(&app).sign_in(&email, PASSWORD).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_for_another_page_or_with_an_old_counter_is_refused() {
    let app = TestApp::start_with(&SITE).await;
    let (mut browser, email) = person(&app).await;
    let phished = Authenticator::new(9, "http://localhost.example.org:8080");
    assert_eq!(adds_passkey(&mut browser, &phished, "钓鱼").await, ["factors.passkey_refused"]);
    let mut key = Authenticator::new(7, "http://localhost:8080");
    assert_eq!(adds_passkey(&mut browser, &key, "钥匙").await, NOTHING);

    let step = first_step(&mut Browser::new(&app), &email).await;
    let options = step["passkeyOptions"].as_str().unwrap().to_owned();
    let mut elsewhere = Authenticator::new(7, "http://evil.example.org");
    let shown = json!({ "passkey": elsewhere.get(&options) });
    assert_eq!(second_step(&mut Browser::new(&app), &step["token"], shown).await, WRONG);
    let shown = json!({ "passkey": key.get(&options) });
    assert_eq!(second_step(&mut Browser::new(&app), &step["token"], shown).await, NOTHING);
    let step = first_step(&mut Browser::new(&app), &email).await;
    let options = step["passkeyOptions"].as_str().unwrap().to_owned();
    let mut copied = Authenticator::new(7, "http://localhost:8080");
    let shown = json!({ "passkey": copied.get(&options) });
    assert_eq!(second_step(&mut Browser::new(&app), &step["token"], shown).await, WRONG, "a copy");
    for junk in ["", "{}", "null", "[1]"] {
        let shown = json!({ "passkey": junk });
        assert_eq!(second_step(&mut Browser::new(&app), &step["token"], shown).await, WRONG);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_step_takes_exactly_one_answer() {
    let app = TestApp::start().await;
    let mut browser = Browser::new(&app);

    for input in [json!({ "token": "x" }), json!({ "token": "x", "code": "1", "passkey": "{}" })] {
        browser.mutate("sessionConfirm", "", input).await.denied("BAD_INPUT");
    }
    let (mut person, _) = person(&app).await;
    let input = json!({ "password": PASSWORD });
    person.mutate("passkeyStart", "", input).await.refused("factors.no_passkeys_here");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_lost_every_factor_is_helped_by_the_security_administrator() {
    let app = TestApp::start().await;
    let (mut browser, email) = person(&app).await;
    binds_app(&mut browser, &app).await;
    let security = app.security_administrator().await;
    let reset = async |email: &str| {
        let input = json!({ "email": email, "proof": "当面核验身份证和工作证" });
        security.mutate("secondFactorReset", "problems { code }", &input).await.problems()
    };

    assert_eq!(reset("nobody@example.org").await, ["factors.no_account"]);
    assert_eq!(reset(&security.email).await, ["factors.not_oneself"]);
    let unproved = json!({ "email": email, "proof": " " });
    let answer = security.mutate("secondFactorReset", "__typename", &unproved).await;
    answer.refused("factors.proof_length");
    assert_eq!(reset(&email.to_uppercase()).await, NOTHING);
    let kept = "SELECT count(*) FROM audit_entries WHERE action = 'factors.reset' \
                AND CAST(after AS text) LIKE '%工作证%'";
    assert_eq!(app.count(kept).await, 1, "who was known again how is in the log");
    assert_eq!(reset(&email).await, ["factors.nothing"]);
    let input = json!({ "email": email, "password": PASSWORD });
    let answer = browser.mutate("sessionSignIn", "viewer { id }", input).await.ok();
    assert!(!answer.get("/sessionSignIn/viewer").is_null(), "by the password alone");
}
