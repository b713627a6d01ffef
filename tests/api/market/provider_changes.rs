//! 机构资料变更: sent in, mended, put on the page, taken back.

use crate::support::{Actor, Answer, TestApp};
use kernel::MemberRole;
use serde_json::{Value, json};

const CHANGE: &str = "providerChange { id state revision }";
const PAGE: &str = "query($id: ID!) { provider(id: $id) {
    shortName introduction size peopleCount foundedOn categories { code } serviceRegions { code }
    stated { name takenOn } source { name }
    qualifications { id name number validTo isStale source { name takenOn } } } }";

/// What a provider sends in, with `changes` put over it.
fn profile(changes: &Value) -> Value {
    let mut profile = json!({
        "shortName": "绿源", "introduction": "专做工业危险废物收集和处置。", "size": "SMALL",
        "peopleCount": 46, "foundedOn": "2009-05-18",
        "categories": ["waste/hazardous"], "serviceRegions": ["31", "3205"],
        "qualifications": [licence(&json!({}))],
    });
    for (key, value) in changes.as_object().into_iter().flatten() {
        profile[key] = value.clone();
    }
    profile
}

fn licence(changes: &Value) -> Value {
    let mut licence = json!({
        "kind": "HAZARDOUS_WASTE", "name": "危险废物经营许可证", "number": "SH31180001",
        "issuer": "上海市生态环境局", "wasteClasses": ["HW09"], "capacityText": "6万吨/年",
        "validFrom": "2024-01-01", "validTo": "2028-12-31",
    });
    for (key, value) in changes.as_object().into_iter().flatten() {
        licence[key] = value.clone();
    }
    licence
}

async fn submit(owner: &Actor, changes: &Value, revision: Option<i64>) -> Answer {
    let input = json!({ "profile": profile(changes), "revision": revision });
    owner.mutate("providerChangeSubmit", CHANGE, &input).await
}

async fn withdraw(owner: &Actor, id: &str) -> Answer {
    let input = json!({ "providerChangeId": id });
    owner.mutate("providerChangeWithdraw", CHANGE, &input).await
}

async fn page_id(owner: &Actor) -> String {
    owner.query("{ myProvider { id } }", json!({})).await.text("/myProvider/id")
}

async fn page(app: &TestApp, id: &str) -> Value {
    app.visitor().query(PAGE, json!({ "id": id })).await.get("/provider").clone()
}

async fn newest(owner: &Actor) -> Value {
    let text = "{ myProviderChange { id state revision endedAt profile { shortName
        qualifications { id } } changeRequest { state note reasonLabel } } }";
    owner.query(text, json!({})).await.get("/myProviderChange").clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_provider_says_is_public_once_it_is_approved() {
    let app = TestApp::start().await;
    let owner = app.provider("绿源环境服务有限公司").await;
    let id = page_id(&owner).await;

    submit(&owner, &json!({}), None).await.ok();
    app.settle().await;
    assert!(page(&app, &id).await["shortName"].is_null(), "nothing is public before the check");
    assert!(app.visitor().finds("SH31180001").await.is_empty());
    app.moderator("31").await.approves(&id).await;
    app.settle().await;

    let shown = page(&app, &id).await;
    assert_eq!(shown["shortName"], "绿源");
    assert_eq!((&shown["size"], &shown["peopleCount"]), (&json!("SMALL"), &json!(46)));
    assert_eq!(shown["categories"], json!([{ "code": "waste/hazardous" }]));
    assert_eq!(shown["serviceRegions"], json!([{ "code": "31" }, { "code": "3205" }]));
    let stated = json!({ "name": "机构自报", "takenOn": "2026-11-21" });
    assert_eq!(shown["stated"], stated);
    assert_eq!(shown["source"]["name"], "单位自行登记", "who it is comes from elsewhere");
    assert_eq!(shown["qualifications"][0]["source"], stated);
    assert_eq!(app.visitor().finds("SH31180001").await, ["绿源环境服务有限公司"]);
    assert_eq!(newest(&owner).await["state"], "APPLIED");
    let told = ["provider_changes.submit", "provider_changes.apply"];
    assert!(app.audited(&id).await.ends_with(&told.map(str::to_owned)));
    let notices = "SELECT count(*) FROM notices WHERE title = '机构资料已更新'";
    assert_eq!(app.count(notices).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_moderator_of_the_region_sees_each_field_as_it_was_and_as_it_shall_be() {
    let app = TestApp::start().await;
    let owner = app.provider("绿源环境服务有限公司").await;
    let id = page_id(&owner).await;
    submit(&owner, &json!({}), None).await.ok();
    let moderator = app.moderator("31").await;
    moderator.approves(&id).await;
    app.settle().await;
    let held = page(&app, &id).await["qualifications"][0]["id"].clone();

    let longer = licence(&json!({ "qualificationId": held, "validTo": "2033-12-31" }));
    let changes = json!({ "peopleCount": 52, "qualifications": [longer] });
    submit(&owner, &changes, None).await.ok();

    let queue = moderator.queue().await;
    let differences = queue.list("/changeRequests/nodes")[0]["differences"].as_array().unwrap();
    let changed: Vec<_> = differences.iter().filter(|it| it["before"] != it["after"]).collect();
    assert_eq!(changed.len(), 2, "{changed:#?}");
    assert_eq!((&changed[0]["before"], &changed[0]["after"]), (&json!("46 人"), &json!("52 人")));
    assert_eq!(changed[1]["label"], "资质：危险废物经营许可证");
    assert!(changed[1]["after"].as_str().unwrap().contains("2033年12月31日"));
    assert!(app.moderator("33").await.queue().await.list("/changeRequests/nodes").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_came_back_is_mended_and_sent_again() {
    let app = TestApp::start().await;
    let owner = app.provider("绿源环境服务有限公司").await;
    let id = page_id(&owner).await;
    submit(&owner, &json!({}), None).await.ok();
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;
    moderator.give_back(&check, revision, "UNCLEAR", "请写明处置方式").await.ok();
    app.settle().await;

    let seen = newest(&owner).await;
    assert_eq!(seen["changeRequest"]["note"], "请写明处置方式");
    submit(&owner, &json!({}), None).await.refused("provider_changes.changed_meanwhile");
    let brought = &seen["profile"]["qualifications"][0]["id"];
    let mended = licence(&json!({ "qualificationId": brought, "mode": "焚烧处置" }));
    let changes = json!({ "qualifications": [mended] });
    let again = submit(&owner, &changes, seen["revision"].as_i64()).await.ok();
    assert_eq!(again.number("/providerChangeSubmit/providerChange/revision"), 2);
    moderator.approves(&id).await;
    app.settle().await;

    assert_eq!(page(&app, &id).await["qualifications"][0]["id"], *brought);
    assert_eq!(app.count("SELECT count(*) FROM provider_changes").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_change_leaves_the_page_and_is_kept_for_reading() {
    let app = TestApp::start().await;
    let owner = app.provider("绿源环境服务有限公司").await;
    let id = page_id(&owner).await;
    submit(&owner, &json!({}), None).await.ok();
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&id).await;

    moderator.refuse(&check, revision, "OTHER", "资质编号查无此证").await.ok();
    app.settle().await;

    let seen = newest(&owner).await;
    assert_eq!(
        (&seen["state"], &seen["profile"]["shortName"]),
        (&json!("REFUSED"), &json!("绿源"))
    );
    assert_eq!(seen["changeRequest"]["note"], "资质编号查无此证");
    assert!(page(&app, &id).await["shortName"].is_null());
    submit(&owner, &json!({}), None).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_change_is_open_at_a_time_and_its_owner_may_take_it_back() {
    let app = TestApp::start().await;
    let owner = app.provider("绿源环境服务有限公司").await;
    let rival = app.provider("蓝天环保科技有限公司").await;
    let first = submit(&owner, &json!({}), None).await.ok();
    let first = first.text("/providerChangeSubmit/providerChange/id");

    submit(&owner, &json!({ "peopleCount": 5 }), None)
        .await
        .refused("provider_changes.already_waiting");
    withdraw(&rival, &first).await.denied("NOT_FOUND");
    let viewer = app.colleague(&owner, MemberRole::Viewer).await;
    withdraw(&viewer, &first).await.denied("FORBIDDEN");
    withdraw(&owner, &first).await.ok();
    withdraw(&owner, &first).await.refused("provider_changes.cannot_withdraw");

    assert!(app.moderator("31").await.queue().await.list("/changeRequests/nodes").is_empty());
    // Two made at one instant stand in no order.
    app.advance(chrono::Duration::minutes(1)).await;
    submit(&owner, &json!({}), None).await.ok();
    let list = owner.query("{ myProviderChanges { state } }", json!({})).await;
    assert_eq!(list.texts("/myProviderChanges", "state"), ["SUBMITTED", "WITHDRAWN"]);
    assert!(newest(&rival).await.is_null(), "not theirs to read");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_is_named_at_once() {
    let app = TestApp::start().await;
    let owner = app.provider("绿源环境服务有限公司").await;

    let wrong = json!({
        "shortName": "长".repeat(21), "peopleCount": 0, "foundedOn": "2026-11-22",
        "categories": ["waste"], "serviceRegions": ["99"],
        "qualifications": [licence(&json!({ "name": "证", "validTo": "2020-01-01" }))],
    });
    let mut codes = submit(&owner, &wrong, None).await.problems();

    codes.sort();
    let expected = [
        "category_unknown",
        "founded_later",
        "people_count_range",
        "qualification_name",
        "region_unknown",
        "short_name_length",
        "term_order",
    ];
    assert_eq!(codes, expected.map(|it| format!("provider_changes.{it}")));
    let foreign = licence(&json!({ "qualificationId": "qua_01ARZ3NDEKTSV4RRFFQ69G5FAV" }));
    let foreign = submit(&owner, &json!({ "qualifications": [foreign] }), None).await;
    foreign.refused("provider_changes.qualification_unknown");
    assert_eq!(app.count("SELECT count(*) FROM change_requests").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_off_goes_and_what_came_meanwhile_stays() {
    use crate::support::given;
    let app = TestApp::start().await;
    let owner = app.provider("绿源环境服务有限公司").await;
    let id = page_id(&owner).await;
    submit(&owner, &json!({}), None).await.ok();
    let moderator = app.moderator("31").await;
    moderator.approves(&id).await;
    app.settle().await;
    let listing = |class: &str| {
        format!("SELECT count(*) FROM qualification_classes WHERE waste_class = '{class}'")
    };
    assert_eq!(app.count(&listing("HW09")).await, 1, "a stated licence is found by its class");

    let nothing = json!({ "categories": ["monitoring/water"], "serviceRegions": [],
        "introduction": null, "qualifications": [] });
    submit(&owner, &nothing, None).await.ok();
    let code = app.text(&format!("SELECT credit_code FROM providers WHERE id = '{id}'")).await;
    given::provider(&app, "绿源环境服务有限公司")
        .of_code(&code)
        .licensed(&["HW08"], "2027-06-30")
        .write()
        .await;
    moderator.approves(&id).await;
    app.settle().await;

    let shown = page(&app, &id).await;
    assert!(shown["introduction"].is_null());
    assert_eq!(shown["categories"], json!([{ "code": "monitoring/water" }]));
    assert_eq!(shown["serviceRegions"], json!([]));
    assert_eq!(shown["qualifications"].as_array().unwrap().len(), 1);
    assert_eq!(shown["qualifications"][0]["source"]["name"], "测试名录");
    assert_eq!(app.count(&listing("HW09")).await, 0, "its classes go with it");
    let group = "SELECT count(*) FROM provider_categories WHERE category_code LIKE 'waste%'";
    assert_eq!(app.count(group).await, 0, "a group goes with the last of its categories");
}
