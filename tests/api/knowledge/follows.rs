//! 我的关注: told of what happens to texts, by notice, feed and calendar.

use super::import;
use crate::support::{Actor, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

const FOLLOW: &str = "lawFollow { id kind name value atomUrl calendarUrl }";

fn law(title: &str, voted: &str, starts: &str) -> String {
    format!(
        "# {title}\n\n{voted}\n\n<!-- INFO END -->\n\n第一条 为了测试，制定本办法。\n\n\
         第二条 本办法自{starts}起施行。\n"
    )
}

async fn follow(who: &Actor, kind: &str, value: &str) -> Value {
    let input = json!({ "kind": kind, "value": value });
    who.mutate("lawFollowAdd", FOLLOW, &input).await.ok().get("/lawFollowAdd/lawFollow").clone()
}

async fn told(who: &Actor) -> Vec<(String, String)> {
    let found =
        who.query("{ notices(first: 20) { nodes { kind title body } } }", json!({})).await.ok();
    let own = found.list("/notices/nodes").iter().filter(|it| it["kind"] == "LIBRARY");
    let text = |it: &Value, key: &str| it[key].as_str().unwrap().to_owned();
    own.map(|it| (text(it, "title"), text(it, "body"))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_follows_is_told_once_with_every_reason_and_others_are_not() {
    let app = TestApp::start().await;
    import(
        &app,
        "旧样例办法(2020-01-01).md",
        &law("旧样例办法", "2020年1月1日测试部通过", "2020年2月1日"),
    )
    .await;
    app.settle().await;
    let buyer = app.enterprise("某厂").await;
    let other = app.enterprise("另一厂").await;
    follow(&buyer, "DOMAIN", "WATER").await;
    follow(&buyer, "WORDS", "水污染 样例").await;
    follow(&buyer, "ISSUER", "生态环境部").await;
    follow(&other, "REGION", "31").await;
    follow(&other, "LAW", "旧样例办法").await;
    app.settle().await;
    assert!(told(&buyer).await.is_empty(), "nothing happened since");

    let text = law("样例水污染防治办法", "2026年11月1日生态环境部令第9号公布", "2027年1月1日");
    import(&app, "样例水污染防治办法(2026-11-01).md", &text).await;
    app.settle().await;

    let seen = told(&buyer).await;
    assert_eq!(seen.len(), 1, "{seen:?}");
    let (title, body) = &seen[0];
    assert_eq!(title, "您关注的《样例水污染防治办法》有变化");
    for reason in ["新收录", "领域“水”", "标题中有“水污染 样例”"] {
        assert!(body.contains(reason), "{body}");
    }
    assert!(told(&other).await.is_empty());
    import(&app, "样例水污染防治办法(2026-11-01).md", &text).await;
    app.settle().await;
    assert_eq!(told(&buyer).await.len(), 1, "the same file again is no news");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_a_text_starts_is_told_on_that_day_and_once() {
    let app = TestApp::start().await;
    let text = law("样例水污染防治办法", "2026年11月1日生态环境部令第9号公布", "2026年11月23日");
    import(&app, "样例水污染防治办法(2026-11-01).md", &text).await;
    app.settle().await;
    let buyer = app.enterprise("某厂").await;
    follow(&buyer, "LAW", "样例水污染防治办法").await;

    let starts = || knowledge::changes::jobs::note_starts(app.db());
    assert_eq!(starts().await.unwrap(), 0);
    app.advance(Duration::days(2)).await;
    assert_eq!(starts().await.unwrap(), 1);
    assert_eq!(starts().await.unwrap(), 0);
    app.settle().await;

    let seen = told(&buyer).await;
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(seen[0].1.contains("开始施行（2026-11-23）"), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_has_a_feed_and_a_calendar_nobody_can_guess() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("某厂").await;
    let made = follow(&buyer, "DOMAIN", "water").await;
    assert_eq!((&made["name"], &made["value"]), (&json!("水"), &json!("WATER")));
    let text = law("样例水污染防治办法", "2026年11月1日生态环境部令第9号公布", "2027年1月1日");
    import(&app, "样例水污染防治办法(2026-11-01).md", &text).await;
    let noise = law("样例噪声办法", "2026年11月1日生态环境部令第8号公布", "2027年1月1日");
    import(&app, "样例噪声办法(2026-11-01).md", &noise).await;
    app.settle().await;

    let (atom, calendar) =
        (made["atomUrl"].as_str().unwrap(), made["calendarUrl"].as_str().unwrap());
    let feed = app.get(atom).await;
    assert_eq!(feed.headers()["x-robots-tag"], "noindex");
    let feed = feed.text().await.unwrap();
    assert!(feed.contains("新收录：样例水污染防治办法") && !feed.contains("噪声"), "{feed}");
    let days = app.get(calendar).await.text().await.unwrap();
    assert!(
        days.contains("DTSTART;VALUE=DATE:20270101") && days.contains("样例水污染防治办法施行"),
        "{days}"
    );
    let wrong = format!("/policies/follows/{:032x}.atom", 7);
    assert_eq!(app.get(&wrong).await.status(), 404);
    assert_eq!(app.get("/policies/follows/x.ics").await.status(), 404);

    let input = json!({ "lawFollowId": made["id"] });
    let other = app.enterprise("另一厂").await;
    other.mutate("lawFollowDrop", "isDropped", &input).await.denied("NOT_FOUND");
    buyer.mutate("lawFollowDrop", "isDropped", &input).await.ok();
    assert_eq!(app.get(atom).await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_followed_is_said() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("某厂").await;
    let add = async |kind: &str, value: &str| {
        buyer.mutate("lawFollowAdd", FOLLOW, &json!({ "kind": kind, "value": value })).await
    };
    add("LAW", "没有这部法").await.refused("law_follows.no_such_law");
    add("DOMAIN", "诗").await.refused("law_follows.no_such_domain");
    add("REGION", "99").await.refused("law_follows.no_such_region");
    add("WORDS", " ").await.refused("law_follows.value_length");
    add("WORDS", "危废").await.ok();
    add("WORDS", " 危废 ").await.refused("law_follows.already");
    for number in 0..49 {
        add("WORDS", &format!("词{number}")).await.ok();
    }
    add("WORDS", "再一个").await.refused("law_follows.too_many");
}
