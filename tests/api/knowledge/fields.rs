//! Sorts and fields of texts, lists by them, what stands beside an article, and what an older program left
//! unread.

use super::import;
use crate::imports;
use crate::support::{Actor, TestApp, given};
use greenbridge::import::ImportKind;
use serde_json::{Value, json};

const WATER: &str = "# 样例水污染防治办法\n\n2021年3月1日生态环境部令第9号公布\n\n<!-- INFO END -->\n\n\
    第一条 为了防治水污染，制定本办法。\n\n第二条 排放污水应当达标。\n\n第三条 本办法自2021年5月1日起施行。\n";
const LOCAL: &str = "# 上海市样例噪声条例\n\n2022年3月1日上海市人民代表大会常务委员会通过\n\n<!-- INFO END -->\n\n\
    第一条 为了防治噪声，制定本条例。\n\n第二条 本条例自2022年5月1日起施行。\n";

/// Rows that say what sort each is.
const BESIDE: &str = "标题,类别,制定机关,文号,发布日期,正文\n\
    样例水污染防治办法解读,政策解读,生态环境部,,2021-04-01,\"一、什么算达标\n《样例水污染防治办法》第二条要求排放污水达标，指的是执行行业标准。\"\n\
    某厂超标排放案例,典型案例,某市生态环境局,,2021-06-01,\"一、经过\n依照《样例水污染防治办法》第二条处罚。\"\n\
    关于样例工作的通知,规范性文件 通知,生态环境部,环大气〔2021〕65号,2021-07-01,\"一、要求\n各地抓紧落实。\"\n";

async fn library(app: &TestApp) {
    import(app, "样例水污染防治办法(2021-03-01).md", WATER).await;
    import(app, "上海市样例噪声条例(2022-03-01).md", LOCAL).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("beside.csv");
    std::fs::write(&file, BESIDE).unwrap();
    let report = imports::import(app, &imports::args(ImportKind::Laws, &file)).await;
    assert_eq!(report["new"], 3, "{report:#}");
    app.settle().await;
}

async fn titles(by: &Actor, filter: Value) -> Vec<String> {
    let asked = "query($filter: LawFilter) { laws(filter: $filter) { nodes { title } } }";
    let found = by.query(asked, json!({ "filter": filter })).await.ok();
    let mut titles: Vec<String> = found
        .list("/laws/nodes")
        .iter()
        .map(|it| it["title"].as_str().unwrap().to_owned())
        .collect();
    titles.sort();
    titles
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_are_listed_by_sort_field_place_maker_number_and_day() {
    let app = TestApp::start().await;
    library(&app).await;
    let visitor = app.visitor();

    for (filter, found) in [
        (json!({ "kind": "EXPLANATION" }), &["样例水污染防治办法解读"][..]),
        (json!({ "kind": "CASE" }), &["某厂超标排放案例"]),
        (json!({ "kind": "NOTICE" }), &["关于样例工作的通知"]),
        (json!({ "domain": "WATER" }), &["样例水污染防治办法", "样例水污染防治办法解读"]),
        (json!({ "domain": "NOISE" }), &["上海市样例噪声条例"]),
        (json!({ "level": "PROVINCE" }), &["上海市样例噪声条例"]),
        (json!({ "region": "31", "level": "NATIONAL" }), &[]),
        (json!({ "number": "环大气[2021]65号" }), &["关于样例工作的通知"]),
        (json!({ "number": "环大气（2021） 65 号" }), &["关于样例工作的通知"]),
        (json!({ "issuer": "某市" }), &["某厂超标排放案例"]),
        (json!({ "since": "2022-01-01" }), &["上海市样例噪声条例"]),
        (json!({ "until": "2021-03-31" }), &["样例水污染防治办法"]),
    ] {
        assert_eq!(titles(&visitor, filter.clone()).await, found, "{filter}");
    }
    let page = app.get("/policies?domain=water&number=ABC").await.text().await.unwrap();
    assert!(page.contains("没有找到符合条件的文件"), "{page}");
    let page = app.get("/policies?domain=noise").await.text().await.unwrap();
    assert!(
        page.contains("上海市样例噪声条例") && !page.contains("样例水污染防治办法</a>"),
        "{page}"
    );
    let page = app.get("/policies?domain=poetry&level=moon&since=soon").await;
    assert_eq!(page.status(), 200, "what is no choice is passed over");
}

#[tokio::test(flavor = "multi_thread")]
async fn explanations_and_cases_stand_beside_the_article_and_say_they_are_no_law() {
    let app = TestApp::start().await;
    library(&app).await;

    let asked = "{ article(law: \"样例水污染防治办法\", number: 2) {
        explanations { label isOlder article { law { title kind isNoLaw } } } citedBy { label } } }";
    let found = app.visitor().query(asked, json!({})).await.ok();
    let kinds: Vec<&str> = found
        .list("/article/explanations")
        .iter()
        .map(|it| it["article"]["law"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["CASE", "EXPLANATION"]);
    assert!(found.list("/article/citedBy").is_empty(), "what is no law cites nothing as law does");
    let page = app.get("/policies/样例水污染防治办法/2").await.text().await.unwrap();
    assert!(page.contains("不是法律原文") && page.contains("解读和案例"), "{page}");
    let own = app.get("/policies/样例水污染防治办法解读").await.text().await.unwrap();
    assert!(own.contains("这是解读，不是法律原文"), "{own}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_program_left_unread_is_read_once() {
    let app = TestApp::start().await;
    library(&app).await;
    let domains = || app.count("SELECT count(*) FROM laws WHERE domain IS NULL");
    let relations = || app.count("SELECT count(*) FROM law_relations");
    let before = relations().await;
    assert!(before > 0);
    given::sql(&app, "UPDATE laws SET domain = NULL, industry = NULL").await;
    given::sql(&app, "DELETE FROM law_relations").await;

    app.settle().await;

    assert_eq!((domains().await, relations().await), (0, before));
    assert_eq!(knowledge::read_old(app.db()).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_of_the_market_are_looked_at_when_the_law_they_rest_on_changes() {
    let app = TestApp::start().await;
    let law = |day: &str, fine: &str| {
        format!(
            "# 中华人民共和国招标投标法\n\n{day}测试大会通过\n\n<!-- INFO END -->\n\n第一条 为了测试，制定本法。\n\n\
             第二十八条 投标人少于{fine}的，招标人应当重新招标。\n\n第二十九条 本法自2020年3月1日起施行。\n"
        )
    };
    import(&app, "招标投标法(2020-01-01).md", &law("2020年1月1日", "三个")).await;
    app.settle().await;
    let moderator = app.moderator("31").await;
    let tasks = "{ rippleTasks(state: OPEN) { nodes { kind title oldWords newWords } } }";
    assert!(moderator.query(tasks, json!({})).await.list("/rippleTasks/nodes").is_empty());

    let newer = law("2026年1月1日", "两个").replace("通过", "修订");
    import(&app, "招标投标法(2026-01-01).md", &newer).await;
    app.settle().await;

    let found = moderator.query(tasks, json!({})).await;
    // Key points of that law are looked at as well.
    let open: Vec<&Value> =
        found.list("/rippleTasks/nodes").iter().filter(|it| it["kind"] == "TEMPLATE").collect();
    assert_eq!(open.len(), 1, "{open:#?}");
    assert_eq!(
        (&open[0]["kind"], &open[0]["title"]),
        (&json!("TEMPLATE"), &json!("采购方式：公开比选至少三家报价"))
    );
}
