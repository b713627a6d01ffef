//! 标准政策: laws, their articles and versions, imported as the product imports them.

mod comparing;
mod fields;
mod follows;
mod originals;
mod relations;
mod ripples;
mod successions;

use crate::imports;
use crate::support::TestApp;
use greenbridge::import::ImportKind;
use serde_json::json;

const LAW: &str =
    "query($slug: String!) { law(slug: $slug) { title status articleCount missingArticles
    articles(first: 50) { nodes { number text } } } }";

/// A law in the form of one Markdown file.
pub(crate) async fn import(app: &TestApp, name: &str, text: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    imports::import(app, &imports::args(ImportKind::Laws, folder.path())).await
}

const TEXT: &str = "# 青浦测试条例\n\n（2026年1月1日青浦测试大会通过 自2026年3月1日起施行）\n\n\
    ## 第一章 总则\n\n第一条 为了测试，制定本条例。\n\n第二条 本条例适用于测试。\n\n\
    ## 第二章 附则\n\n第四条 本条例自2026年3月1日起施行。\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_law_is_read_page_by_page_and_its_gaps_are_named() {
    let app = TestApp::start().await;

    let report = import(&app, "青浦测试条例.md", TEXT).await;
    app.settle().await;

    assert_eq!(report["new"], 1, "{report:#}");
    assert!(
        report["notes"].to_string().contains('三') || report["notes"].to_string().contains('3'),
        "{report:#}"
    );
    let found = app.visitor().query("{ laws { nodes { slug title } } }", json!({})).await;
    let slug = found.texts("/laws/nodes", "slug").remove(0);
    let law = app.visitor().query(LAW, json!({ "slug": slug })).await;
    assert_eq!(law.get("/law/missingArticles"), &json!([3]));
    assert_eq!(law.number("/law/articleCount"), 3);
    assert_eq!(law.text("/law/status"), "IN_FORCE");
    assert_eq!(app.get(&format!("/policies/{slug}")).await.status(), 200);
    assert_eq!(app.get(&format!("/policies/{slug}/2")).await.status(), 200);
    assert_eq!(app.get(&format!("/policies/{slug}/2.json")).await.status(), 200);
    assert_eq!(app.get(&format!("/policies/{slug}/3")).await.status(), 404);
    let text = app.get(&format!("/policies/{slug}/2.txt")).await.text().await.unwrap();
    assert!(text.contains("本条例适用于测试"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_a_law_is_in_force_follows_from_its_dates() {
    let app = TestApp::start().await;
    let later = TEXT.replace("2026年3月1日", "2027年3月1日");
    import(&app, "青浦测试条例.md", &later).await;
    app.settle().await;
    let found = app.visitor().query("{ laws { nodes { slug status } } }", json!({})).await;
    let slug = found.texts("/laws/nodes", "slug").remove(0);
    assert_eq!(found.texts("/laws/nodes", "status"), ["NOT_YET_IN_FORCE"]);

    app.advance(chrono::Duration::days(120)).await;

    let law = app.visitor().query(LAW, json!({ "slug": slug })).await;
    assert_eq!(law.text("/law/status"), "IN_FORCE");
}

#[tokio::test(flavor = "multi_thread")]
async fn articles_are_found_with_their_law_number_and_status() {
    let app = TestApp::start().await;
    import(&app, "青浦测试条例.md", TEXT).await;
    app.settle().await;
    let text = "{ search(query: \"为了测试\", kinds: [ARTICLE]) { nodes { title
        ... on ArticleHit { lawTitle articleNumber status } } } }";

    let answer = app.visitor().query(text, json!({})).await;

    let hit = &answer.list("/search/nodes")[0];
    assert_eq!(hit["lawTitle"], "青浦测试条例");
    assert_eq!(hit["articleNumber"], 1);
    assert_eq!(hit["status"], "IN_FORCE");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_law_again_changes_nothing() {
    let app = TestApp::start().await;
    import(&app, "青浦测试条例.md", TEXT).await;

    let again = import(&app, "青浦测试条例.md", TEXT).await;

    assert_eq!(
        (&again["new"], &again["changed"], &again["unchanged"]),
        (&json!(0), &json!(0), &json!(1))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_keeps_the_choice_of_kind_and_standing() {
    let app = TestApp::start().await;
    import(&app, "青浦测试条例.md", TEXT).await;
    let later =
        TEXT.replace("青浦测试条例", "吴江测试条例").replace("2026年3月1日", "2027年3月1日");
    import(&app, "吴江测试条例.md", &later).await;
    app.settle().await;
    let text = "query($kind: LawKind, $status: LawStatus) {
        search(query: \"测试条例\", kinds: [LAW], lawKind: $kind, lawStatus: $status) { nodes { title } } }";
    let titles = async |chosen: serde_json::Value| {
        app.visitor().query(text, chosen).await.texts("/search/nodes", "title")
    };

    assert_eq!(titles(json!({})).await.len(), 2);
    assert_eq!(titles(json!({ "status": "IN_FORCE" })).await, ["青浦测试条例"]);
    assert_eq!(titles(json!({ "status": "NOT_YET_IN_FORCE" })).await, ["吴江测试条例"]);
    assert!(titles(json!({ "status": "REPEALED" })).await.is_empty());
    let laws = app.visitor().query("{ laws { nodes { kind } } }", json!({})).await;
    let kind = laws.texts("/laws/nodes", "kind").remove(0);
    assert_eq!(titles(json!({ "kind": kind })).await.len(), 2);
    assert!(titles(json!({ "kind": "STANDARD" })).await.is_empty());

    let page = app.get("/policies?q=测试条例&status=in_force").await.text().await.unwrap();
    assert!(page.contains("青浦测试条例") && !page.contains("吴江测试条例"), "{page}");
}
