//! 引用与关系: what texts say of each other, read from their words.

use super::import;
use crate::support::TestApp;
use serde_json::{Value, json};

/// A law cited by others, in two texts: article 2 has changed, article 3 has not.
const OLD: &str = "# 样水法\n\n2010年1月1日 测试大会通过\n\n<!-- INFO END -->\n\n第一条 为了治水，制定本法。\n\n\
    第二条 违反本法的，罚款十万元。\n\n第三条 本法第二条由主管部门执行。\n\n第四条 本法自2010年3月1日起施行。\n";
const NEW: &str = "# 样水法\n\n2020年1月1日 测试大会修订\n\n<!-- INFO END -->\n\n第一条 为了治水，制定本法。\n\n\
    第二条 违反本法的，罚款二十万元。\n\n第三条 本法第二条由主管部门执行。\n\n第四条 本法自2020年3月1日起施行。\n";
const CITING: &str = "# 样水条例\n\n2015年1月1日 测试政府公布\n\n<!-- INFO END -->\n\n\
    第一条 为了治水，根据《中华人民共和国样水法》，制定本条例。\n\n\
    第二条 有下列情形之一的，依照《样水法》第二条、第三条第一款处罚：\n（一）排污；\n（二）其他，见《没有的法》第九条。\n\n\
    第三条 本条例自2015年3月1日起施行。\n";

const CITED: &str = "query($law: String!, $number: Int!) { article(law: $law, number: $number) {
    citations { start end label url change currentUrl kind law { versionOn } }
    citedBy { isOlder label article { label law { title } } }
    history { change law { versionOn } } textHash } }";

async fn library(app: &TestApp) {
    import(app, "样水法(2010-01-01).md", OLD).await;
    import(app, "样水条例(2015-01-01).md", CITING).await;
    import(app, "样水法(2020-01-01).md", NEW).await;
    app.settle().await;
}

async fn article(app: &TestApp, law: &str, number: i32) -> Value {
    let asked = json!({ "law": law, "number": number });
    app.visitor().query(CITED, asked).await.get("/article").clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citation_leads_to_the_text_that_was_valid_when_it_was_written() {
    let app = TestApp::start().await;
    library(&app).await;

    let citing = article(&app, "样水条例", 2).await;

    let cited = citing["citations"].as_array().unwrap();
    assert_eq!(cited.len(), 3, "{citing:#}");
    assert_eq!(cited[0]["label"], "第二条");
    assert_eq!(cited[0]["law"]["versionOn"], "2010-01-01");
    assert!(cited[0]["url"].as_str().unwrap().contains("@2010-01-01/2"), "{citing:#}");
    assert_eq!(cited[0]["change"], "AMENDED");
    assert!(cited[0]["currentUrl"].as_str().unwrap().ends_with("/2"));
    assert_eq!(cited[1]["label"], "第三条第一款");
    assert!(cited[1]["url"].as_str().unwrap().ends_with("/3#k1"));
    assert_eq!(cited[1]["change"], "UNCHANGED", "the words are the same in both texts");
    assert_eq!(cited[2]["change"], "UNKNOWN");
    assert_eq!(cited[2]["url"], Value::Null);
    let page = app.get("/policies/样水条例/2").await.text().await.unwrap();
    assert!(page.contains(">《样水法》第二条</a>"), "{page}");
    assert!(page.contains("条文已修改"), "{page}");
    assert!(page.contains("id=\"k1x2\""), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_says_who_cites_it_and_what_became_of_its_words() {
    let app = TestApp::start().await;
    library(&app).await;

    let now = article(&app, "样水法", 2).await;
    let then = article(&app, "样水法@2010-01-01", 2).await;

    let named = |of: &Value| -> Vec<(String, bool)> {
        let citing = of["citedBy"].as_array().unwrap().iter();
        let name = |it: &Value| {
            let article = &it["article"];
            let law = article["law"]["title"].as_str().unwrap();
            format!("{law}{}", article["label"].as_str().unwrap())
        };
        citing.map(|it| (name(it), it["isOlder"].as_bool().unwrap())).collect()
    };
    let of_now: std::collections::BTreeSet<_> = named(&now).into_iter().collect();
    let expected = [("样水条例第二条".to_owned(), true), ("样水法第三条".to_owned(), false)];
    assert_eq!(of_now, expected.into_iter().collect(), "{now:#}");
    assert!(named(&then).contains(&("样水条例第二条".to_owned(), false)), "{then:#}");
    let changes: Vec<&str> = now["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["change"].as_str().unwrap())
        .collect();
    assert_eq!(changes, ["FIRST", "CHANGED"]);
    assert_ne!(now["textHash"], then["textHash"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_law_says_what_it_was_made_under() {
    let app = TestApp::start().await;
    library(&app).await;
    let text = "query($law: String!) { law(slug: $law) { relations { kind isIncoming title } } }";

    let below = app.visitor().query(text, json!({ "law": "样水条例" })).await;
    let above = app.visitor().query(text, json!({ "law": "样水法" })).await;

    let expected = json!([{ "kind": "IMPLEMENTS", "isIncoming": false, "title": "样水法" }]);
    assert_eq!(below.get("/law/relations"), &expected);
    let expected = json!([{ "kind": "IMPLEMENTS", "isIncoming": true, "title": "样水条例" }]);
    assert_eq!(above.get("/law/relations"), &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_better_copy_is_read_anew() {
    let app = TestApp::start().await;
    import(&app, "样水条例(2015-01-01).md", CITING).await;
    app.settle().await;
    let more = format!("{CITING}\n第四条 依照《样水法》第四条办理。\n");

    import(&app, "样水条例(2015-01-01).md", &more).await;
    app.settle().await;

    let read = article(&app, "样水条例", 4).await;
    assert_eq!(read["citations"].as_array().unwrap().len(), 1);
    assert_eq!(article(&app, "样水条例", 2).await["citations"].as_array().unwrap().len(), 3);
}
