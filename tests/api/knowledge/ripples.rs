//! 联动复核: what rests on an article is looked at again when its words change.

use super::import;
use crate::support::TestApp;
use kernel::Actor;
use knowledge::ripples::{Writing, register, rules::CiterKind};
use serde_json::{Value, json};

const OLD: &str = "# 样渣法\n\n2010年1月1日 测试大会通过\n\n<!-- INFO END -->\n\n第一条 为了防治固体废物，制定本法。\n\n\
    第二条 擅自转移危险废物的，处十万元罚款。\n\n第三条 本法自2010年3月1日起施行。\n";

const TASKS: &str = "query($state: RippleState!) { rippleTasks(state: $state) { totalCount nodes { id kind title place reason
    oldWords newWords newHash newPath state dueAt openedAt pieces { kind text } note } } }";

async fn write(app: &TestApp, law: &str, number: i32) {
    let writing = Writing {
        kind: CiterKind::Answer,
        id: "answer-1".to_owned(),
        title: "擅自转移危废罚多少".to_owned(),
        path: "/ask?q=1".to_owned(),
        places: vec![(law.to_owned(), number)],
    };
    app.db()
        .in_transaction(Actor::System("test"), |cx| {
            Box::pin(async move { register(cx, writing).await })
        })
        .await
        .unwrap();
}

async fn tasks(app: &TestApp, state: &str) -> Vec<Value> {
    let moderator = app.moderator("31").await;
    let found = moderator.query(TASKS, json!({ "state": state })).await;
    found.list("/rippleTasks/nodes").to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_article_makes_one_task_with_both_texts() {
    let app = TestApp::start().await;
    import(&app, "样渣法(2010-01-01).md", OLD).await;
    app.settle().await;
    write(&app, "样渣法", 2).await;
    app.settle().await;
    assert!(tasks(&app, "OPEN").await.is_empty());

    let new = OLD.replace("十万元", "五十万元").replace("2010年1月1日", "2026年1月1日");
    let new = new.replace("2010年3月1日", "2026年3月1日").replace("通过", "修订");
    import(&app, "样渣法(2026-01-01).md", &new).await;
    app.settle().await;

    let open = tasks(&app, "OPEN").await;
    assert_eq!(open.len(), 1, "{open:#?}");
    assert_eq!(open[0]["reason"], "CHANGED");
    assert_eq!(open[0]["place"], "样渣法第二条");
    assert!(open[0]["oldWords"].as_str().unwrap().contains("处十万元"));
    assert!(open[0]["newWords"].as_str().unwrap().contains("处五十万元"));
    import(&app, "样渣法(2026-01-01).md", &new).await;
    app.settle().await;
    assert_eq!(tasks(&app, "OPEN").await.len(), 1, "again is harmless");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_starts_later_makes_its_task_on_its_day() {
    let app = TestApp::start().await;
    import(&app, "样渣法(2010-01-01).md", OLD).await;
    app.settle().await;
    write(&app, "样渣法", 2).await;
    let day = app.db().clock().today() + chrono::Days::new(40);
    let new = OLD.replace("十万元", "五十万元").replace("2010年1月1日", "2026年1月1日");
    let new = new.replace("2010年3月1日", &day.format("%Y年%-m月%-d日").to_string());
    import(&app, "样渣法(2026-01-01).md", &new.replace("通过", "修订")).await;
    app.settle().await;
    assert!(tasks(&app, "OPEN").await.is_empty(), "it does not hold yet");

    app.advance(chrono::Duration::days(41)).await;
    app.settle().await;

    assert_eq!(tasks(&app, "OPEN").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repealed_article_shows_what_took_its_place_and_a_moderator_closes_it() {
    let app = TestApp::start().await;
    import(&app, "样渣法(2010-01-01).md", OLD).await;
    app.settle().await;
    write(&app, "样渣法", 2).await;
    let code = "# 样渣法典\n\n2020年1月1日 测试大会通过\n\n<!-- INFO END -->\n\n第一条 为了环境，制定本法。\n\n\
        第二条 擅自转移危险废物的，处五十万元以下罚款。\n\n\
        第三条 本法自2020年3月1日起施行。《样渣法》同时废止。\n";
    import(&app, "样渣法典(2020-01-01).md", code).await;
    app.settle().await;
    app.advance(chrono::Duration::days(1)).await;
    app.settle().await;

    let open = tasks(&app, "OPEN").await;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["reason"], "REPEALED");
    assert!(open[0]["newWords"].as_str().unwrap().contains("五十万元以下"), "{open:#?}");
    let moderator = app.moderator("31").await;
    let close = |hash: &Value, note: &str| json!({ "rippleTaskId": open[0]["id"], "outcome": "MENDED", "newHash": hash, "note": note });
    let wrong =
        moderator.mutate("rippleClose", "rippleTask { state }", &close(&json!("x"), "改了")).await;
    assert_eq!(wrong.problems(), ["ripples.changed_meanwhile"]);
    let input = close(&open[0]["newHash"], "已按法典第二条改写");
    moderator.mutate("rippleClose", "rippleTask { state }", &input).await.ok();
    let again = moderator.mutate("rippleClose", "rippleTask { state }", &input).await;
    assert_eq!(again.problems(), ["ripples.closed"]);
    app.advance(chrono::Duration::days(1)).await;
    app.settle().await;
    assert!(tasks(&app, "OPEN").await.is_empty(), "not asked again under the same words");
    assert_eq!(tasks(&app, "MENDED").await.len(), 1);
}
