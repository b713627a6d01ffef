//! 官方公告 and 外部采购过程: taken in from other people's files, brought together, shown.

use crate::imports::{args, import};
use crate::support::{TestApp, real_data};
use greenbridge::import::{ImportArgs, ImportKind, watched};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

async fn take(app: &TestApp, kind: ImportKind, name: &str, text: &str, source: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    let source = Some(source.to_owned());
    import(app, &ImportArgs { source, ..args(kind, &file) }).await
}

fn counts(report: &Value) -> [u64; 6] {
    ["new", "changed", "unchanged", "conflict", "rejected", "passed"]
        .map(|it| report[it].as_u64().unwrap_or_else(|| panic!("{it} in {report:#}")))
}

const HEADER: &str = "采购项目名称,公告类型,项目编号,采购单位,行政区域,采购单位地址,预算金额,公告时间,投标截止时间,中标供应商,中标金额,联系电话,公告链接\n";
const PROVINCIAL: &str = "\
    嘉善县2026年度地表水监测项目招标公告,招标公告,JSZC-2026-0101,嘉善县生态环境监测站,浙江省嘉兴市嘉善县,浙江省嘉兴市嘉善县魏塘街道某路1号,86万元,2026-03-02,2026-03-25 09:30,,,0573-84000000,https://a.example/1\n\
    嘉善县2026年度地表水监测项目更正公告,更正公告,JSZC-2026-0101,嘉善县生态环境监测站,浙江省嘉兴市嘉善县,,86万元,2026-03-10,2026-03-30 09:30,,,,https://a.example/2\n\
    山西某项目环境监测招标公告,招标公告,SX-2026-00001,某局,山西省太原市,,10万元,2026-03-02,,,,,https://a.example/3\n";
const OTHER: &str = "\
    嘉善县2026年度地表水监测项目（采购意向）,采购意向,,嘉善县生态环境监测站,浙江省嘉兴市嘉善县,,860000,2026-01-15,,,,,https://b.example/1\n\
    嘉善县2026年度地表水监测项目中标结果公告,,JSZC20260101,嘉善县生态环境监测站,嘉善县,,,2026-04-02,,绿源环境服务有限公司,￥798000.00,,https://b.example/2\n\
    x,,,,,,,,,,,,\n";

const PROJECTS: &str =
    "query($filter: OfficialProjectFilter) { officialProjects(filter: $filter) { totalCount nodes {
    id url title stage latestKind noticeCount buyerName supplierName bidDeadline
    region { code } budget { fen } award { fen }
    notices { kind publishedOn sourceUrl given { label text } } } } }";

async fn projects(app: &TestApp, filter: Value) -> Vec<Value> {
    let answer = app.visitor().query(PROJECTS, json!({ "filter": filter })).await;
    answer.list("/officialProjects/nodes").to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn notices_of_several_sources_become_one_project_with_one_timeline() {
    let app = TestApp::start().await;
    let take = |rows: &'static str, source: &'static str| {
        let text = format!("{HEADER}{rows}");
        let app = &app;
        async move { take(app, ImportKind::Notices, "notices.csv", &text, source).await }
    };

    let first = take(OTHER, "乙源").await;
    let second = take(PROVINCIAL, "甲源").await;

    assert_eq!(counts(&first), [2, 0, 0, 0, 1, 0], "{first:#}");
    assert_eq!(counts(&second), [2, 0, 0, 0, 0, 1], "{second:#}");
    assert_eq!(
        counts(&take(PROVINCIAL, "甲源").await),
        [0, 0, 2, 0, 0, 1],
        "again changes nothing"
    );
    let all = projects(&app, json!({})).await;
    assert_eq!(all.len(), 1, "{all:#?}");
    let one = &all[0];
    assert_eq!((&one["stage"], &one["latestKind"]), (&json!("RESULT"), &json!("RESULT")));
    assert_eq!(one["noticeCount"], 4);
    assert_eq!(
        (&one["budget"]["fen"], &one["award"]["fen"]),
        (&json!(86_000_000), &json!(79_800_000))
    );
    assert_eq!(one["supplierName"], "绿源环境服务有限公司");
    assert!(one["region"]["code"].as_str().unwrap().starts_with("330421"), "{one:#}");
    let kinds: Vec<&Value> =
        one["notices"].as_array().unwrap().iter().map(|it| &it["kind"]).collect();
    assert_eq!(kinds, ["INTENTION", "TENDER", "CORRECTION", "RESULT"]);
    assert!(!one.to_string().contains("0573"), "nobody's telephone is kept");

    for (filter, found) in [
        (json!({ "region": "330421" }), 1),
        (json!({ "region": "31" }), 0),
        (json!({ "stage": "RESULT", "buyer": "嘉善县生态环境监测站" }), 1),
        (json!({ "stage": "CONTRACT" }), 0),
        (json!({ "kind": "TENDER" }), 0),
        (json!({ "budgetFrom": "80万", "budgetTo": "90万" }), 1),
        (json!({ "budgetTo": "80万" }), 0),
        (json!({ "since": "2026-04-02", "until": "2026-04-02" }), 1),
        (json!({ "since": "2026-04-03" }), 0),
    ] {
        assert_eq!(projects(&app, filter.clone()).await.len(), found, "{filter}");
    }
    let list = app.get("/notices?region=33").await.text().await.unwrap();
    let page = app.get(one["url"].as_str().unwrap()).await.text().await.unwrap();
    assert!(
        list.contains("嘉善县2026年度地表水监测项目") && list.contains("绿源环境服务有限公司"),
        "{list}"
    );
    assert!(page.contains("https://b.example/2") && page.contains("更正公告"), "{page}");
    assert_eq!(app.get("/notices/opj_01ARZ3NDEKTSV4RRFFQ69G5FAV").await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_source_corrects_follows_it() {
    let app = TestApp::start().await;
    let text = format!("{HEADER}{PROVINCIAL}");
    take(&app, ImportKind::Notices, "n.csv", &text, "甲源").await;

    let corrected = text.replace("86万元,2026-03-10", "90万元,2026-03-10");
    let report = take(&app, ImportKind::Notices, "n.csv", &corrected, "甲源").await;

    assert_eq!(counts(&report), [0, 1, 1, 0, 0, 1], "{report:#}");
    let all = projects(&app, json!({})).await;
    assert_eq!((&all[0]["budget"]["fen"], &all[0]["noticeCount"]), (&json!(90_000_000), &json!(2)));
}

#[tokio::test(flavor = "multi_thread")]
async fn notices_copied_from_pages_are_placed_or_passed() {
    let Some(file) = real_data("tenders/pages-tenders.jsonl") else { return };
    let app = TestApp::start().await;

    let report = import(&app, &args(ImportKind::Notices, &file)).await;

    assert_eq!(counts(&report), [2, 0, 0, 0, 0, 4], "{report:#}");
    let places = projects(&app, json!({ "region": "310104" })).await;
    assert_eq!(places[0]["budget"]["fen"], 174_900_000);
    assert_eq!(places[0]["bidDeadline"], "2026-04-08T01:30:00+00:00");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watched_folder_is_emptied_as_files_lie_still() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str, age: u64| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    };
    put("a.csv", &format!("{HEADER}{PROVINCIAL}"), 60);
    put("b.json", "{", 60);
    put("late.csv", &format!("{HEADER}{OTHER}"), 0);
    put("notes.pdf", "", 60);

    assert_eq!(
        watched::take_in(app.db(), app.app().files(), folder.path(), ImportKind::Notices)
            .await
            .expect("it takes in"),
        2
    );

    assert_eq!(projects(&app, json!({})).await.len(), 1);
    for (name, is_there) in
        [("done/a.csv", true), ("failed/b.json", true), ("late.csv", true), ("a.csv", false)]
    {
        assert_eq!(folder.path().join(name).exists(), is_there, "{name}");
    }
    assert_eq!(
        watched::take_in(app.db(), app.app().files(), folder.path(), ImportKind::Notices)
            .await
            .expect("it takes in"),
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn packages_of_other_publishers_are_taken_in_release_by_release() {
    let app = TestApp::start().await;
    let release = |id: &str, day: &str, title: &str| {
        json!({ "ocid": "ocds-abcdef-1", "id": id, "date": format!("{day}T00:00:00Z"), "tag": ["tender"],
            "tender": { "id": "t", "title": title } })
    };
    let package = |releases: Vec<Value>| json!({ "uri": "x:y", "releases": releases }).to_string();
    let take = |text: String, name: &'static str| {
        let app = &app;
        async move { take(app, ImportKind::Ocds, name, &text, "别处").await }
    };
    let first = package(vec![
        release("1", "2026-01-01", "甲"),
        release("2", "2026-02-01", "乙"),
        json!({}),
    ]);

    assert_eq!(counts(&take(first.clone(), "p.json").await), [2, 0, 0, 0, 1, 0]);
    assert_eq!(counts(&take(first, "p.json").await), [0, 0, 2, 0, 1, 0]);
    let other = package(vec![release("2", "2026-02-01", "改了"), release("3", "2026-03-01", "丙")]);
    assert_eq!(counts(&take(other, "p.json").await), [1, 0, 0, 1, 0, 0]);
    let title = app.text("SELECT title FROM foreign_processes").await;
    assert_eq!(title, "丙", "the compiled release follows");
    let lines = format!("{}\n{{\n", package(vec![release("4", "2026-04-01", "丁")]));
    assert_eq!(counts(&take(lines, "p.jsonl").await), [1, 0, 0, 0, 1, 0]);
    assert_eq!(take("[".into(), "p.json").await["unreadable"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_standards_own_samples_are_taken_in() {
    let Some(folder) = real_data("tenders/ocds-sample") else { return };
    let app = TestApp::start().await;
    let mut taken = 0;
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().flatten().map(|it| it.path()).collect();
    files.sort();
    for file in files.into_iter().filter(|it| it.extension().is_some_and(|it| it == "json")) {
        let report = import(&app, &args(ImportKind::Ocds, &file)).await;
        let [new, _, unchanged, conflict, rejected, _] = counts(&report);
        assert_eq!((conflict, rejected), (0, 0), "{}: {report:#}", file.display());
        assert!(new + unchanged > 0, "{}", file.display());
        taken += new;
    }
    assert!(taken >= 6, "{taken}");
    assert_eq!(app.count("SELECT count(*) FROM foreign_processes").await, 1);
}
