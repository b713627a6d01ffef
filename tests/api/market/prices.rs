//! 价格区间: shown from five awards on, by the unit, in the smallest area that has so many.

use crate::support::{Actor, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

const BAND: &str = "query($region: RegionCode!, $unit: String) {
    priceBand(category: \"waste/hazardous\", region: $region, unit: $unit) {
        low { fen } median { fen } high { fen } count unit regionName } }";

async fn band(app: &TestApp, region: &str, unit: Option<&str>) -> Value {
    let asked = json!({ "region": region, "unit": unit });
    app.visitor().query(BAND, asked).await.get("/priceBand").clone()
}

/// A need of ten tonnes is posted, bid for and awarded.
async fn awarded(app: &TestApp, buyer: &Actor, seller: &Actor, number: i64, yuan: &str) -> String {
    let deadline = app.db().clock().now() + Duration::days(3);
    let changes =
        json!({ "requestKey": format!("form-{number}"), "quantity": 10.0, "deadline": deadline });
    let need = buyer.posts_need(&changes).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    let offer = json!({ "requestKey": format!("bid-{number}"), "priceYuan": yuan });
    let bid = seller.bids(&need, &offer).await;
    app.advance(Duration::days(3)).await;
    buyer.award(&need, &bid).await.ok();
    need
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_usual_is_shown_from_five_awards_on() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let seller = app.provider("绿源环境服务有限公司").await;
    for (number, yuan) in (0..).zip(["10000", "20000", "30000", "40000"]) {
        awarded(&app, &buyer, &seller, number, yuan).await;
    }
    assert!(band(&app, "310118", Some("吨")).await.is_null(), "four tell too much of one firm");

    let need = awarded(&app, &buyer, &seller, 4, "50000").await;

    let found = band(&app, "310118", Some("吨")).await;
    assert_eq!(found["count"], 5);
    assert_eq!((&found["low"]["fen"], &found["median"]["fen"]), (&json!(200_000), &json!(300_000)));
    assert_eq!(found["high"]["fen"], 400_000);
    assert_eq!(found["regionName"], "上海市青浦区");
    assert_eq!(band(&app, "310118", None).await["median"]["fen"], 3_000_000, "whole jobs");
    assert!(band(&app, "310118", Some("车次")).await.is_null());
    assert_eq!(band(&app, "310115", Some("吨")).await["regionName"], "上海市", "the next area up");
    assert!(band(&app, "330421", Some("吨")).await.is_null());
    let page = app.get(&format!("/demands/{need}")).await.text().await.unwrap();
    assert!(page.contains("价格参考"), "{page}");
    app.advance(Duration::days(3 * 365 + 1)).await;
    assert!(band(&app, "310118", Some("吨")).await.is_null(), "what is long past is no guide");
}
