//! 互评: what the two sides of a completed contract say of each other.

use super::contracts::Scene;
use chrono::Duration;
use serde_json::{Value, json};

fn good_review(who: &str) -> Value {
    let codes: &[&str] = match who {
        "buyer" => &["quality", "time", "contact", "compliance"],
        _ => &["clarity", "contact", "payment"],
    };
    let criteria: Vec<Value> = codes.iter().map(|it| json!({ "code": it, "stars": 5 })).collect();
    json!({ "criteria": criteria, "text": "按时收运，联单齐全，沟通顺畅。" })
}

#[tokio::test(flavor = "multi_thread")]
async fn reviews_are_blind_until_both_have_spoken_and_then_count() {
    let it = Scene::completed().await;
    let provider = it.app.text("SELECT provider_id FROM contracts").await;
    let completed = "SELECT count(*) FROM evidence WHERE rule_code = 'performance.completed' AND ended_on IS NULL";
    assert_eq!(it.app.count(completed).await, 1, "completed work is in the ledger");

    it.step(&it.buyer, "contractReview", good_review("seller")).await.refused("reviews.stars");
    let mut with_phone = good_review("buyer");
    with_phone["text"] = json!("服务很好，联系 13812345678 即可。");
    it.step(&it.buyer, "contractReview", with_phone).await.refused("texts.phone");
    it.step(&it.buyer, "contractReview", good_review("buyer")).await.ok();
    it.step(&it.buyer, "contractReview", good_review("buyer"))
        .await
        .refused("reviews.already_written");
    assert_eq!(it.seen_by(&it.buyer).await["reviews"][0]["isShown"], false);
    assert_eq!(it.seen_by(&it.seller).await["reviews"], json!([]), "not even its stars");
    assert_eq!(public_reviews(&it).await, json!([]));
    let shown = format!("SELECT count(*) FROM reviews WHERE provider_id = '{provider}'");
    assert_eq!(it.app.count(&shown).await, 0);

    it.step(&it.seller, "contractReview", good_review("seller")).await.ok();
    it.app.settle().await;
    assert_eq!(it.seen_by(&it.seller).await["reviews"].as_array().unwrap().len(), 2);
    assert_eq!(public_reviews(&it).await.as_array().unwrap().len(), 2);
    assert_eq!(it.app.count(&shown).await, 1);
    let page = it.app.get(&format!("/demands/{}", it.need)).await.text().await.unwrap();
    assert!(page.contains("按时收运，联单齐全，沟通顺畅。"), "{page}");
    it.app.advance(Duration::days(20)).await;
    assert_eq!(it.app.count(&shown).await, 1, "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lone_review_is_shown_after_fourteen_days_and_none_is_taken_then() {
    let it = Scene::completed().await;
    it.step(&it.seller, "contractReview", good_review("seller")).await.ok();

    it.app.advance(Duration::days(13)).await;
    assert_eq!(public_reviews(&it).await, json!([]));
    it.app.db().clock().advance(Duration::days(1));
    assert_eq!(public_reviews(&it).await[0]["side"], "PROVIDER", "by the clock, before any job");
    it.step(&it.buyer, "contractReview", good_review("buyer")).await.refused("reviews.too_late");
    it.app.settle().await;
    assert_eq!(it.app.count("SELECT count(*) FROM reviews").await, 0, "a buyer has no page");
    let record = record(&it).await;
    assert_eq!((&record["reviewCount"], &record["rating"]), (&json!(1), &Value::Null));
    assert_eq!(record["completedCount"], 1);
}

async fn public_reviews(it: &Scene) -> Value {
    let text = "query($id: ID!) { demand(id: $id) { reviews { side stars } } }";
    it.app.visitor().query(text, json!({ "id": it.need })).await.get("/demand/reviews").clone()
}

async fn record(it: &Scene) -> Value {
    let text =
        "query($id: ID!) { demand(id: $id) { buyerRecord { completedCount reviewCount rating } } }";
    it.app.visitor().query(text, json!({ "id": it.need })).await.get("/demand/buyerRecord").clone()
}
