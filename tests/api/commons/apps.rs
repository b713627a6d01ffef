//! 业务应用系统: kept by staff, audited, and asked whether they open.

use crate::support::{Actor, Answer, TestApp};
use chrono::Duration;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const ROW: &str = "app { id name url link revision }";

fn words(changes: &Value) -> Value {
    let mut words = json!({ "name": "排污许可平台", "keeper": "生态环境部", "purpose": "申请排污许可证",
        "audience": "排污单位", "loginHint": "自行注册", "url": "http://permit.example.org", "position": 10 });
    for (key, value) in changes.as_object().into_iter().flatten() {
        words[key] = value.clone();
    }
    words
}

async fn add(who: &Actor, changes: &Value) -> Answer {
    who.mutate("appAdd", ROW, &json!({ "words": words(changes) })).await
}

async fn links(app: &TestApp) -> Vec<Value> {
    let answer = app.visitor().query("{ apps { name link linkSince checkedAt } }", json!({})).await;
    answer.list("/apps").to_vec()
}

/// Moves the time and asks what is due then.
async fn ask(app: &TestApp, minutes: i64) {
    app.advance(Duration::minutes(minutes)).await;
    greenbridge::worker::ask_links(app.app()).await.expect("who does not answer is no fault");
}

/// Stands in for every server outside: names that begin with `broken` do not open, and nobody
/// answers while the line is cut.
async fn stand_in() -> (String, Arc<AtomicBool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let is_cut = Arc::new(AtomicBool::new(false));
    let cut = Arc::clone(&is_cut);
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            if cut.load(Ordering::SeqCst) {
                continue;
            }
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match caller.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
            let status = if head.contains("host: broken") { "503 No" } else { "302 Found" };
            let answer = format!(
                "HTTP/1.1 {status}\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\
                 connection: close\r\n\r\n"
            );
            let _ = caller.write_all(answer.as_bytes()).await;
        }
    });
    (address, is_cut)
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_keep_the_list_and_each_change_is_in_the_log() {
    let app = TestApp::start().await;
    let moderator = app.moderator("31").await;
    let system = app.system_administrator().await;

    let added = add(&moderator, &json!({})).await.ok().get("/appAdd/app").clone();
    let input = json!({ "appId": added["id"], "revision": added["revision"],
        "words": words(&json!({ "name": "全国排污许可平台" })) });
    let changed = system.mutate("appChange", ROW, &input).await.ok();
    assert_eq!(changed.text("/appChange/app/name"), "全国排污许可平台");
    moderator.mutate("appChange", ROW, &input).await.refused("apps.changed");
    assert_eq!(links(&app).await.len(), 1);

    let input = json!({ "appId": added["id"], "revision": 2 });
    moderator.mutate("appRetire", ROW, &input).await.ok();
    moderator.mutate("appRetire", ROW, &input).await.denied("NOT_FOUND");
    assert!(links(&app).await.is_empty());
    let id = added["id"].as_str().expect("an id");
    assert_eq!(app.audited(id).await, ["apps.add", "apps.change", "apps.retire"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_our_own_network_is_refused() {
    let app = TestApp::start().await;
    let moderator = app.moderator("31").await;

    for url in [
        "http://127.0.0.1/",
        "http://localhost/",
        "https://a.example.org:8443/",
        "file:///etc/passwd",
    ] {
        add(&moderator, &json!({ "url": url })).await.refused("apps.url_form");
    }
    add(&moderator, &json!({ "url": null })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_fails_twice_in_a_row_says_so_and_our_own_failure_says_nothing() {
    let (address, is_cut) = stand_in().await;
    let app = TestApp::start_with(&[("GREENBRIDGE_LINK_CHECKS", &address)]).await;
    let moderator = app.moderator("31").await;
    add(&moderator, &json!({})).await.ok();
    let broken =
        json!({ "name": "坏掉的平台", "url": "http://broken.example.org", "position": 20 });
    add(&moderator, &broken).await.ok();
    let states = |rows: &[Value]| rows.iter().map(|it| it["link"].clone()).collect::<Vec<_>>();

    ask(&app, 0).await;
    assert_eq!(states(&links(&app).await), ["OPENS", "UNKNOWN"], "one failure is not yet broken");
    ask(&app, 9).await;
    assert_eq!(states(&links(&app).await), ["OPENS", "UNKNOWN"], "nobody was asked again");
    ask(&app, 1).await;
    let seen = links(&app).await;
    assert_eq!(states(&seen), ["OPENS", "BROKEN"]);
    let page = app.get("/apps").await.text().await.expect("the page");
    assert!(page.contains("连续打不开"), "said before the click");

    is_cut.store(true, Ordering::SeqCst);
    ask(&app, 10).await;
    ask(&app, 10).await;
    assert_eq!(links(&app).await, seen, "nobody answered: the line that failed was ours");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_leads_into_our_own_network_is_never_asked() {
    let app = TestApp::start_with(&[("GREENBRIDGE_LINK_CHECKS", "on")]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();

    let outside = app.app().outside();
    assert!(!outside.answers(&format!("http://localhost:{port}/")).await);
    let asked = tokio::time::timeout(std::time::Duration::ZERO, listener.accept()).await;
    assert!(asked.is_err(), "nobody came");
}
