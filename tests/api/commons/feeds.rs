//! 数据源: runs with their counts, rows put aside and tried again, what is gone, files sent in by
//! machines, and whose a row is.

use crate::imports::{args, import};
use crate::support::{Actor, TestApp, given};
use chrono::Duration;
use greenbridge::import::{ImportArgs, ImportKind};
use serde_json::{Value, json};

/// Writes a sheet and imports it as a source.
async fn import_sheet(app: &TestApp, kind: ImportKind, sheet: &str, source: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("名录.csv");
    std::fs::write(&file, sheet).unwrap();
    import(app, &ImportArgs { source: Some(source.into()), ..args(kind, &file) }).await
}

async fn providers(app: &TestApp, sheet: &str) -> Value {
    import_sheet(app, ImportKind::Providers, sheet, "测试名录").await
}

const RUN: &str = "query($id: ID!) { feedRun(id: $id) { state fileName digest origin matchedCount
    newCount changedCount unchangedCount conflictCount rejectedCount goneCount waitingCount mayReplay
    stopped replayOf feed { name isStale gone(first: 5) { totalCount nodes { name } } }
    rows(first: 10) { nodes { id number name reason takenIn cells { header text } } }
    conflicts { name reason state organisation { name } } } }";

async fn run(by: &Actor, id: &Value) -> Value {
    by.query(RUN, json!({ "id": id })).await.get("/feedRun").clone()
}

async fn push(app: &TestApp, key: &str, mapping: &str, media: &str, body: &str) -> (u16, Value) {
    let request = app.http().post(app.address(&format!("/feeds/{mapping}")));
    let request = request.bearer_auth(key).header("content-type", media).body(body.to_owned());
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap_or_default())
}

async fn push_key(app: &TestApp) -> String {
    let input = json!({
        "name": "省信用平台", "scopes": ["FEED_PUSH"], "days": 30, "password": "Abc-12345-xyz",
    });
    let administrator = app.system_administrator().await;
    let made = administrator.mutate("machineKeyMake", "secret", &input).await.ok();
    made.text("/machineKeyMake/secret")
}

#[tokio::test(flavor = "multi_thread")]
async fn each_import_is_a_run_and_what_the_newest_whole_file_lacks_is_gone() {
    let app = TestApp::start().await;
    let moderator = app.moderator("31").await;
    let first = "机构名称,人数\n青浦处置有限公司,3\n松江监测有限公司,4\n12,5\n";

    let report = providers(&app, first).await;

    let seen = run(&moderator, &report["run"]).await;
    assert_eq!((&seen["state"], &seen["origin"]), (&json!("DONE"), &json!("COMMAND")));
    assert_eq!((&seen["newCount"], &seen["rejectedCount"]), (&json!(2), &json!(1)), "{seen:#}");
    assert_eq!(seen["digest"].as_str().unwrap().len(), 64);
    assert_eq!(seen["rows"]["nodes"][0]["number"], 4);
    assert_eq!(seen["feed"]["gone"]["totalCount"], 0);

    let report = providers(&app, "机构名称,人数\n青浦处置有限公司,3\n").await;

    let seen = run(&moderator, &report["run"]).await;
    assert_eq!((&report["gone"], &seen["goneCount"]), (&json!(1), &json!(1)));
    assert_eq!((&seen["matchedCount"], &seen["newCount"]), (&json!(1), &json!(0)));
    let gone = json!({ "totalCount": 1, "nodes": [{ "name": "松江监测有限公司" }] });
    assert_eq!(seen["feed"]["gone"], gone);
    assert_eq!(app.count("SELECT count(*) FROM providers").await, 2, "marked, never deleted");

    providers(&app, first).await;
    let board = "{ feeds { name kind isStale lastRun { newCount } runs { nodes { id } } } }";
    let board = moderator.query(board, json!({})).await;
    assert_eq!(board.list("/feeds/0/runs/nodes").len(), 3);
    let back = app.count("SELECT count(*) FROM feed_items WHERE gone_at IS NOT NULL").await;
    assert_eq!(back, 0, "what is listed again is there");
    app.advance(Duration::days(31)).await;
    let stale = app.visitor().query("{ feedSummaries { name isStale } }", json!({})).await;
    assert_eq!(stale.get("/feedSummaries"), &json!([{ "name": "测试名录", "isStale": true }]));
    let html = app.get("/about").await.text().await.unwrap();
    assert!(html.contains("测试名录") && html.contains("已过期"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_is_not_in_the_books() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.csv");
    std::fs::write(&file, "机构名称\n青浦处置有限公司\n").unwrap();

    let dry = ImportArgs { dry_run: true, ..args(ImportKind::Providers, &file) };
    let report = import(&app, &dry).await;

    assert_eq!((&report["new"], &report["run"]), (&json!(1), &Value::Null));
    assert_eq!(app.count("SELECT count(*) FROM feed_runs").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_put_aside_are_taken_under_a_better_mapping_and_keep_no_person() {
    let app = TestApp::start().await;
    let moderator = app.moderator("31").await;
    let sheet = "机构名称,全称,服务类别,法定代表人,手机\n\
        长宁处置有限公司,长宁处置有限公司,危险废物,张三,13812345678\n\
        12,普陀处置有限公司,危险废物,李四,13812345679\n\
        嘉定处置有限公司,嘉定处置有限公司,算命,王五,13812345670\n";
    let report = providers(&app, sheet).await;
    let before = run(&moderator, &report["run"]).await;
    let rows = before["rows"]["nodes"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "{before:#}");
    let cells = rows[0]["cells"].to_string();
    assert!(!cells.contains("李四") && !cells.contains("13812345679"), "{cells}");

    let mapping = "kind = \"providers\"\n[columns]\nname = \"全称\"\ncategories = \"服务类别\"\n";
    let input = json!({ "feedRunId": report["run"], "mapping": mapping });
    let asked = moderator.mutate("feedRunReplay", "feedRun { id state }", &input).await.ok();
    app.settle().await;

    let replay = run(&moderator, asked.get("/feedRunReplay/feedRun/id")).await;
    assert_eq!((&replay["state"], &replay["replayOf"]), (&json!("DONE"), &report["run"]));
    assert_eq!((&replay["newCount"], &replay["rejectedCount"]), (&json!(1), &json!(1)));
    let after = run(&moderator, &report["run"]).await;
    assert_eq!(after["waitingCount"], 1, "the category is still unknown");
    assert_eq!(after["rows"]["nodes"][0]["takenIn"], *asked.get("/feedRunReplay/feedRun/id"));
    assert!(after["rows"]["nodes"][1]["reason"].as_str().unwrap().contains("算命"));
    assert_eq!(app.visitor().finds("普陀处置").await[0], "普陀处置有限公司");

    let replay = Some(report["run"].as_str().unwrap().to_owned());
    let command = ImportArgs { path: None, replay, ..args(ImportKind::Providers, "".as_ref()) };
    let again = import(&app, &command).await;
    assert_eq!((&again["rejected"], &again["new"]), (&json!(1), &json!(0)), "{again:#}");
    let audited = app.audited(asked.get("/feedRunReplay/feedRun/id").as_str().unwrap()).await;
    assert_eq!(audited, ["feeds.replay", "feeds.end"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_replayed_is_told_and_only_those_who_keep_order_see_the_board() {
    let app = TestApp::start().await;
    let (moderator, regulator) = (app.moderator("31").await, app.regulator("310118").await);
    let report = providers(&app, "机构名称\n长宁处置有限公司\n").await;
    let dirty = providers(&app, "机构名称\n12\n").await;
    let replay = |by: Actor, input: Value| async move {
        by.mutate("feedRunReplay", "feedRun { id }", &input).await
    };

    let nothing = replay(moderator.clone(), json!({ "feedRunId": report["run"] })).await;
    nothing.refused("feeds.nothing_waits");
    let wrong = json!({ "feedRunId": dirty["run"], "mapping": "[columns]\nnmae = \"甲\"" });
    replay(moderator.clone(), wrong).await.refused("feeds.mapping_form");
    let input = json!({ "feedRunId": dirty["run"] });
    replay(regulator.clone(), input.clone()).await.denied("NOT_FOUND");
    replay(moderator.clone(), input.clone()).await.ok();
    replay(moderator, input).await.refused("feeds.not_ended");
    assert_eq!(run(&regulator, &dirty["run"]).await["rejectedCount"], 1);

    let buyer = app.enterprise("青浦纸业").await;
    assert_eq!(run(&buyer, &dirty["run"]).await, Value::Null);
    buyer.query("{ feeds { id } }", json!({})).await.denied("FORBIDDEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_sends_penalties_in_once_and_they_reach_the_ledger() {
    let app = TestApp::start().await;
    let provider = app.provider("青浦处置有限公司").await;
    let code = provider.query("{ myProvider { id creditCode } }", json!({})).await;
    let (id, code) = (code.text("/myProvider/id"), code.text("/myProvider/creditCode"));
    let key = push_key(&app).await;
    let row = |name: &str, code: &str, number: &str, kind: &str| {
        json!({
            "CF_XDR_MC": name, "CF_XDR_SHXYM": code, "CF_WSH": number, "CF_CFLB": kind,
            "CF_SY": "危险废物贮存超过一年", "CF_NR_FK": "12.5", "CF_CFJG": "上海市青浦区生态环境局",
            "CF_JDRQ": "2026/11/02", "CF_FRDB": "张三",
        })
    };
    let body = json!([
        row("青浦处置有限公司", &code, "沪0118环罚〔2026〕9号", "罚款"),
        row("路边餐饮有限公司", "", "沪0118环罚〔2026〕10号", "罚款"),
        row("青浦处置有限公司", &code, "沪0118环罚〔2026〕11号", "行政拘留"),
    ])
    .to_string();
    let media = "application/json";

    let (status, sent) = push(&app, &key, "credit-china-penalties", media, &body).await;
    app.settle().await;
    let (again_status, again) = push(&app, &key, "credit-china-penalties", media, &body).await;
    app.settle().await;

    assert_eq!((status, again_status), (202, 202), "{sent:#}");
    assert_eq!(sent["run"], again["run"], "the same body is one run");
    let address = sent["address"].as_str().unwrap();
    let shown = app.visitor().with_token(&key).fetch(address).await;
    let shown: Value = shown.json().await.unwrap();
    let counts = ["new", "passed", "rejected"].map(|it| shown[it].as_i64().unwrap());
    assert_eq!(counts, [1, 1, 1], "{shown:#}");
    let text =
        "query($id: ID!) { provider(id: $id) { ranking { components { evidence { ruleCode subject
        note source happenedOn } } } } }";
    let page = app.visitor().query(text, json!({ "id": id })).await.body.to_string();
    assert!(page.contains("沪0118环罚〔2026〕9号") && page.contains("罚款 12.5 万元"), "{page}");
    let seen = run(&app.regulator("310118").await, &sent["run"]).await;
    assert_eq!(
        (&seen["origin"], &seen["feed"]["name"]),
        (&json!("PUSH"), &json!("信用中国行政处罚公示"))
    );
    assert!(!seen.to_string().contains("张三"), "{seen:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_key_made_for_it_sends_files_in_and_only_such_as_we_know() {
    let app = TestApp::start().await;
    let key = push_key(&app).await;
    let sheet = "行政相对人名称\n甲\n";
    for (key, mapping, media, status) in [
        ("nothing", "credit-china-penalties", "text/csv", 401),
        (key.as_str(), "no-such", "text/csv", 404),
        (key.as_str(), "..%2Fsecret", "text/csv", 404),
        (key.as_str(), "credit-china-penalties", "image/png", 415),
    ] {
        let (answered, told) = push(&app, key, mapping, media, sheet).await;
        assert_eq!(answered, status, "{mapping} {media}: {told}");
    }
    let (answered, _) = push(&app, &key, "credit-china-penalties", "text/csv", "").await;
    assert_eq!(answered, 400);
    let buyer = app.enterprise("青浦纸业").await;
    let (answered, _) =
        push(&app, buyer.token(), "credit-china-penalties", "text/csv", sheet).await;
    assert_eq!(answered, 403, "a person does not push");
    let other = push_key(&app).await;
    let (_, sent) = push(&app, &key, "credit-china-penalties", "text/csv", sheet).await;
    let address = sent["address"].as_str().unwrap();
    assert_eq!(app.visitor().with_token(&other).fetch(address).await.status(), 404);
    app.settle().await;
    let shown: Value = app.visitor().with_token(&key).fetch(address).await.json().await.unwrap();
    assert_eq!(shown["state"], "DONE", "{shown:#}");
    let input = json!({
        "name": "排产系统", "scopes": ["FEED_PUSH"], "days": 30, "password": "Abc-12345-xyz",
    });
    let refused = buyer.mutate("machineKeyMake", "secret", &input).await;
    refused.refused("machine_keys.only_for_systems");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_that_its_source_no_longer_lists_says_so_on_the_page() {
    let app = TestApp::start().await;
    let sheet = "机构名称,许可证编号,许可证书名称\n\
        青浦处置有限公司,沪A001,危险废物经营许可证\n松江处置有限公司,沪A002,危险废物经营许可证\n";
    providers(&app, sheet).await;
    let (kept, _) = sheet.split_at(sheet.find("松江").unwrap());
    let unlisted = async || {
        let text = "{ providers(sort: NAME) { nodes { name qualifications { id }
            unlistedLicences { qualificationId since } } } }";
        let answer = app.visitor().query(text, json!({})).await;
        let nodes = answer.list("/providers/nodes").to_vec();
        nodes.into_iter().find(|it| it["name"] == "松江处置有限公司").expect("it stays")
    };
    assert_eq!(unlisted().await["unlistedLicences"], json!([]));

    providers(&app, kept).await;

    let page = unlisted().await;
    assert_eq!(page["unlistedLicences"][0]["qualificationId"], page["qualifications"][0]["id"]);
    assert_eq!(app.count("SELECT count(*) FROM qualifications").await, 2, "marked, never deleted");
    providers(&app, sheet).await;
    assert_eq!(unlisted().await["unlistedLicences"], json!([]), "listed again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_bound_to_one_mapping_sends_nothing_else() {
    let app = TestApp::start().await;
    let administrator = app.system_administrator().await;
    let input = json!({ "name": "省信用平台", "scopes": ["FEED_PUSH"], "days": 30,
        "feed": "credit-china-penalties", "password": "Abc-12345-xyz" });
    let made = administrator.mutate("machineKeyMake", "secret machineKey { feed }", &input).await;
    assert_eq!(made.get("/machineKeyMake/machineKey/feed"), "credit-china-penalties");
    let key = made.ok().text("/machineKeyMake/secret");

    let (own, _) = push(&app, &key, "credit-china-penalties", "text/csv", "a,b\n1,2\n").await;
    let (other, _) = push(&app, &key, "credit-china-licences", "text/csv", "a,b\n1,2\n").await;

    assert_eq!((own, other), (202, 403));
    assert_eq!(app.count("SELECT count(*) FROM feed_runs").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_cannot_be_read_ends_its_run_with_the_reason() {
    let app = TestApp::start().await;
    let key = push_key(&app).await;

    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let (_, sent) = push(&app, &key, "credit-china-penalties", media, "no workbook").await;
    app.settle().await;

    let seen = run(&app.moderator("31").await, &sent["run"]).await;
    assert_eq!(seen["state"], "STOPPED", "{seen:#}");
    assert!(seen["stopped"].as_str().unwrap().contains("xlsx"), "{seen:#}");
}

const MINE: &str = "{ myFeedConflicts { id name reason state mayDecide feedName
    cells { header text } changeRequest { state } } }";

async fn decide(by: &Actor, id: &Value, is_ours: bool) -> crate::support::Answer {
    let input = json!({ "feedConflictId": id, "isOurs": is_ours });
    by.mutate("feedConflictDecide", "feedConflict { state }", &input).await
}

async fn licences(app: &TestApp, id: &str) -> Value {
    let text = "query($id: ID!) { provider(id: $id) { qualifications { number validTo source { name } } } }";
    app.visitor().query(text, json!({ "id": id })).await.get("/provider/qualifications").clone()
}

fn licence_sheet(name: &str, code: &str) -> String {
    format!(
        "行政相对人名称,统一社会信用代码,许可证书名称,许可编号,许可机关,有效期自,有效期至\n\
         {name},{code},危险废物经营许可证,SH-001,上海市生态环境局,2024-01-01,2028-12-31\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_under_our_code_and_another_name_is_ours_when_we_say_so() {
    let app = TestApp::start().await;
    let owner = app.provider("青浦处置有限公司").await;
    let mine = owner.query("{ myProvider { id creditCode } }", json!({})).await;
    let (id, code) = (mine.text("/myProvider/id"), mine.text("/myProvider/creditCode"));
    let sheet = licence_sheet("青浦旧名处置有限公司", &code);

    let report = import_sheet(&app, ImportKind::Licences, &sheet, "许可公示").await;
    import_sheet(&app, ImportKind::Licences, &sheet, "许可公示").await;

    assert_eq!(report["conflict"], 1, "{report:#}");
    let found = owner.query(MINE, json!({})).await;
    assert_eq!(found.list("/myFeedConflicts").len(), 1, "asked once");
    let conflict = found.get("/myFeedConflicts/0").clone();
    assert_eq!((&conflict["state"], &conflict["mayDecide"]), (&json!("OPEN"), &json!(true)));
    assert_eq!(licences(&app, &id).await, json!([]), "nothing is taken meanwhile");
    let stranger = app.provider("松江监测有限公司").await;
    decide(&stranger, &conflict["id"], true).await.denied("NOT_FOUND");
    let viewer = app.colleague(&owner, kernel::MemberRole::Viewer).await;
    decide(&viewer, &conflict["id"], true).await.denied("FORBIDDEN");

    decide(&owner, &conflict["id"], true).await.ok();
    app.settle().await;

    assert_eq!(licences(&app, &id).await[0]["number"], "SH-001");
    decide(&owner, &conflict["id"], false).await.refused("feeds.already_decided");
    let third = import_sheet(&app, ImportKind::Licences, &sheet, "许可公示").await;
    assert_eq!((&third["conflict"], &third["unchanged"]), (&json!(0), &json!(1)), "{third:#}");
    let audited = app.audited(conflict["id"].as_str().unwrap()).await;
    assert_eq!(audited, ["feeds.decide", "feeds.attach"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_is_not_ours_is_detached_when_a_moderator_agrees() {
    let app = TestApp::start().await;
    let owner = app.provider("青浦处置有限公司").await;
    let id = owner.query("{ myProvider { id } }", json!({})).await.text("/myProvider/id");
    let sheet = licence_sheet("青浦处置有限公司", &app.next_credit_code("310118"));
    import_sheet(&app, ImportKind::Licences, &sheet, "许可公示").await;
    let conflict = owner.query(MINE, json!({})).await.get("/myFeedConflicts/0").clone();

    decide(&owner, &conflict["id"], false).await.ok();
    let moderator = app.moderator("31").await;
    moderator.approves(conflict["id"].as_str().unwrap()).await;
    app.settle().await;

    let after = owner.query(MINE, json!({})).await;
    assert_eq!(after.text("/myFeedConflicts/0/state"), "DETACHED");
    let again = import_sheet(&app, ImportKind::Licences, &sheet, "许可公示").await;
    assert_eq!(again["conflict"], 1);
    assert!(again["conflicts"][0]["reason"].as_str().unwrap().contains("不是本单位"));
    assert_eq!(licences(&app, &id).await, json!([]));
    let audited = app.audited(conflict["id"].as_str().unwrap()).await;
    assert_eq!(audited, ["feeds.decide", "feeds.settle"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stated_licence_gives_way_to_the_lists_once_its_holder_agrees() {
    let app = TestApp::start().await;
    let owner = app.provider("青浦处置有限公司").await;
    let mine = owner.query("{ myProvider { id creditCode } }", json!({})).await;
    let (id, code) = (mine.text("/myProvider/id"), mine.text("/myProvider/creditCode"));
    let stated = given::provider(&app, "青浦处置有限公司").of(&owner).licensed(&[], "2026-12-31");
    stated.stating("SH-001").write().await;
    let sheet = licence_sheet("青浦处置有限公司", &code);

    let report = import_sheet(&app, ImportKind::Licences, &sheet, "许可公示").await;
    assert_eq!(report["conflict"], 1, "{report:#}");
    let conflict = owner.query(MINE, json!({})).await.get("/myFeedConflicts/0").clone();
    let reason = conflict["reason"].as_str().unwrap();
    assert!(reason.contains("2026-12-31") && reason.contains("2028-12-31"), "{reason}");
    decide(&owner, &conflict["id"], true).await.ok();
    app.settle().await;

    let held = licences(&app, &id).await;
    assert_eq!(held.as_array().unwrap().len(), 1, "{held:#}");
    assert_eq!(
        (&held[0]["validTo"], &held[0]["source"]["name"]),
        (&json!("2028-12-31"), &json!("许可公示"))
    );
}
