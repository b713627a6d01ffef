//! Who may test what: laboratories by pollutant and method, and the fewest that cover a plan together.

use crate::imports::{args, import};
use crate::support::{Answer, TestApp, given};
use greenbridge::import::{ImportArgs, ImportKind};
use serde_json::{Value, json};

/// What three laboratories are accredited for, as lists write it; 外省检测 is not in the directory.
const ANNEX: &str = "机构名称,项目/参数,产品/项目/参数类别,依据的标准（方法）名称及编号（含年号）,限制范围,有效期至\n\
    吴江检测有限公司,化学需氧量,水和废水,水质 化学需氧量的测定 重铬酸盐法 HJ 828-2017,,2028-01-31\n\
    吴江检测有限公司,氨氮,水和废水,HJ535—2009,,2028-01-31\n\
    青浦检测有限公司,氨氮（NH3-N）,水和废水,HJ 535-2009,,2028-01-31\n\
    青浦检测有限公司,总磷,水和废水,GB/T 11893-1989,不含海水,2028-01-31\n\
    杭州检测有限公司,COD,水和废水,HJ 828-2017,,2028-01-31\n\
    杭州检测有限公司,总磷,水和废水,GB/T 11893-1989,,2026-11-01\n\
    外省检测有限公司,总磷,水和废水,GB/T 11893-1989,,2028-01-31\n\
    吴江检测有限公司,,水和废水,HJ 828-2017,,2028-01-31\n";

async fn take(app: &TestApp, sheet: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("附表.csv");
    std::fs::write(&file, sheet).unwrap();
    let mapping = Some("cma-accredited-items".into());
    import(app, &ImportArgs { mapping, ..args(ImportKind::AccreditedItems, &file) }).await
}

async fn laboratories(app: &TestApp) {
    for (name, region) in [
        ("吴江检测有限公司", "320509"),
        ("青浦检测有限公司", "310118"),
        ("杭州检测有限公司", "330106"),
    ] {
        given::provider(app, name).in_region(region).write().await;
    }
}

async fn asked(app: &TestApp, plan: &str) -> Answer {
    let text = "query($input: LabPlanInput!) { labs(input: $input) { totalCount isSmallest
        lines { item method labCount }
        together { provider { name } coversAll }
        labs { provider { name } distanceKm coversAll covered { line by { item method note } } } } }";
    let input = json!({ "plan": plan, "region": "320509" });
    app.visitor().query(text, json!({ "input": input })).await
}

fn names(answer: &Answer, list: &str) -> Vec<String> {
    let name = |it: &Value| it["provider"]["name"].as_str().expect("a name").to_owned();
    answer.list(&format!("/labs/{list}")).iter().map(name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_covered_by_the_fewest_laboratories_nearest_first() {
    let app = TestApp::start().await;
    laboratories(&app).await;
    let first = take(&app, ANNEX).await;
    let second = take(&app, ANNEX).await;
    assert_eq!([&first["new"], &first["passed"], &first["rejected"]], [6, 1, 1], "{first:#}");
    assert_eq!([&second["new"], &second["unchanged"]], [0, 6], "{second:#}");

    let answer = asked(&app, "CODcr HJ828-2017\n氨氮\n总磷 GB/T 11893").await;

    assert_eq!(answer.texts("/labs/lines", "item"), ["化学需氧量", "氨氮", "总磷"]);
    let counts: Vec<i64> =
        answer.list("/labs/lines").iter().map(|it| it["labCount"].as_i64().unwrap()).collect();
    assert_eq!(counts, [2, 2, 1], "what has ended does not count");
    assert_eq!(
        names(&answer, "labs"),
        ["吴江检测有限公司", "青浦检测有限公司", "杭州检测有限公司"]
    );
    assert_eq!(names(&answer, "together"), ["吴江检测有限公司", "青浦检测有限公司"]);
    assert_eq!(answer.get("/labs/isSmallest"), &json!(true));
    assert_eq!(answer.get("/labs/labs/0/distanceKm"), &json!(0.0));
    assert_eq!(answer.get("/labs/labs/1/covered/1/by/note"), &json!("不含海水"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_tests_is_said_and_the_rest_is_covered() {
    let app = TestApp::start().await;
    laboratories(&app).await;
    take(&app, ANNEX).await;

    let answer = asked(&app, "COD\n二噁英\nCOD HJ 828-2099").await;

    let counts: Vec<i64> =
        answer.list("/labs/lines").iter().map(|it| it["labCount"].as_i64().unwrap()).collect();
    assert_eq!(counts, [2, 0, 0], "another year of a method is another method");
    assert_eq!(names(&answer, "together"), ["吴江检测有限公司"]);
    assert_eq!(answer.get("/labs/together/0/coversAll"), &json!(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laboratory_that_is_held_back_does_not_count_and_its_page_says_what_it_tests() {
    let app = TestApp::start().await;
    laboratories(&app).await;
    take(&app, ANNEX).await;
    let id = app.text("SELECT id FROM providers WHERE name = '吴江检测有限公司'").await;
    let moderator = app.moderator("32").await;
    let organisation =
        app.text("SELECT organisation_id FROM providers WHERE name = '吴江检测有限公司'").await;
    let input = json!({ "organisationId": organisation, "kind": "SUSPENDED", "until": "2027-01-31",
        "reason": "附表与证书不符，依据平台规则第 12 条", "appeal": "十日内向协会书面申诉" });
    moderator.mutate("providerRestrict", "restriction { kind }", &input).await.ok();

    let answer = asked(&app, "COD").await;
    assert_eq!(names(&answer, "labs"), ["杭州检测有限公司"]);

    let text = "query($id: ID!) { accreditedItems(providerId: $id, first: 1) { totalCount
        nodes { item method matrix source { name } } } }";
    let items = app.visitor().query(text, json!({ "id": id })).await;
    assert_eq!(items.number("/accreditedItems/totalCount"), 2);
    assert_eq!(items.texts("/accreditedItems/nodes", "method"), ["HJ 828-2017"]);
    let page = app.get(&format!("/providers/{id}")).await.text().await.unwrap();
    assert!(page.contains("HJ 828-2017"), "the page lists what it is accredited for");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_cannot_be_used_says_why() {
    let app = TestApp::start().await;
    for (plan, words) in [
        ("", "请写要测什么"),
        ("HJ 828-2017", "请在前面写上检测项目"),
        (&(0..41).map(|it| format!("项目{it}\n")).collect::<String>(), "最多 40 个项目"),
    ] {
        let answer = asked(&app, plan).await;
        answer.denied("BAD_INPUT");
        assert!(answer.body.to_string().contains(words), "{plan}: {:#}", answer.body);
    }
    assert_eq!(asked(&app, "没有听说过的项目").await.number("/labs/totalCount"), 0);
}
