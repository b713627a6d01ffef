//! 定时拉取: sources that are asked now and then, against recorded answers.

use crate::support::recorded::Recorded;
use crate::support::{Actor, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

const LAW: &str = "200 OK\ncontent-type: application/x-ndjson\netag: \"v1\"\nlast-modified: Sat, 21 Nov 2026 00:00:00 GMT\n\n\
    {\"title\":\"测试环境保护办法\",\"公布日期\":\"2026-01-05\",\"施行日期\":\"2026-03-01\",\"正文\":\"第一条 为了保护环境，制定本办法。\\n第二条 本办法自2026年3月1日起施行。\"}\n";

const NOTICES: &str = "200 OK\ncontent-type: text/csv; charset=utf-8\n\n公告标题,公告类型,采购人,行政区域,发布时间,公告链接\n\
    青浦区2026年度噪声监测项目采购公告,公开招标公告,上海市青浦区生态环境局,上海市青浦区,2026-11-20,https://b.example/9\n";

/// An app that pulls this from the played-back server.
async fn app_that_asks(server: &Recorded, entries: &str) -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("pulls.toml");
    let hosts = "hosts = [\"laws.example.org\", \"files.example.org\"]\n";
    std::fs::write(&list, format!("{hosts}{entries}")).unwrap();
    let settings = [
        ("GREENBRIDGE_LINK_CHECKS", server.address()),
        ("GREENBRIDGE_PULLS", list.to_str().unwrap()),
    ];
    (TestApp::start_with(&settings).await, folder)
}

fn entry(name: &str, kind: &str, more: &str) -> String {
    format!(
        "[[pull]]\nname = \"{name}\"\nkind = \"{kind}\"\n\
         url = \"http://laws.example.org/new\"\nevery_hours = 24\n{more}\n"
    )
}

async fn pull(app: &TestApp, later: Duration) {
    app.advance(later).await;
    greenbridge::worker::pull(app.app()).await.expect("who does not answer is no fault");
    app.settle().await;
}

async fn board(by: &Actor) -> Vec<Value> {
    let fields = "{ feedPulls { name url failures problem nextAt goodAt } }";
    by.query(fields, json!({})).await.ok().list("/feedPulls").to_vec()
}

async fn runs(by: &Actor) -> Vec<Value> {
    let fields =
        "{ feeds { name kind goodAt runs(first: 5) { nodes { state origin newCount } } } }";
    by.query(fields, json!({})).await.ok().list("/feeds").to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_asked_in_its_turn_and_told_what_it_said_last() {
    let server = Recorded::play(&[LAW, "304 Not Modified", "304 Not Modified"]).await;
    let (app, _list) = app_that_asks(&server, &entry("某法规库", "laws", "")).await;
    let system = app.system_administrator().await;

    pull(&app, Duration::zero()).await;

    let feeds = runs(&system).await;
    assert_eq!((&feeds[0]["name"], &feeds[0]["kind"]), (&json!("某法规库"), &json!("laws")));
    let run = &feeds[0]["runs"]["nodes"][0];
    assert_eq!(
        (&run["state"], &run["origin"], &run["newCount"]),
        (&json!("DONE"), &json!("PULL"), &json!(1)),
        "{feeds:#?}"
    );
    let page = app.get("/policies/测试环境保护办法").await.text().await.unwrap();
    assert!(page.contains("为了保护环境") && page.contains("某法规库"), "{page}");

    pull(&app, Duration::hours(23)).await;
    assert_eq!(server.asked().len(), 1, "not yet");
    pull(&app, Duration::hours(1)).await;

    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    assert!(asked[1].contains("if-none-match: \"v1\""), "{}", asked[1]);
    assert!(asked[1].contains("if-modified-since: sat, 21 nov 2026"), "{}", asked[1]);
    let after = runs(&system).await;
    assert_eq!(after[0]["runs"]["nodes"].as_array().unwrap().len(), 1, "nothing new came");
    assert!(after[0]["goodAt"].as_str() > feeds[0]["goodAt"].as_str(), "but it is good still");
    assert_eq!(board(&system).await[0]["failures"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_again_is_the_same_run() {
    let server = Recorded::play(&[NOTICES]).await;
    let (app, _list) =
        app_that_asks(&server, &entry("某采购网", "notices", "mapping = \"ccgp-notices\"")).await;
    let system = app.system_administrator().await;

    pull(&app, Duration::zero()).await;
    pull(&app, Duration::hours(24)).await;

    assert_eq!(server.asked().len(), 2);
    let feeds = runs(&system).await;
    assert_eq!(feeds[0]["name"], "某采购网", "as the list calls it, not as the mapping does");
    assert_eq!(
        feeds[0]["runs"]["nodes"],
        json!([{ "state": "DONE", "origin": "PULL", "newCount": 1 }])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_fails_is_left_alone_longer_each_time_and_the_board_says_why() {
    let answers = ["503 No\nretry-after: 3600", "500 No", LAW];
    let server = Recorded::play(&answers).await;
    let (app, _list) = app_that_asks(&server, &entry("某法规库", "laws", "")).await;
    let system = app.system_administrator().await;

    pull(&app, Duration::zero()).await;
    let seen = board(&system).await;
    assert_eq!((&seen[0]["failures"], &seen[0]["problem"]), (&json!(1), &json!("对方返回 503")));
    pull(&app, Duration::minutes(59)).await;
    assert_eq!(server.asked().len(), 1, "it asked for an hour");
    pull(&app, Duration::minutes(1)).await;
    assert_eq!(board(&system).await[0]["failures"], 2);
    pull(&app, Duration::minutes(9)).await;
    assert_eq!(server.asked().len(), 2, "ten minutes after the second");
    pull(&app, Duration::minutes(1)).await;

    let seen = board(&system).await;
    assert_eq!((&seen[0]["failures"], &seen[0]["problem"]), (&json!(0), &Value::Null));
    assert_eq!(runs(&system).await[0]["runs"]["nodes"][0]["newCount"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_unlisted_or_no_file_of_ours_is_not_taken() {
    let large = "200 OK\ncontent-type: text/csv\ncontent-length: 9999999\n\nx";
    let elsewhere = "302 Found\nlocation: http://evil.example.net/x.csv";
    let inside = "302 Found\nlocation: http://127.0.0.1/x.csv";
    let page = "200 OK\ncontent-type: text/html\n\n<p>x</p>";
    let on = "302 Found\nlocation: http://files.example.org/x.csv";
    let server = Recorded::play(&[large, elsewhere, inside, page, on, NOTICES]).await;
    let (app, _list) = app_that_asks(&server, &entry("某采购网", "notices", "most_mb = 1")).await;
    let system = app.system_administrator().await;
    let mut problems = Vec::new();

    for _ in 0..4 {
        pull(&app, Duration::days(1)).await;
        problems.push(board(&system).await[0]["problem"].as_str().unwrap_or_default().to_owned());
    }

    assert_eq!(
        problems,
        [
            "文件超过 1 MB",
            "地址不在允许的主机名单中：http://evil.example.net/x.csv",
            "地址不在允许的主机名单中：http://127.0.0.1/x.csv",
            "取到的不是能导入的文件",
        ]
    );
    assert_eq!(server.asked().len(), 4, "nobody else was asked");
    pull(&app, Duration::days(1)).await;
    let asked = server.asked();
    assert!(asked[5].contains("host: files.example.org"), "listed hosts are followed: {asked:?}");
    assert_eq!(runs(&system).await[0]["runs"]["nodes"][0]["newCount"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_keep_order_see_the_board() {
    let app = TestApp::start().await;
    app.visitor().query("{ feedPulls { name } }", json!({})).await.denied("UNAUTHENTICATED");
    let enterprise = app.enterprise("某厂").await;
    enterprise.query("{ feedPulls { name } }", json!({})).await.denied("FORBIDDEN");
    assert!(board(&app.moderator("31").await).await.is_empty());
}
