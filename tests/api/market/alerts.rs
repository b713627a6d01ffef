//! 需求提醒: who is told of a need, why, and what verdicts change.

use crate::support::{Actor, Answer, TestApp, given};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

const ALERTS: &str = "{ alerts { nodes { id demand { id title publishedAt } reasons toldAt verdict unfit } } alertLessons }";

async fn alerts(who: &Actor) -> Answer {
    who.query(ALERTS, json!({})).await.ok()
}

/// A provider of hazardous waste in Qingpu, with somebody who acts for it.
async fn able(app: &TestApp, name: &str) -> Actor {
    let person = app.provider(name).await;
    let page = given::provider(app, name).offering("waste/hazardous").serving("31");
    page.licensed(&["HW09"], "2027-12-31").of(&person).write().await;
    person
}

/// Posts a need that is published, a minute after whatever was before: lists go by time.
async fn publishes(app: &TestApp, buyer: &Actor, changes: &Value) -> String {
    app.advance(Duration::minutes(1)).await;
    let id = buyer.posts_need(changes).await;
    app.moderator("31").await.approves(&id).await;
    app.settle().await;
    id
}

async fn judge(who: &Actor, id: &str, verdict: &str, unfit: Option<&str>) -> Answer {
    let input = json!({ "alertId": id, "verdict": verdict, "unfit": unfit });
    who.mutate("alertJudge", "alert { id verdict unfit }", &input).await
}

async fn save(who: &Actor, input: &Value) -> Answer {
    who.mutate(
        "savedSearchSave",
        "savedSearch { id name category { code } region { code } }",
        input,
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_able_provider_is_told_at_once_why_and_by_mail() {
    let app = TestApp::start().await;
    let seller = able(&app, "绿源处置有限公司").await;
    let stranger = app.provider("声学检测有限公司").await;
    let buyer = app.enterprise("青浦涂料有限公司").await;

    let need = publishes(&app, &buyer, &json!({})).await;

    let told = alerts(&seller).await;
    assert_eq!(told.list("/alerts/nodes").len(), 1);
    assert_eq!(told.text("/alerts/nodes/0/demand/id"), need);
    let reasons = told.get("/alerts/nodes/0/reasons").to_string();
    assert!(reasons.contains("服务上海市") && reasons.contains("HW09"), "{reasons}");
    let mails = app.mails_to(&seller.email);
    assert!(mails.iter().any(|it| it.contains("提醒原因：")), "{mails:?}");
    let moment = |at: &str| told.text(at).parse::<DateTime<Utc>>().expect("a moment");
    let took = moment("/alerts/nodes/0/toldAt") - moment("/alerts/nodes/0/demand/publishedAt");
    assert!((Duration::zero()..Duration::minutes(10)).contains(&took), "{took}");
    assert!(alerts(&stranger).await.list("/alerts/nodes").is_empty());
    assert!(alerts(&buyer).await.list("/alerts/nodes").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_capacity_left_this_year_is_not_told() {
    let app = TestApp::start().await;
    for (name, scale) in [("大量处置有限公司", "5000吨/年"), ("小量处置有限公司", "100吨/年")]
    {
        let person = app.provider(name).await;
        let page = given::provider(&app, name).offering("waste/hazardous").serving("31");
        let page = page.licensed(&["HW09"], "2027-12-31").for_mode_and_scale("处置", Some(scale));
        page.of(&person).write().await;
    }
    let buyer = app.enterprise("青浦涂料有限公司").await;

    publishes(&app, &buyer, &json!({})).await;

    assert_eq!(app.count("SELECT count(*) FROM alerts").await, 1);
    let reasons = app.text("SELECT CAST(reasons AS text) FROM alerts").await;
    assert!(reasons.contains("还余 5000 吨"), "{reasons}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_off_tells_those_it_invites_and_nobody_else() {
    let app = TestApp::start().await;
    let bystander = able(&app, "旁观处置有限公司").await;
    save(&bystander, &json!({ "name": "全部危废", "category": "waste" })).await.ok();
    let invited = app.provider("受邀环境服务有限公司").await;
    let id = invited.query("{ myProvider { id } }", json!({})).await.text("/myProvider/id");
    let buyer = app.enterprise("青浦涂料有限公司").await;

    let terms = json!({ "terms": { "procedure": "CALL_OFF", "invited": [id] } });
    publishes(&app, &buyer, &terms).await;

    let told = alerts(&invited).await;
    assert_eq!(told.get("/alerts/nodes/0/reasons"), &json!(["发布单位邀请贵单位报价"]));
    assert!(alerts(&bystander).await.list("/alerts/nodes").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_search_tells_of_what_it_asks_for_until_it_is_dropped() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦涂料有限公司").await;
    let watcher = app.enterprise("松江化工有限公司").await;
    let asked = json!({ "name": "青浦乳化液", "words": "乳化液 联单", "region": "310118" });
    let id = save(&watcher, &asked).await.ok().text("/savedSearchSave/savedSearch/id");
    save(&watcher, &json!({ "name": "危废", "category": "waste" })).await.ok();
    save(&watcher, &json!({ "name": "苏州", "region": "3205" })).await.ok();

    let need = publishes(&app, &buyer, &json!({})).await;

    let told = alerts(&watcher).await;
    assert_eq!(told.texts("/alerts/nodes", "id").len(), 1, "told once, whatever it meets");
    assert_eq!(told.text("/alerts/nodes/0/demand/id"), need);
    let reasons = told.get("/alerts/nodes/0/reasons").to_string();
    assert!(
        reasons.contains("青浦乳化液") && reasons.contains("危废") && !reasons.contains("苏州")
    );

    let drop = |who: Actor, id: String| async move {
        who.mutate("savedSearchDrop", "", &json!({ "savedSearchId": id })).await
    };
    drop(app.enterprise("金山染料有限公司").await, id.clone()).await.denied("NOT_FOUND");
    drop(watcher, id).await.ok();
    assert_eq!(app.count("SELECT count(*) FROM saved_searches").await, 2);
    assert_eq!(app.count("SELECT count(*) FROM alerts").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_for_a_provider_teaches_and_is_shown() {
    let app = TestApp::start().await;
    let seller = able(&app, "绿源处置有限公司").await;
    let buyer = app.enterprise("青浦涂料有限公司").await;
    for number in 0..2 {
        publishes(&app, &buyer, &json!({ "requestKey": format!("form-{number}") })).await;
        let told = alerts(&seller).await;
        let id = told.text("/alerts/nodes/0/id");
        judge(&seller, &id, "NOT_FOR_US", None).await.refused("alerts.unfit_missing");
        judge(&seller, &id, "NOT_FOR_US", Some("NOT_OUR_SERVICE")).await.ok();
    }

    let lessons = alerts(&seller).await;
    assert_eq!(lessons.get("/alertLessons"), &json!(["不再提醒“危险废物”类需求"]));
    publishes(&app, &buyer, &json!({ "requestKey": "form-3" })).await;
    assert_eq!(alerts(&seller).await.list("/alerts/nodes").len(), 2);

    // Said anew, it is taken back.
    let latest = alerts(&seller).await.text("/alerts/nodes/0/id");
    judge(&seller, &latest, "USEFUL", None).await.ok();
    publishes(&app, &buyer, &json!({ "requestKey": "form-4" })).await;
    assert_eq!(alerts(&seller).await.list("/alerts/nodes").len(), 3);
    let other = able(&app, "其他处置有限公司").await;
    judge(&other, &latest, "USEFUL", None).await.denied("NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_week_says_how_often_alerts_were_right() {
    let app = TestApp::start().await;
    let first = able(&app, "绿源处置有限公司").await;
    let second = able(&app, "碧水处置有限公司").await;
    let third = able(&app, "青山处置有限公司").await;
    let buyer = app.enterprise("青浦涂料有限公司").await;
    let need = publishes(&app, &buyer, &json!({})).await;
    let id_of = async |who: &Actor| alerts(who).await.text("/alerts/nodes/0/id");
    judge(&first, &id_of(&first).await, "USEFUL", None).await.ok();
    judge(&second, &id_of(&second).await, "NOT_FOR_US", Some("TOO_FAR")).await.ok();
    third.bids(&need, &json!({})).await;

    app.advance(Duration::days(7)).await;
    for _ in 0..2 {
        market::alerts::jobs::count_due(app.db()).await.unwrap();
    }

    let text = "{ alertWeeks { monday told useful notForUs precisionPercent slowestSeconds } }";
    let weeks = app.visitor().query(text, json!({})).await.ok();
    let expected = json!([{
        "monday": "2026-11-16", "told": 3, "useful": 2, "notForUs": 1, "precisionPercent": 66,
        "slowestSeconds": 0,
    }]);
    assert_eq!(weeks.get("/alertWeeks"), &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_of_a_search_is_named() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦涂料有限公司").await;

    let wrong = json!({ "name": "", "words": "长".repeat(61), "category": "无" });
    let mut codes = save(&person, &wrong).await.problems();
    codes.sort();
    assert_eq!(codes, ["alerts.category_unknown", "alerts.name_length", "alerts.words_length"]);
    save(&person, &json!({ "name": "空" })).await.refused("alerts.asks_for_nothing");
    for number in 0..20 {
        save(&person, &json!({ "name": format!("第{number}个"), "words": "废酸" })).await.ok();
    }
    save(&person, &json!({ "name": "太多", "words": "废酸" })).await.refused("alerts.too_many");
    app.visitor().query(ALERTS, json!({})).await.denied("UNAUTHENTICATED");
}
