//! 多家拼单: several enterprises share one need, each answers for itself.

use crate::support::sealed::scored;
use crate::support::{Actor, TestApp, given};
use chrono::Duration;
use serde_json::{Value, json};

async fn code_of(who: &Actor) -> String {
    let text = "{ viewer { organisation { creditCode } } }";
    who.query(text, json!({})).await.text("/viewer/organisation/creditCode")
}

fn shared(partners: &Value) -> Value {
    let mut terms = scored("CLOCK");
    terms["procedure"] = json!("GROUP");
    terms["partners"] = partners.clone();
    json!({ "terms": terms })
}

async fn partners(who: &Actor, need: &str) -> Vec<(f64, String)> {
    let text = "query($id: ID!) { demand(id: $id) { partners { quantity state } } }";
    let seen = who.query(text, json!({ "id": need })).await.ok();
    let row =
        |it: &Value| (it["quantity"].as_f64().unwrap(), it["state"].as_str().unwrap().to_owned());
    seen.list("/demand/partners").iter().map(row).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn partners_answer_for_themselves_until_bids_close() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("嘉善精密制造有限公司").await;
    let friend = app.enterprise("嘉善电子有限公司").await;
    let other = app.enterprise("嘉善机械有限公司").await;
    let codes = [code_of(&friend).await, code_of(&other).await];
    let named = json!([
        { "creditCode": codes[0], "quantity": 12.5 },
        { "creditCode": codes[1].to_lowercase(), "quantity": 3.0 },
    ]);
    let need = buyer.posts_need(&shared(&named)).await;

    let waiting = friend.query("{ sharedDemands { id title } }", json!({})).await.ok();
    assert_eq!(waiting.texts("/sharedDemands", "id"), std::slice::from_ref(&need));
    let input = json!({ "demandId": need });
    friend.mutate("demandJoin", "demand { id }", &input).await.ok();
    friend.mutate("demandJoin", "demand { id }", &input).await.ok();
    app.moderator("31").await.approves(&need).await;
    app.settle().await;

    let all = [(12.5, "JOINED".to_owned()), (3.0, "INVITED".to_owned())];
    let mut seen = partners(&buyer, &need).await;
    seen.sort_by(|one, other| other.0.total_cmp(&one.0));
    assert_eq!(seen, all);
    assert_eq!(partners(&app.visitor(), &need).await, all[..1], "others see who takes part");

    let stranger = app.enterprise("无关企业有限公司").await;
    let refused = stranger.mutate("demandJoin", "demand { id }", &input).await;
    assert_eq!(refused.error(), Some("NOT_FOUND"));
    friend.mutate("demandDecline", "demand { id }", &input).await.ok();
    assert_eq!(partners(&app.visitor(), &need).await, []);

    app.advance(Duration::days(10)).await;
    other.mutate("demandJoin", "demand { id }", &input).await.refused("partners.closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_enterprises_of_ours_are_named_and_each_once() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("嘉善精密制造有限公司").await;
    let friend = code_of(&app.enterprise("嘉善电子有限公司").await).await;
    let provider = code_of(&app.provider("绿源环境服务有限公司").await).await;
    let own = code_of(&buyer).await;
    let one = |code: &str| json!({ "creditCode": code });

    for (key, wrong) in [json!([one("9131")]), json!([one(&provider)]), json!([one(&own)])]
        .into_iter()
        .chain([json!([one(&friend), one(&friend)])])
        .enumerate()
    {
        let mut input = shared(&wrong);
        input["requestKey"] = json!(format!("form-{key}"));
        buyer.post_need(&input).await.refused("partners.unknown");
    }
    buyer.post_need(&shared(&json!([]))).await.refused("partners.missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_who_shares_a_need_signs_its_own_contract() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("嘉善精密制造有限公司").await;
    let friend = app.enterprise("嘉善电子有限公司").await;
    let other = app.enterprise("嘉善机械有限公司").await;
    let named = json!([
        { "creditCode": code_of(&friend).await, "quantity": 60.0 },
        { "creditCode": code_of(&other).await, "quantity": 30.0 },
    ]);
    let need = buyer.posts_need(&shared(&named)).await;
    friend.mutate("demandJoin", "demand { id }", &json!({ "demandId": need })).await.ok();
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    let seller = app.provider("绿源环境服务有限公司").await;
    let bid = seller.bids_sealed(&need, "86000").await["id"].as_str().unwrap().to_owned();
    // Scored, ranked and proposed elsewhere: what follows the award is what this is about.
    let sql = format!(
        "UPDATE bids SET price_fen = 8600000, duration_days = 30, plan = '按月上门收运，含联单。', \
         state = 'AWARDED' WHERE id = '{bid}'"
    );
    given::sql(&app, &sql).await;
    let sql = format!(
        "UPDATE demands SET state = 'AWARDED', stage = NULL, awarded_bid_id = '{bid}', \
         opened_at = published_at, awarded_at = published_at WHERE id = '{need}'"
    );
    given::sql(&app, &sql).await;
    let id = kernel::id::DemandId::parse(&need).unwrap();
    given::change(&app, |cx| {
        Box::pin(
            async move { cx.emit(kernel::NewEvent::of("demands.awarded", "demand", &id)).await },
        )
    })
    .await;
    app.settle().await;

    let text = "query($id: ID!) { demand(id: $id) { contract { id buyerName part }
        contracts { id buyerName part state } } }";
    let seen = friend.query(text, json!({ "id": need })).await.get("/demand").clone();
    assert_eq!(seen["contract"]["buyerName"], "嘉善电子有限公司", "its own");
    let all = seen["contracts"].as_array().unwrap();
    // 180 in all, 60 of them the friend's; who did not join has no part.
    let parts: Vec<(&str, f64, bool)> = all
        .iter()
        .map(|it| {
            (it["buyerName"].as_str().unwrap(), it["part"].as_f64().unwrap(), it["id"].is_null())
        })
        .collect();
    assert_eq!(parts, [("嘉善精密制造有限公司", 120.0, true), ("嘉善电子有限公司", 60.0, false)]);
    let mine = "{ myContracts(first: 9) { nodes { id subject price { fen } revision digest } } }";
    let of_seller = seller.query(mine, json!({})).await;
    let prices: i64 = of_seller
        .list("/myContracts/nodes")
        .iter()
        .map(|it| it["price"]["fen"].as_i64().unwrap())
        .sum();
    assert_eq!(prices, 8_600_000, "to the fen");
    let own = friend.query(mine, json!({})).await;
    let own = own.list("/myContracts/nodes");
    assert_eq!(own.len(), 1);
    assert!(own[0]["subject"].as_str().unwrap().ends_with("本合同数量：60 吨，拼单合计 180 吨。"));
    for who in [&friend, &seller] {
        let text = "query($id: ID!) { contract(id: $id) { revision digest } }";
        let now = who.query(text, json!({ "id": own[0]["id"] })).await.get("/contract").clone();
        let input = json!({ "contractId": own[0]["id"], "revision": now["revision"], "digest": now["digest"] });
        who.mutate("contractSign", "contract { state }", &input).await.ok();
    }
    app.settle().await;
    let states: Vec<Value> = buyer
        .query(text, json!({ "id": need }))
        .await
        .list("/demand/contracts")
        .iter()
        .map(|it| it["state"].clone())
        .collect();
    assert_eq!(states, [json!("DRAFT"), json!("ACTIVE")], "each for itself");
    let page = app.get(&format!("/demands/{need}")).await.text().await.unwrap();
    assert!(page.contains("各家的合同"));
    let ocid = app.text("SELECT compiled FROM ocds_processes").await;
    let compiled: Value = serde_json::from_str(&ocid).unwrap();
    assert_eq!(compiled["contracts"].as_array().unwrap().len(), 1, "those that were signed");
}
