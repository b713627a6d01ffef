//! 多家拼单: several enterprises share one need, each answers for itself.

use crate::support::sealed::scored;
use crate::support::{Actor, TestApp};
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
