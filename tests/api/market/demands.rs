//! 需求: posting, checking, withdrawing.

use crate::support::{TestApp, need};
use chrono::Duration;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_posted_need_is_seen_by_its_owner_and_its_moderator_only() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;

    let id = buyer.posts_need(&json!({})).await;

    assert_eq!(buyer.sees_need(&id).await["state"], "SUBMITTED");
    assert_eq!(app.moderator("31").await.sees_need(&id).await["state"], "SUBMITTED");
    assert!(app.visitor().sees_need(&id).await.is_null());
    assert!(app.enterprise("吴江印染有限公司").await.sees_need(&id).await.is_null());
    assert!(app.moderator("33").await.sees_need(&id).await.is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_is_named_at_once_and_nothing_is_written() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;

    let wrong = json!({
        "title": "短", "description": "太短", "categoryCode": "waste", "regionCode": "31",
        "wasteCode": "乳化液", "budgetMinYuan": "很多", "quantity": -1.0, "unit": "一二三四五六七八九十吨",
        "deadline": "2026-11-21T01:00:30Z", "address": "路".repeat(121),
    });
    let answer = buyer.post_need(&wrong).await;

    let mut codes = answer.problems();
    codes.sort();
    assert_eq!(
        codes,
        [
            "demands.address_length",
            "demands.budget_form",
            "demands.category_unknown",
            "demands.deadline_too_soon",
            "demands.description_length",
            "demands.quantity_form",
            "demands.region_unknown",
            "demands.title_length",
            "demands.unit_length",
            "demands.waste_code_form",
        ]
    );
    assert!(answer.get("/demandPost/demand").is_null());
    assert_eq!(app.count("SELECT count(*) FROM demands").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM change_requests").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_of_a_need_has_its_own_words() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;

    for (changes, code) in [
        (json!({ "budgetMinYuan": "30万", "budgetMaxYuan": "20万" }), "demands.budget_order"),
        (json!({ "wasteCode": "" }), "demands.waste_code_missing"),
        (json!({ "deadline": "2027-05-21T01:00:00Z" }), "demands.deadline_too_far"),
        (json!({ "title": "长".repeat(61) }), "demands.title_length"),
        (json!({ "description": "长".repeat(5_001) }), "demands.description_length"),
        (json!({ "regionCode": "440106" }), "demands.region_unknown"),
    ] {
        buyer.post_need(&changes).await.refused(code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_people_of_an_enterprise_post_needs() {
    let app = TestApp::start().await;

    app.visitor().post_need(&json!({})).await.denied("UNAUTHENTICATED");
    app.moderator("31").await.post_need(&json!({})).await.denied("FORBIDDEN");
    app.administrator().await.post_need(&json!({})).await.denied("FORBIDDEN");
    let provider = app.provider("绿源环境服务有限公司").await;
    provider.post_need(&json!({})).await.refused("demands.not_enterprise");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_posted_twice_is_one_need() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;

    let first = buyer.posts_need(&json!({})).await;
    let again = buyer.posts_need(&json!({ "title": "换了标题也是同一张表单" })).await;
    let other = buyer.posts_need(&json!({ "requestKey": "form-2" })).await;

    assert_eq!(first, again);
    assert_ne!(first, other);
    assert_eq!(app.moderator("31").await.queue().await.list("/changeRequests/nodes").len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_belongs_to_its_account() {
    let app = TestApp::start().await;
    let first = app.enterprise("青浦纸业有限公司").await.posts_need(&json!({})).await;

    let other = app.enterprise("松江化工有限公司").await.posts_need(&json!({})).await;

    assert_ne!(first, other);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_posts_of_one_form_at_once_are_one_need() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;

    let unchanged = json!({});
    let posts = (0..8).map(|_| buyer.post_need(&unchanged));
    let answers = futures::future::join_all(posts).await;

    let ids: Vec<String> =
        answers.into_iter().map(|it| it.ok().text("/demandPost/demand/id")).collect();
    assert!(ids.iter().all(|it| *it == ids[0]), "{ids:?}");
    assert_eq!(app.count("SELECT count(*) FROM demands").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM change_requests").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_key_is_asked_for_and_short() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;

    for key in ["", &"x".repeat(65)] {
        buyer.post_need(&json!({ "requestKey": key })).await.denied("BAD_INPUT");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approved_need_is_public_findable_and_told_to_its_owner() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    app.settle().await;
    assert!(app.visitor().finds("废乳化液").await.is_empty());

    app.moderator("31").await.approves(&id).await;
    app.settle().await;

    assert_eq!(app.visitor().sees_need(&id).await["state"], "PUBLISHED");
    assert_eq!(app.visitor().finds("废乳化液").await, ["废乳化液年度转移处置"]);
    assert_eq!(app.get(&format!("/demands/{id}")).await.status(), 200);
    assert_eq!(app.audited(&id).await, ["demands.post", "demands.publish"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_need_is_gone_from_pages_lists_and_search() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&id).await;
    app.settle().await;

    let answer = buyer.withdraw_need(&id, "生产计划有变化").await.ok();
    app.settle().await;

    assert_eq!(answer.text("/demandWithdraw/demand/state"), "WITHDRAWN");
    assert!(app.visitor().sees_need(&id).await.is_null());
    assert!(app.visitor().finds("废乳化液").await.is_empty());
    assert_eq!(app.get(&format!("/demands/{id}")).await.status(), 404);
    assert_eq!(buyer.sees_need(&id).await["state"], "WITHDRAWN");
}

#[tokio::test(flavor = "multi_thread")]
async fn withdrawing_asks_for_a_reason_an_owner_and_an_open_need() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;

    buyer.withdraw_need(&id, " 无 ").await.refused("demands.reason_length");
    buyer.withdraw_need(&id, &"长".repeat(201)).await.refused("demands.reason_length");
    let stranger = app.enterprise("松江化工有限公司").await;
    stranger.withdraw_need(&id, "不是我的").await.denied("NOT_FOUND");
    buyer.withdraw_need(&id, "生产计划有变化").await.ok();
    buyer.withdraw_need(&id, "生产计划有变化").await.refused("demands.cannot_withdraw");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_without_bids_ends_at_its_deadline() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&id).await;
    app.settle().await;

    app.advance(Duration::days(10)).await;

    assert_eq!(app.visitor().sees_need(&id).await["state"], "UNSUCCESSFUL");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_that_waits_past_its_deadline_takes_no_bids() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = buyer.posts_need(&json!({})).await;
    let seller = app.provider("绿源环境服务有限公司").await;
    app.advance(Duration::days(11)).await;

    let moderator = app.moderator("31").await;
    moderator.approves(&id).await;
    app.settle().await;

    seller.submit_bid(&id, &json!({})).await.refused("bids.too_late");
    assert_eq!(app.visitor().sees_need(&id).await["state"], "UNSUCCESSFUL");
}

async fn listed(app: &TestApp, filter: Value) -> Vec<String> {
    let text = "query($filter: DemandFilter) { demands(filter: $filter, first: 50) {
        nodes { title } totalCount } }";
    let answer = app.visitor().query(text, json!({ "filter": filter })).await;
    let mut titles = answer.texts("/demands/nodes", "title");
    assert_eq!(answer.number("/demands/totalCount"), titles.len() as i64);
    titles.sort();
    titles
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_filtered_by_place_category_state_and_owner() {
    let app = TestApp::start().await;
    let first = crate::support::given::demand(&app, "青浦的需求甲", "310118").await;
    crate::support::given::demand(&app, "吴江的需求乙", "320509").await;

    assert_eq!(listed(&app, json!(null)).await.len(), 2);
    assert_eq!(listed(&app, json!({ "region": "31" })).await, ["青浦的需求甲"]);
    assert_eq!(listed(&app, json!({ "region": "3205" })).await, ["吴江的需求乙"]);
    assert_eq!(listed(&app, json!({ "category": "waste" })).await.len(), 2);
    assert_eq!(listed(&app, json!({ "category": "waste/hazardous" })).await.len(), 2);
    assert!(listed(&app, json!({ "states": ["AWARDED"] })).await.is_empty());
    assert!(listed(&app, json!({ "states": ["SUBMITTED"] })).await.is_empty());
    let owner = json!({ "organisationId": first.organisation_id });
    assert_eq!(listed(&app, owner).await, ["青浦的需求甲"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_needs_are_listed_in_every_state() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    buyer.posts_need(&json!({})).await;
    app.enterprise("松江化工有限公司").await.posts_need(&json!({})).await;
    let text = "{ demands(filter: { mine: true }) { nodes { title state } } }";

    let answer = buyer.query(text, json!({})).await;

    assert_eq!(answer.texts("/demands/nodes", "state"), ["SUBMITTED"]);
    app.visitor().query(text, json!({})).await.denied("UNAUTHENTICATED");
}

#[tokio::test(flavor = "multi_thread")]
async fn able_providers_are_named_with_the_reason_best_rated_first() {
    use crate::support::given;
    let app = TestApp::start().await;
    let offer = |name| given::provider(&app, name).offering("waste/hazardous");
    let able = |name| offer(name).serving("31").licensed(&["HW09"], "2027-06-30");
    able("良好处置有限公司").reviewed(&[4, 4]).write().await;
    able("最佳处置有限公司").reviewed(&[5, 5]).write().await;
    offer("过期处置有限公司").serving("31").licensed(&["HW09"], "2026-11-20").write().await;
    offer("他类处置有限公司").serving("31").licensed(&["HW08"], "2027-06-30").write().await;
    offer("外省处置有限公司")
        .in_region("330106")
        .serving("33")
        .licensed(&["HW09"], "2027-06-30")
        .write()
        .await;
    let need = given::demand(&app, "废乳化液处置需求", "310118").await;

    let text = "query($id: ID!) { demand(id: $id) { ableProviders(first: 5) {
        provider { name } reasons } } }";
    let answer = app.visitor().query(text, json!({ "id": need.id })).await;

    let able = answer.list("/demand/ableProviders");
    let names: Vec<_> = able.iter().map(|it| it["provider"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["最佳处置有限公司", "良好处置有限公司"]);
    let reasons = able[0]["reasons"].to_string();
    for word in ["上海", "HW09", "2027"] {
        assert!(reasons.contains(word), "{word} in {reasons}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_able_provider_is_found_behind_many_that_are_not() {
    use crate::support::given;
    let app = TestApp::start().await;
    let offer = |name: &str| given::provider(&app, name).offering("waste/hazardous");
    for number in 0..45 {
        let name = format!("无证处置{number}有限公司");
        offer(&name).serving("31").reviewed(&[5, 5]).write().await;
    }
    offer("持证处置有限公司").serving("31").licensed(&["HW09"], "2027-06-30").write().await;
    let need = given::demand(&app, "废乳化液处置需求", "310118").await;

    let text =
        "query($id: ID!) { demand(id: $id) { ableProviders(first: 5) { provider { name } } } }";
    let answer = app.visitor().query(text, json!({ "id": need.id })).await;

    let able = answer.list("/demand/ableProviders");
    assert_eq!(able.len(), 1);
    assert_eq!(able[0]["provider"]["name"], "持证处置有限公司");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_of_a_need_is_what_was_typed() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let typed = need(&json!({ "title": "  <b>废乳化液</b>转移处置  ", "address": "练塘镇 1 号" }));

    let fields = "demand { title description category { name } region { fullName } address
        budgetMin { fen yuan } budgetMax { fen } wasteCode quantity unit deadline url }";
    let answer = buyer.mutate("demandPost", fields, &typed).await.ok();

    let demand = answer.get("/demandPost/demand");
    assert_eq!(demand["title"], "<b>废乳化液</b>转移处置");
    assert_eq!(demand["category"]["name"], "危险废物");
    assert_eq!(demand["region"]["fullName"], "上海市青浦区");
    assert_eq!(demand["budgetMin"], json!({ "fen": 10_000_000, "yuan": "10 万元" }));
    assert_eq!(demand["budgetMax"]["fen"], 20_000_000);
    assert_eq!(demand["wasteCode"], "900-006-09");
    assert_eq!(demand["quantity"], 180.0);
    assert!(demand["deadline"].as_str().unwrap().starts_with("2026-12-01T01:00:00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_moderator_reads_the_terms_and_what_was_mended_in_them() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let moderator = app.moderator("31").await;
    let need = buyer.posts_need(&json!({ "terms": crate::support::sealed::scored("CLOCK") })).await;
    let said = async |field: &str| {
        let queue = moderator.queue().await;
        let row = queue.list("/changeRequests/nodes").iter().find(|it| it["subjectId"] == need);
        let all = row.expect("it waits")["differences"].as_array().unwrap().clone();
        let one = all.into_iter().find(|it| it["field"] == field);
        one.map(|it| (it["before"].clone(), it["after"].clone()))
    };
    let none = serde_json::Value::Null;
    assert_eq!(said("custody").await, Some((none.clone(), json!("平台保管，定时放出"))));
    let criteria = json!("处置方案 60 分；价格 40 分，按价格计算");
    assert_eq!(said("criteria").await, Some((none.clone(), criteria.clone())));
    let rules = json!("少于 3 份报价不开启；评分 10 个工作日；选定 10 个工作日；公示 3 天");
    assert_eq!(said("terms").await, Some((none, rules)));
    assert_eq!(said("invited").await, None);

    let (check, revision) = moderator.check_of(&need).await;
    moderator.give_back(&check, revision, "INCOMPLETE", "请把人员设备也列为评审标准").await.ok();
    app.settle().await;
    let mut mended = crate::support::sealed::scored("CLOCK");
    mended["criteria"] = json!([
        { "title": "处置方案", "weight": 40, "kind": "TECHNICAL" },
        { "title": "人员设备", "weight": 20, "kind": "TECHNICAL" },
        { "title": "价格", "weight": 40, "kind": "PRICE" },
    ]);
    buyer.revise_need(&need, 1, &json!({ "terms": mended })).await.ok();
    let after = json!("处置方案 40 分；人员设备 20 分；价格 40 分，按价格计算");
    assert_eq!(said("criteria").await, Some((criteria, after)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_is_checked_while_it_is_typed_and_nothing_is_kept() {
    use crate::support::given;
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    for (number, classes) in [&["HW09"][..], &["HW08"], &["HW08", "HW09"]].into_iter().enumerate() {
        let name = format!("第{number}固废处置有限公司");
        let one = given::provider(&app, &name).offering("waste/hazardous").serving("310118");
        one.licensed(classes, "2028-01-01").write().await;
    }
    given::provider(&app, "外地监测有限公司")
        .in_region("330421")
        .offering("monitoring/air")
        .write()
        .await;
    let text = "query($input: DemandOwnCheckInput!) { demandOwnCheck(input: $input) {
        warnings { kind word sentence reason } able { count rarest { label count } } } }";
    let ask = async |input: serde_json::Value| {
        buyer.query(text, json!({ "input": input })).await.get("/demandOwnCheck").clone()
    };

    let nothing = ask(json!({})).await;
    assert_eq!(nothing["able"], serde_json::Value::Null);
    let seen = ask(json!({
        "title": "废乳化液处置", "description": "每月收运一次。吸附剂指定品牌蓝星。",
        "categoryCode": "waste/hazardous", "regionCode": "310118", "wasteCode": "900-006-09",
        "deadline": "2026-11-24T01:00:00Z",
    }))
    .await;
    let kinds: Vec<&str> = seen["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["NAMED_BRAND", "NO_BUDGET", "SHORT_WINDOW", "FEW_ABLE"]);
    assert_eq!(seen["warnings"][0]["sentence"], "吸附剂指定品牌蓝星");
    assert_eq!(seen["able"]["count"], 2, "two hold a licence for HW09");
    let rarest = &seen["able"]["rarest"][0];
    assert_eq!(
        (&rarest["label"], &rarest["count"]),
        (&json!("危险废物经营许可证含 HW09"), &json!(2))
    );
    assert_eq!(app.count("SELECT count(*) FROM demands").await, 0);
    let visitor = app.visitor().query(text, json!({ "input": {} })).await;
    visitor.denied("UNAUTHENTICATED");
}
