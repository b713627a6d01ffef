//! Reading: as of a day, two texts side by side, searching inside, files and feeds.

use super::import;
use crate::support::TestApp;
use serde_json::json;

const OLD: &str = "# 样声法\n\n2010年1月1日 测试大会通过\n\n<!-- INFO END -->\n\n第一条 为了防治噪声，制定本法。\n\n\
    第二条 夜间施工应当公告。\n\n第三条 本法自2010年3月1日起施行。\n";
const NEW: &str = "# 样声法\n\n2020年1月1日 测试大会修订\n\n<!-- INFO END -->\n\n第一条 为了防治噪声，制定本法。\n\n\
    第二条 各级政府应当编制声环境规划。\n\n第三条 夜间施工应当取得证明并公告。\n\n第四条 本法自2020年3月1日起施行。\n";

async fn library(app: &TestApp) {
    import(app, "样声法(2010-01-01).md", OLD).await;
    import(app, "样声法(2020-01-01).md", NEW).await;
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_texts_are_compared_article_by_article_whatever_their_numbers() {
    let app = TestApp::start().await;
    library(&app).await;
    let text = "query($a: String!, $b: String!) { lawComparison(before: $a, after: $b) {
        counts { same changed added removed }
        articles { nodes { change before { number } after { number } pieces { kind text } } } } }";

    let asked = json!({ "a": "样声法@2010-01-01", "b": "样声法" });
    let found = app.visitor().query(text, asked).await;

    let counts = json!({ "same": 1, "changed": 2, "added": 1, "removed": 0 });
    assert_eq!(found.get("/lawComparison/counts"), &counts);
    let rows = found.list("/lawComparison/articles/nodes");
    let night = rows.iter().find(|it| it["after"]["number"] == 3).unwrap();
    assert_eq!(night["before"]["number"], 2);
    assert!(night["pieces"].to_string().contains("取得证明并"), "{night:#}");
    let page =
        app.get("/policies/compare?a=样声法@2010-01-01&b=样声法").await.text().await.unwrap();
    assert!(page.contains("<ins>取得证明并</ins>"), "{page}");
    let address = "/policies/compare?a=样声法@2010-01-01&m=2&b=样声法&n=3";
    let page = app.get(address).await.text().await.unwrap();
    assert!(page.contains("<ins>取得证明并</ins>"), "{page}");
    let page = app.get("/policies/compare?a=没有&b=样声法").await.text().await.unwrap();
    assert!(page.contains("找不到要对照的文本"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_the_text_of_a_day() {
    let app = TestApp::start().await;
    library(&app).await;

    let then = app.get("/policies/样声法?on=2015-06-01").await.text().await.unwrap();
    let before = app.get("/policies/样声法?on=2009-06-01").await.text().await.unwrap();
    let article = app.get("/policies/样声法/2?on=2015-06-01").await.text().await.unwrap();
    let wrong = app.get("/policies/样声法?on=昨天").await.text().await.unwrap();

    assert!(then.contains("夜间施工应当公告") && then.contains("2015年6月1日"), "{then}");
    assert!(!then.contains("已被修改</span>"), "it held on that day: {then}");
    assert!(before.contains("尚未生效"), "{before}");
    assert!(article.contains("夜间施工应当公告"), "{article}");
    assert!(wrong.contains("声环境规划"), "today's text, and a note: {wrong}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_searched_inside() {
    let app = TestApp::start().await;
    library(&app).await;

    let page = app.get("/policies/样声法?q=夜间 公告").await.text().await.unwrap();

    assert!(page.contains("有 1 条写到") && page.contains("取得证明并公告"), "{page}");
    assert!(!page.contains("编制声环境规划"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_law_is_had_as_text_as_pdf_as_feed_and_in_the_site_map() {
    let app = TestApp::start().await;
    library(&app).await;

    let text = app.get("/policies/样声法.txt").await.text().await.unwrap();
    assert!(
        text.starts_with("样声法") && text.contains("第三条　夜间施工应当取得证明并公告。"),
        "{text}"
    );
    assert!(text.contains("现行有效") && text.contains("来源"), "{text}");
    let dated = app.get("/policies/样声法@2010-01-01.txt").await.text().await.unwrap();
    assert!(dated.contains("第二条　夜间施工应当公告。"), "{dated}");
    for address in ["/policies/样声法.pdf", "/policies/样声法/2.pdf"] {
        let file = app.get(address).await;
        // A machine without a font with Chinese characters has no such files.
        if file.status() == 200 {
            assert!(file.bytes().await.unwrap().starts_with(b"%PDF-"), "{address}");
        }
    }
    let feed = app.get("/policies.atom?law=样声法").await.text().await.unwrap();
    assert!(feed.contains("新收录：样声法") && feed.contains("被修改：样声法"), "{feed}");
    let map = app.get("/sitemap-policies.xml").await.text().await.unwrap();
    assert_eq!(map.matches("<loc>").count(), 2, "{map}");
}
