//! 条文承接: from an article of a repealed law to the one that took its place.

use super::import;
use crate::support::TestApp;
use serde_json::json;

const OLD: &str = "# 样气法\n\n2010年1月1日 测试大会通过\n\n<!-- INFO END -->\n\n\
    第一条 为了防治大气污染，制定本法。\n\n第二条 排放工业废气的单位，应当安装监测设备并保存监测记录。\n\n\
    第三条 城市公园的门票由县级政府制定价格。\n\n第四条 本法自2010年3月1日起施行。\n";
const NEW: &str = "# 样法典\n\n2020年1月1日 测试大会通过\n\n<!-- INFO END -->\n\n第一条 为了保护环境，制定本法。\n\n\
    第二条 鼓励公众举报。\n\n第三条 排放工业废气的单位，应当安装自动监测设备，并保存原始监测记录五年。\n\n\
    第四条 本法自2020年3月1日起施行。《样气法》同时废止。\n";

const LIST: &str = "query($filter: SuccessionFilter) { successions(filter: $filter, first: 50) { totalCount nodes {
    id state scorePercent rank note decidedAt before { number label } after { number } pieces { kind text } } } }";
const SUCCESSORS: &str =
    "query($law: String!, $number: Int!) { article(law: $law, number: $number) {
    successors { state after { number url } } predecessors { state before { number } } } }";

async fn library(app: &TestApp) {
    import(app, "样气法(2010-01-01).md", OLD).await;
    import(app, "样法典(2020-01-01).md", NEW).await;
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repealed_article_leads_to_what_took_its_place() {
    let app = TestApp::start().await;
    library(&app).await;

    let old = json!({ "law": "样气法", "number": 2 });
    let found = app.visitor().query(SUCCESSORS, old).await;
    let new = json!({ "law": "样法典", "number": 3 });
    let back = app.visitor().query(SUCCESSORS, new).await;
    let none = app.visitor().query(SUCCESSORS, json!({ "law": "样气法", "number": 3 })).await;

    assert_eq!(found.number("/article/successors/0/after/number"), 3);
    assert_eq!(found.text("/article/successors/0/state"), "PROPOSED");
    assert_eq!(back.number("/article/predecessors/0/before/number"), 2);
    assert!(none.list("/article/successors").is_empty(), "nothing like it in the newer law");
    let page = app.get("/policies/样气法/2").await.text().await.unwrap();
    assert!(page.contains("现行规定") && page.contains("未经人工确认"), "{page}");
    let page = app.get("/policies/样法典/3").await.text().await.unwrap();
    assert!(page.contains("原条文") && page.contains("样气法 第二条"), "{page}");
    let table = app.get("/policies/样气法/succession").await.text().await.unwrap();
    assert!(table.contains("样法典 第三条"), "{table}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_decides_and_it_stays_decided_while_the_words_stay() {
    let app = TestApp::start().await;
    library(&app).await;
    let moderator = app.moderator("31").await;
    let filter = json!({ "filter": { "oldLaw": "样气法", "bestOnly": true } });
    let list = moderator.query(LIST, filter.clone()).await;
    let nodes = list.list("/successions/nodes");
    let right = nodes.iter().find(|it| it["before"]["number"] == 2).unwrap();
    assert!(right["scorePercent"].as_i64().unwrap() > 50, "{right:#}");
    assert!(right["pieces"].to_string().contains("自动"), "{right:#}");

    let input = json!({ "successionIds": [right["id"]], "isConfirmed": true, "note": "已核对" });
    let decided =
        moderator.mutate("successionsDecide", "successions { state note }", &input).await.ok();
    assert_eq!(decided.text("/successionsDecide/successions/0/state"), "CONFIRMED");

    let better = format!("{OLD}\n第五条 另一条。\n");
    import(&app, "样气法(2010-01-01).md", &better).await;
    app.settle().await;
    let old = json!({ "law": "样气法", "number": 2 });
    let found = app.visitor().query(SUCCESSORS, old.clone()).await;
    assert_eq!(found.text("/article/successors/0/state"), "CONFIRMED");

    // A copy of another source is taken when it has more articles.
    let other = better.replace("安装监测设备", "安装、使用监测设备");
    let other = format!("{other}\n第六条 又一条。\n");
    import(&app, "样气法(2010-01-01).md", &other).await;
    app.settle().await;
    let found = app.visitor().query(SUCCESSORS, old.clone()).await;
    assert_eq!(found.text("/article/successors/0/state"), "PROPOSED", "the words have changed");

    let input = json!({ "successionIds": [right["id"]], "isConfirmed": false });
    moderator.mutate("successionsDecide", "successions { state }", &input).await.ok();
    let found = app.visitor().query(SUCCESSORS, old).await;
    assert!(found.list("/article/successors").is_empty(), "what was refused is not shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn comparing_again_changes_nothing() {
    let app = TestApp::start().await;
    library(&app).await;
    let filter = json!({ "filter": { "oldLaw": "样气法" } });
    let before = app.visitor().query(LIST, filter.clone()).await;

    import(&app, "样气法(2010-01-01).md", OLD).await;
    app.settle().await;

    let after = app.visitor().query(LIST, filter).await;
    assert_eq!(before.get("/successions"), after.get("/successions"));
    assert!(before.number("/successions/totalCount") > 0);
}
