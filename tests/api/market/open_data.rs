//! 开放数据: the public facts as files, extracted once a day.

use crate::support::{TestApp, given};
use chrono::Duration;
use serde_json::{Value, json};

const DATASETS: &str = "{ openData { licence datasets { kind columns { name meaning }
    release { extractedOn rowCount files { form url bytes } } } } }";

async fn release(app: &TestApp) -> usize {
    let released = market::open_data::jobs::release_due(app.db(), app.app().files()).await;
    released.expect("the files are written")
}

async fn text(app: &TestApp, path: &str) -> String {
    app.get(path).await.text().await.expect("a text")
}

async fn scene() -> TestApp {
    let app = TestApp::start().await;
    let offer = given::provider(&app, "=近处置有限公司").offering("waste/hazardous");
    offer.licensed(&["HW09", "HW12"], "2027-06-30").reviewed(&[5]).write().await;
    given::provider(&app, "远监测有限公司").reviewed(&[4, 5]).write().await;
    app.settle().await;
    app
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_of_both_forms_has_the_columns_of_the_dictionary() {
    let app = scene().await;
    assert_eq!(app.get("/open-data/providers.csv").await.status(), 404, "nothing was released");
    assert_eq!((release(&app).await, release(&app).await), (2, 0), "once a day");

    let answer = app.visitor().query(DATASETS, json!({})).await;
    for set in answer.list("/openData/datasets") {
        let names: Vec<&str> = set["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["name"].as_str().unwrap())
            .collect();
        let [csv, whole] = [0, 1].map(|at| set["release"]["files"][at].clone());
        let lines = text(&app, csv["url"].as_str().unwrap()).await;
        assert_eq!(lines.len() as f64, csv["bytes"].as_f64().unwrap());
        assert_eq!(
            lines.trim_start_matches('\u{feff}').lines().next(),
            Some(names.join(",").as_str())
        );
        let whole: Value =
            serde_json::from_str(&text(&app, whole["url"].as_str().unwrap()).await).unwrap();
        let rows = whole["rows"].as_array().unwrap();
        assert_eq!(json!(rows.len()), set["release"]["rowCount"]);
        for row in rows {
            assert_eq!(row.as_object().unwrap().len(), names.len());
            assert!(names.iter().all(|name| row.get(name).is_some()), "{row}");
        }
    }
    let page = text(&app, "/open-data").await;
    assert!(page.contains("credit_code_is_valid") && page.contains("CC BY 4.0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_say_what_the_pages_say() {
    let app = scene().await;
    release(&app).await;

    let whole: Value =
        serde_json::from_str(&text(&app, "/open-data/providers.json").await).unwrap();
    let rows = whole["rows"].as_array().unwrap();
    let row = |name: &str| rows.iter().find(|it| it["name"] == name).expect("it is listed");
    assert!(row("=近处置有限公司")["rating"].is_null(), "one review shows no rating");
    assert_eq!(row("远监测有限公司")["rating"], 90.0);
    assert_eq!(row("=近处置有限公司")["categories"], "waste/hazardous");
    let csv = text(&app, "/open-data/providers.csv").await;
    assert!(csv.contains(",'=近处置有限公司,"), "no cell is a formula");
    let licences: Value =
        serde_json::from_str(&text(&app, "/open-data/qualifications.json").await).unwrap();
    let licence = &licences["rows"][0];
    assert_eq!(licence["waste_classes"], "HW09;HW12");
    assert_eq!((&licence["valid_to"], &licence["is_valid"]), (&json!("2027-06-30"), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_kept_until_the_next_days_extract() {
    let app = scene().await;
    release(&app).await;
    let first = app.get("/open-data/providers.csv").await;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    let again = |tag: String| {
        let path = app.address("/open-data/providers.csv");
        app.http().get(path).header("if-none-match", tag).send()
    };
    assert_eq!(again(tag.clone()).await.unwrap().status(), 304);

    given::provider(&app, "新来有限公司").write().await;
    assert!(!text(&app, "/open-data/providers.csv").await.contains("新来有限公司"));
    app.advance(Duration::days(1)).await;
    assert_eq!(release(&app).await, 2);
    let next = again(tag).await.unwrap();
    assert_eq!(next.status(), 200);
    assert!(next.text().await.unwrap().contains("新来有限公司"));
    for path in ["/open-data/providers.xml", "/open-data/accounts.csv", "/open-data/x"] {
        assert_eq!(app.get(path).await.status(), 404, "{path}");
    }
}
