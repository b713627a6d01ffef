//! 原件与识别核对: texts read from files of their own, and what a person says of doubtful parts.

use crate::imports;
use crate::support::{Actor, TestApp};
use greenbridge::import::ImportKind;
use serde_json::{Value, json};

/// A page with an article missing between, one that breaks off, and a script.
const PAGE: &str = "<html><head><title>样例固废办法_某网站</title></head><body><script>alert(1)</script>\
    <h1>样例固体废物管理办法</h1><p>（2026年1月5日生态环境部令第9号公布）</p>\
    <p>第一条 为了防治固体废物污染环境，制定本办法。</p>\
    <p>第三条 产生单位应当如实记录台账，并且</p>\
    <p>第四条 本办法自2026年3月1日起施行。</p></body></html>";

async fn bring(app: &TestApp, name: &str, content: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    let report = imports::import(app, &imports::args(ImportKind::Laws, folder.path())).await;
    app.settle().await;
    report
}

const PARTS: &str = "query($state: ReadPartState!) { readParts(state: $state) { totalCount nodes {
    id label confidence doubts page raw words state note law { title } original { url fileName } } } }";

async fn parts(by: &Actor, state: &str) -> Vec<Value> {
    by.query(PARTS, json!({ "state": state })).await.ok().list("/readParts/nodes").to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_read_its_file_is_kept_and_what_is_doubtful_waits() {
    let app = TestApp::start().await;

    let report = bring(&app, "a.html", PAGE).await;

    assert_eq!(report["new"], 1, "{report:#}");
    assert!(report["notes"].to_string().contains("缺第2条"), "{report:#}");
    let moderator = app.moderator("31").await;
    let open = parts(&moderator, "OPEN").await;
    assert_eq!(open.len(), 1, "{open:#?}");
    assert_eq!(open[0]["label"], "第三条");
    assert_eq!(open[0]["doubts"], json!(["NUMBER_GAP", "BROKEN_END"]));
    assert_eq!(open[0]["raw"], "第三条 产生单位应当如实记录台账，并且");
    let law = app.get("/policies/样例固体废物管理办法").await.text().await.unwrap();
    assert!(law.contains("有 1 处由机器从文件识别") && law.contains("原件：a.html"), "{law}");
    assert!(!law.contains("alert(1)"));
    let article = app.get("/policies/样例固体废物管理办法/3").await.text().await.unwrap();
    assert!(article.contains("这一条由机器从文件识别，等待人工核对"), "{article}");
    let file = app.get(open[0]["original"]["url"].as_str().unwrap()).await;
    assert_eq!(file.status(), 200);
    let handed = file.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(handed.starts_with("attachment"), "a foreign page is never shown: {handed}");
    assert_eq!(file.text().await.unwrap(), PAGE);
    assert_eq!(app.get("/policy-originals/lor_01ARZ3NDEKTSV4RRFFQ69G5FAV").await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_mends_a_part_once_and_the_same_file_again_undoes_nothing() {
    let app = TestApp::start().await;
    bring(&app, "a.html", PAGE).await;
    let moderator = app.moderator("31").await;
    let open = parts(&moderator, "OPEN").await;
    let (id, seen) = (open[0]["id"].clone(), open[0]["words"].clone());
    let words = "产生单位应当如实记录台账，并且保存五年。";
    let mend = |seen: &Value, words: &str| json!({ "readPartId": id, "seen": seen, "words": words, "note": "对照原件补全" });

    let fields = "readPart { state words }";
    moderator
        .mutate("readPartMend", fields, &mend(&json!("别的"), words))
        .await
        .refused("read_parts.changed_meanwhile");
    moderator
        .mutate("readPartMend", fields, &mend(&seen, " "))
        .await
        .refused("read_parts.words_length");
    moderator
        .mutate("readPartMend", fields, &mend(&seen, seen.as_str().unwrap()))
        .await
        .refused("read_parts.words_same");
    let done = moderator.mutate("readPartMend", fields, &mend(&seen, words)).await.ok();
    assert_eq!(done.text("/readPartMend/readPart/words"), words);
    app.settle().await;

    assert_eq!(app.audited(id.as_str().unwrap()).await, ["read_parts.decide"]);
    let article = app.get("/policies/样例固体废物管理办法/3").await.text().await.unwrap();
    assert!(article.contains("保存五年") && !article.contains("等待人工核对"), "{article}");
    let changes = app.visitor().query("{ lawChanges { nodes { kind } } }", json!({})).await.ok();
    // Both became known at one moment, since time stands.
    let mut kinds = changes.texts("/lawChanges/nodes", "kind");
    kinds.sort();
    assert_eq!(kinds, ["CORRECTED", "NEW"]);
    moderator
        .mutate("readPartMend", fields, &mend(&json!(words), "又一次。"))
        .await
        .refused("read_parts.decided");

    let again = bring(&app, "a.html", PAGE).await;
    assert_eq!(again["unchanged"], 1, "{again:#}");
    let article = app.get("/policies/样例固体废物管理办法/3").await.text().await.unwrap();
    assert!(article.contains("保存五年"), "{article}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_was_read_rightly_is_accepted_and_a_better_copy_settles_the_rest() {
    let app = TestApp::start().await;
    bring(&app, "a.html", PAGE).await;
    let moderator = app.moderator("31").await;
    let open = parts(&moderator, "OPEN").await;
    let input = json!({ "readPartId": open[0]["id"], "seen": open[0]["words"] });
    app.enterprise("某厂")
        .await
        .mutate("readPartAccept", "readPart { state }", &input)
        .await
        .denied("FORBIDDEN");
    moderator.mutate("readPartAccept", "readPart { state }", &input).await.ok();
    assert!(parts(&moderator, "OPEN").await.is_empty());
    assert_eq!(parts(&moderator, "ACCEPTED").await.len(), 1);

    let other = PAGE.replace("并且</p>", "并且还有</p>").replace("固体废物管理", "危险废物管理");
    bring(&app, "b.html", &other).await;
    assert_eq!(parts(&moderator, "OPEN").await.len(), 1);
    let whole = "# 样例危险废物管理办法\n\n2026年1月5日生态环境部令第9号公布\n\n<!-- INFO END -->\n\n\
        第一条 为了防治固体废物污染环境，制定本办法。\n\n第二条 本办法适用于全国。\n\n\
        第三条 产生单位应当如实记录台账，并且还有别的。\n\n第四条 本办法自2026年3月1日起施行。\n";
    let report = bring(&app, "样例危险废物管理办法(2026-01-05).md", whole).await;
    assert_eq!(report["changed"], 1, "{report:#}");
    assert!(parts(&moderator, "OPEN").await.is_empty(), "nobody need look at what was replaced");
    assert_eq!(parts(&moderator, "MOOT").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_refused_with_a_sentence_and_keeps_nothing() {
    let app = TestApp::start().await;
    for (name, content, reason) in [
        ("a.pdf", "%PDF-1.5 broken", "已损坏"),
        ("a.docx", "PK broken", "已损坏"),
        ("a.html", "<p> </p>", "没有文字"),
        ("b.html", "<h1>样例办法</h1><p>第一条 没有日期的一条。</p>", "没有公布、修订或施行日期"),
    ] {
        let report = bring(&app, name, content).await;
        assert_eq!(report["rejected"], 1, "{report:#}");
        let said = report["rejections"][0]["reason"].as_str().unwrap();
        assert!(said.contains(reason), "{said}");
    }
    assert_eq!(app.count("SELECT count(*) FROM laws").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM law_originals").await, 0);
}
