//! Guessing passwords: from one address, from many, at one account and at addresses without one.

use crate::support::{Actor, Browser, PASSWORD, TestApp};
use chrono::Duration;
use serde_json::json;

const WRONG: &str = "sessions.wrong_credentials";

async fn is_let_in(who: &mut Browser<'_>, email: &str, password: &str) -> bool {
    let answer = who.sign_in(email, password).await;
    if answer.problems().is_empty() {
        return true;
    }
    answer.refused(WRONG);
    false
}

async fn guesses(app: &TestApp, email: &str, times: usize) {
    for number in 0..times {
        let mut stranger = Browser::new(app);
        stranger.from = Some(format!("203.0.113.{number}"));
        stranger.sign_in(email, "Wrong-1-word").await.refused(WRONG);
    }
}

async fn scene() -> (TestApp, Actor) {
    let app = TestApp::start_with(&[("GREENBRIDGE_PROXY", "yes")]).await;
    let person = app.enterprise("青浦纸业有限公司").await;
    (app, person)
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_from_many_addresses_lock_the_account_for_strangers_but_not_for_its_owner() {
    let (app, person) = scene().await;
    let mut owner = Browser::new(&app);
    owner.sign_in(&person.email, PASSWORD).await.ok();

    guesses(&app, &person.email, 5).await;

    assert!(!is_let_in(&mut Browser::new(&app), &person.email, PASSWORD).await, "locked");
    assert!(is_let_in(&mut owner, &person.email, PASSWORD).await, "a device it knows");
    assert!(!is_let_in(&mut Browser::new(&app), &person.email, PASSWORD).await, "still locked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_device_has_a_counter_of_its_own_that_locks_as_well() {
    let (app, person) = scene().await;
    let mut stolen = Browser::new(&app);
    stolen.sign_in(&person.email, PASSWORD).await.ok();

    for _ in 0..5 {
        assert!(!is_let_in(&mut stolen, &person.email, "Wrong-1-word").await);
    }

    assert!(!is_let_in(&mut stolen, &person.email, PASSWORD).await, "locked");
    assert!(is_let_in(&mut Browser::new(&app), &person.email, PASSWORD).await, "elsewhere not");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_known_to_one_account_is_a_stranger_to_another() {
    let (app, person) = scene().await;
    let other = app.enterprise("松江化工有限公司").await;
    let mut attacker = Browser::new(&app);
    attacker.sign_in(&other.email, PASSWORD).await.ok();

    guesses(&app, &person.email, 5).await;

    assert!(!is_let_in(&mut attacker, &person.email, PASSWORD).await, "locked for it as well");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_lock_without_a_right_password_between_lasts_twice_as_long() {
    let (app, person) = scene().await;
    let mut owner = Browser::new(&app);

    guesses(&app, &person.email, 5).await;
    app.db().clock().advance(Duration::minutes(30));
    guesses(&app, &person.email, 5).await;
    app.db().clock().advance(Duration::minutes(59));
    assert!(!is_let_in(&mut owner, &person.email, PASSWORD).await, "the second lasts an hour");
    app.db().clock().advance(Duration::minutes(1));
    assert!(is_let_in(&mut owner, &person.email, PASSWORD).await, "no lock is for ever");

    guesses(&app, &person.email, 5).await;
    app.db().clock().advance(Duration::minutes(30));
    assert!(is_let_in(&mut Browser::new(&app), &person.email, PASSWORD).await, "counted anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_an_account_is_treated_alike() {
    let (app, person) = scene().await;
    let rows = "SELECT count(*) FROM sign_in_counters";
    let told = "SELECT count(*) FROM audit_entries WHERE action = 'sessions.sign_in_failed'";

    let known = Browser::new(&app).sign_in(&person.email, "Wrong-1-word").await;
    assert_eq!((app.count(rows).await, app.count(told).await), (1, 1));
    let unknown = Browser::new(&app).sign_in("nobody@example.org", "Wrong-1-word").await;
    assert_eq!((app.count(rows).await, app.count(told).await), (2, 2), "the same was written");

    assert_eq!(known.body, unknown.body);
    for email in [person.email.as_str(), "nobody@example.org"] {
        guesses(&app, email, 4).await;
    }
    let locked = "SELECT count(*) FROM sign_in_counters WHERE locked_until IS NOT NULL";
    assert_eq!(app.count(locked).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_at_once_are_all_counted() {
    let (app, person) = scene().await;

    let tries = (0..8).map(|_| {
        let app = &app;
        let email = person.email.clone();
        async move { Browser::new(app).sign_in(&email, "Wrong-1-word").await }
    });
    for answer in futures::future::join_all(tries).await {
        answer.refused(WRONG);
    }

    assert!(!is_let_in(&mut Browser::new(&app), &person.email, PASSWORD).await, "locked");
}

#[tokio::test(flavor = "multi_thread")]
async fn counters_of_yesterday_are_forgotten() {
    let (app, person) = scene().await;
    guesses(&app, &person.email, 4).await;
    let forgotten = || async { ::commons::sessions::forget_old(app.db()).await.unwrap() };

    app.db().clock().advance(Duration::hours(23));
    assert_eq!(forgotten().await, 0);
    app.db().clock().advance(Duration::hours(2));
    guesses(&app, &person.email, 1).await;
    assert!(is_let_in(&mut Browser::new(&app), &person.email, PASSWORD).await, "one, not five");
    guesses(&app, "nobody@example.org", 1).await;
    app.db().clock().advance(Duration::hours(25));
    assert_eq!(forgotten().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_network_that_keeps_guessing_is_slowed_whatever_account_it_guesses_at() {
    let limits = [("GREENBRIDGE_PROXY", "yes"), ("GREENBRIDGE_RATE_SIGN_IN", "5/min")];
    let app = TestApp::start_with(&limits).await;
    let mut attacker = Browser::new(&app);
    attacker.from = Some("203.0.113.7".to_owned());

    for number in 0..5 {
        attacker.sign_in(&format!("p{number}@example.org"), "Wrong-1-word").await.refused(WRONG);
    }

    attacker.sign_in("p9@example.org", "Wrong-1-word").await.denied("LIMIT_EXCEEDED");
    let mut neighbour = Browser::new(&app);
    neighbour.from = Some("203.0.113.8".to_owned());
    neighbour.sign_in("p9@example.org", "Wrong-1-word").await.refused(WRONG);
    let input = json!({ "email": "p9@example.org" });
    neighbour.mutate("passwordResetRequest", "", input).await.ok();
}
