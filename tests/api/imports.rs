//! Other people's files: taken row by row, reported row by row, harmless to repeat.

use crate::support::{TestApp, real_data};
use greenbridge::import::{self, ImportArgs, ImportKind};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Notify;

/// What the command is told when it is given a file and no more.
pub(crate) fn args(kind: ImportKind, path: &Path) -> ImportArgs {
    ImportArgs {
        kind,
        path: Some(path.to_owned()),
        replay: None,
        mapping: None,
        json: true,
        source: None,
        dry_run: false,
    }
}

/// Imports as the command does and answers what `--json` prints.
pub(crate) async fn import(app: &TestApp, args: &ImportArgs) -> Value {
    match import::import(app.db(), app.app().files(), args, Arc::new(Notify::new())).await {
        Ok(report) => serde_json::to_value(report).expect("a report is JSON"),
        Err(unreadable) => json!({ "stopped": unreadable.0, "unreadable": true }),
    }
}

/// Writes a file and imports it.
async fn import_bytes(app: &TestApp, name: &str, bytes: &[u8]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    let source = Some("测试名录".to_owned());
    import(app, &ImportArgs { source, ..args(ImportKind::Providers, &file) }).await
}

fn counts(report: &Value) -> [u64; 5] {
    ["new", "changed", "unchanged", "conflict", "rejected"]
        .map(|it| report[it].as_u64().unwrap_or_else(|| panic!("{it} in {report:#}")))
}

const SHEET: &str = "机构名称,统一社会信用代码,所在地区,服务类别\n\
    青浦处置有限公司,,青浦区,危险废物\n\
    松江监测有限公司,,松江区,监测检测\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_imported_found_and_harmless_to_repeat() {
    let app = TestApp::start().await;

    let first = import_bytes(&app, "list.csv", SHEET.as_bytes()).await;
    app.settle().await;
    let second = import_bytes(&app, "list.csv", SHEET.as_bytes()).await;

    assert_eq!(counts(&first), [2, 0, 0, 0, 0], "{first:#}");
    assert_eq!(counts(&second), [0, 0, 2, 0, 0], "{second:#}");
    assert_eq!(app.visitor().finds("青浦处置").await[0], "青浦处置有限公司");
    assert_eq!(app.count("SELECT count(*) FROM providers").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_rows_are_named_by_number_and_keep_no_good_row_out() {
    let app = TestApp::start().await;
    let sheet = "机构名称,统一社会信用代码,人数\n\
        好处置有限公司,,12\n\
        ,91310118XY000001X0,5\n\
        错码处置有限公司,913101180000000000,5\n\
        长处置有限公司,,很多人\n\
        好监测有限公司,,7\n";

    let report = import_bytes(&app, "list.csv", sheet.as_bytes()).await;

    let rejected = report["rejections"].as_array().unwrap();
    assert!(
        rejected.iter().any(|it| it["row"] == 3 && !it["reason"].as_str().unwrap().is_empty()),
        "{report:#}"
    );
    let [new, .., refused] = counts(&report);
    assert_eq!(new + refused, 5, "{report:#}");
    assert_eq!(app.count("SELECT count(*) FROM providers").await, i64::try_from(new).unwrap());
    let marked =
        "SELECT count(*) FROM providers WHERE credit_code IS NOT NULL AND NOT credit_code_is_valid";
    assert_eq!(app.count(marked).await, 1, "a code that fails its check digit is kept with a mark");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_with_another_code_is_a_conflict() {
    let app = TestApp::start().await;
    let one = app.next_credit_code("310118");
    let other = app.next_credit_code("310118");
    let sheet = |code: &str| format!("机构名称,统一社会信用代码\n青浦处置有限公司,{code}\n");
    import_bytes(&app, "list.csv", sheet(&one).as_bytes()).await;

    let report = import_bytes(&app, "list.csv", sheet(&other).as_bytes()).await;

    assert_eq!(counts(&report), [0, 0, 0, 1, 0], "{report:#}");
    assert!(report["conflicts"][0]["reason"].as_str().unwrap().contains(&one), "{report:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sheets_come_in_gbk_with_marks_tabs_and_windows_lines() {
    let gbk = encoding_rs::GB18030.encode(SHEET).0.into_owned();
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(SHEET.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let with_mark = format!("\u{feff}{SHEET}").replace('\n', "\r\n");
    let tabs = SHEET.replace(',', "\t");

    for (name, bytes) in [
        ("gbk.csv", gbk),
        ("utf16.csv", utf16),
        ("mark.csv", with_mark.into_bytes()),
        ("tabs.tsv", tabs.into_bytes()),
    ] {
        let app = TestApp::start().await;
        let report = import_bytes(&app, name, &bytes).await;
        assert_eq!(counts(&report), [2, 0, 0, 0, 0], "{name}: {report:#}");
        app.settle().await;
        assert_eq!(app.visitor().finds("青浦处置").await[0], "青浦处置有限公司", "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn json_lines_are_imported_and_a_broken_line_is_named() {
    let app = TestApp::start().await;
    let lines = "{\"机构名称\": \"青浦处置有限公司\", \"所在地区\": \"青浦区\"}\n{broken\n\
        {\"机构名称\": \"松江监测有限公司\"}\n";

    let report = import_bytes(&app, "list.jsonl", lines.as_bytes()).await;

    assert_eq!(counts(&report), [2, 0, 0, 0, 1], "{report:#}");
    assert_eq!(report["rejections"][0]["row"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_list_is_refused_in_one_sentence_and_changes_nothing() {
    let app = TestApp::start().await;

    for (name, bytes) in [
        ("empty.csv", b"".as_slice()),
        ("other.csv", b"a,b,c\n1,2,3\n"),
        ("broken.xlsx", b"PK\x03\x04 this is no workbook"),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
    ] {
        let report = import_bytes(&app, name, bytes).await;
        assert_eq!(report["unreadable"], true, "{name}: {report:#}");
        assert!(!report["stopped"].as_str().unwrap().is_empty());
    }
    let missing = import(&app, &args(ImportKind::Providers, Path::new("no/such/file.csv"))).await;
    assert!(missing["stopped"].as_str().unwrap().contains("不存在"), "{missing:#}");
    assert_eq!(app.count("SELECT count(*) FROM organisations").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_counts_and_writes_nothing() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.csv");
    std::fs::write(&file, SHEET).unwrap();

    let report =
        import(&app, &ImportArgs { dry_run: true, ..args(ImportKind::Providers, &file) }).await;

    assert_eq!(counts(&report), [2, 0, 0, 0, 0], "{report:#}");
    assert_eq!(app.count("SELECT count(*) FROM providers").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM events").await, 0);
}

/// The real lists of Shanghai 2020; where they are not at hand there is nothing to prove.
#[tokio::test(flavor = "multi_thread")]
async fn the_real_lists_are_imported_whole_and_again_without_change() {
    let Some(folder) = real_data("enterprises/shanghai-2020") else { return };
    let app = TestApp::start().await;

    for (kind, file, mapping, rows) in [
        (ImportKind::Enterprises, "enterprises.csv", "shanghai-2020-enterprises", 1_101),
        (
            ImportKind::Providers,
            "hazardous-waste-operating-permits.csv",
            "shanghai-2020-hazardous-waste-permits",
            48,
        ),
        (
            ImportKind::Providers,
            "derived-hw-service-providers.csv",
            "shanghai-2020-waste-handlers",
            61,
        ),
    ] {
        let args = ImportArgs { mapping: Some(mapping.into()), ..args(kind, &folder.join(file)) };
        let first = import(&app, &args).await;
        let second = import(&app, &args).await;
        let total: u64 = counts(&first).iter().sum();
        assert_eq!(total, rows, "{file}: {first:#}");
        let [new, changed, ..] = counts(&second);
        assert_eq!((new, changed), (0, 0), "{file} again: {second:#}");
        let [.., conflict, rejected] = counts(&first);
        assert!(conflict + rejected < rows / 10 + 3, "{file}: {first:#}");
    }
    app.settle().await;
    let check = greenbridge::check::index(app.app()).await.unwrap();
    assert_eq!(check.found, check.expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_workbooks_are_imported() {
    let Some(file) = real_data("import-tests/shanghai-hw-permits-raw.xlsx") else { return };
    let app = TestApp::start().await;

    let report = import(&app, &args(ImportKind::Providers, &file)).await;

    assert!(counts(&report)[0] > 20, "{report:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_code_is_imported_from_markdown_without_a_gap() {
    let Some(folder) = real_data("laws-current/生态环境法典") else { return };
    let app = TestApp::start().await;

    let report = import(&app, &args(ImportKind::Laws, &folder)).await;
    app.settle().await;

    assert_eq!(counts(&report)[0], 1, "five files are one law: {report:#}");
    let text = "{ laws { nodes { title articleCount missingArticles } } }";
    let law = app.visitor().query(text, json!({})).await.list("/laws/nodes")[0].clone();
    assert_eq!(law["articleCount"], 1_242, "{law}");
    assert_eq!(law["missingArticles"], json!([]));
    assert!(!app.visitor().finds("环保税").await.is_empty());
}
