//! 采购过程开放数据: what is released of needs, when, and what it comes to.

use crate::support::{Actor, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    buyer: Actor,
    seller: Actor,
    need: String,
}

async fn scene() -> Scene {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let seller = app.provider("绿源环境服务有限公司").await;
    let need = buyer.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    Scene { app, buyer, seller, need }
}

impl Scene {
    fn ocid(&self) -> String {
        format!("ocds-000000-{}", self.need)
    }

    async fn json(&self, path: &str) -> Value {
        self.app.get(&format!("/open-data/ocds/{path}")).await.json().await.expect("JSON")
    }

    async fn record(&self) -> Value {
        self.json(&format!("records/{}.json", self.ocid())).await["records"][0].clone()
    }

    async fn tags(&self) -> Vec<String> {
        let record = self.record().await;
        let releases = record["releases"].as_array().expect("releases").clone();
        releases.iter().map(|it| it["tag"][0].as_str().unwrap_or_default().to_owned()).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_is_released_from_its_publication_to_its_award() {
    let it = scene().await;
    let bid = it.seller.bids(&it.need, &json!({})).await;
    it.app.settle().await;
    let before = it.record().await;
    assert_eq!(it.tags().await, ["tender"], "a bid is nothing to be released");
    assert_eq!(before["compiledRelease"]["tender"]["status"], "active");
    assert!(!before.to_string().contains("numberOfTenderers"), "{before}");
    assert!(!before.to_string().contains("绿源环境服务"), "{before}");
    assert_eq!(before["compiledRelease"]["buyer"]["name"], "青浦纸业有限公司");

    it.app.advance(Duration::days(11)).await;
    it.app.settle().await;
    assert_eq!(it.tags().await, ["tender", "tenderUpdate"]);
    assert_eq!(it.record().await["compiledRelease"]["tender"]["numberOfTenderers"], 1);
    it.buyer
        .mutate("demandAward", "demand { state }", &json!({ "demandId": it.need, "bidId": bid }))
        .await
        .ok();
    it.app.settle().await;

    let whole = it.record().await["compiledRelease"].clone();
    assert_eq!(it.tags().await, ["tender", "tenderUpdate", "award"]);
    assert_eq!(whole["tender"]["status"], "complete");
    assert_eq!(whole["awards"][0]["suppliers"][0]["name"], "绿源环境服务有限公司");
    assert!(whole["awards"][0]["value"]["amount"].as_f64().is_some_and(|it| it > 0.0));
    let roles: Vec<&Value> =
        whole["parties"].as_array().unwrap().iter().map(|it| &it["roles"]).collect();
    assert_eq!(roles, [&json!(["buyer", "procuringEntity"]), &json!(["supplier"])]);
    assert_eq!(whole["tag"], json!(["compiled"]));
    let table = it.app.get("/open-data/ocds/processes.csv").await.text().await.unwrap();
    assert!(table.contains(&it.ocid()) && table.contains("绿源环境服务有限公司"), "{table}");
    let page = it.app.get("/open-data/ocds").await.text().await.unwrap();
    assert!(page.contains("尚未向国际开放合约组织登记"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_goes_on_where_it_was_left() {
    let it = scene().await;
    let other = it
        .buyer
        .posts_need(&json!({ "title": "废水处理设施年度运维", "requestKey": "second" }))
        .await;
    it.app.moderator("31").await.approves(&other).await;
    it.app.settle().await;

    let first = it.json("releases.json?limit=1").await;
    assert_eq!(
        (first["releases"].as_array().map(Vec::len), &first["hasMore"]),
        (Some(1), &json!(true))
    );
    let next = |page: &Value| {
        let next = page["links"]["next"].as_str().unwrap();
        next.split_once("/open-data/ocds/").unwrap().1.to_owned()
    };
    let second = it.json(&next(&first)).await;
    assert_eq!(second["hasMore"], false);
    assert_ne!(first["releases"][0]["ocid"], second["releases"][0]["ocid"]);
    let end = it.json(&next(&second)).await;
    assert_eq!(end["releases"], json!([]));

    let reason = json!({ "demandId": it.need, "reason": "停产检修，不再需要" });
    it.buyer.mutate("demandWithdraw", "demand { state }", &reason).await.ok();
    it.app.settle().await;
    let later = it.json(&next(&end)).await;
    assert_eq!(later["releases"][0]["tag"], json!(["tenderCancellation"]));
    assert_eq!(later["releases"][0]["tender"]["status"], "cancelled");
    for wrong in ["releases.json?after=x", "releases.json?limit=0", "releases.json?limit=-1"] {
        assert_eq!(it.app.get(&format!("/open-data/ocds/{wrong}")).await.status(), 400, "{wrong}");
    }
    assert_eq!(it.app.get("/open-data/ocds/records/ocds-000000-x.json").await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_kept_until_something_is_released() {
    let it = scene().await;
    let path = format!("/open-data/ocds/records/{}.json", it.ocid());
    let tag = it.app.get(&path).await.headers()["etag"].to_str().unwrap().to_owned();
    let again = || it.app.http().get(it.app.address(&path)).header("if-none-match", &tag).send();
    assert_eq!(again().await.unwrap().status(), 304);

    let asked = json!({ "demandId": it.need, "question": "吨桶由谁提供？", "requestKey": "q" });
    it.seller.mutate("demandQuestionAsk", "demand { id }", &asked).await.ok();
    it.app.settle().await;

    assert_eq!(again().await.unwrap().status(), 200);
    assert_eq!(it.tags().await, ["tender", "tenderUpdate"]);
    let asked = json!({ "demandId": it.need, "question": "有没有地磅？", "requestKey": "q2" });
    it.seller.mutate("demandQuestionAsk", "demand { id }", &asked).await.ok();
    it.app.settle().await;
    assert_eq!(it.tags().await.len(), 2, "nothing has changed that is released");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_was_public_is_never_released() {
    let it = scene().await;
    let secret = it
        .buyer
        .posts_need(&json!({ "title": "还在审核的需求一条", "requestKey": "second" }))
        .await;
    let reason = json!({ "demandId": secret, "reason": "写错了，重新发" });
    it.buyer.mutate("demandWithdraw", "demand { state }", &reason).await.ok();
    it.app.settle().await;

    let all = it.json("releases.json").await.to_string();
    assert!(!all.contains(&secret) && all.contains(&it.need), "{all}");
}

/// Processes in every stage, as the doors hand them out; for the outside tools where `OCDS_EXPORT` names a folder
/// (`scripts/test.sh ocds`).
#[tokio::test(flavor = "multi_thread")]
async fn exported_processes_stand_in_every_stage() {
    let it = scene().await;
    let bid = it.seller.bids(&it.need, &json!({})).await;
    let moderator = it.app.moderator("31").await;
    let mut needs = vec![it.need.clone()];
    for (key, changes) in [
        (
            "open",
            json!({ "title": "年度废水监测服务采购", "categoryCode": "monitoring/water", "wasteCode": null }),
        ),
        (
            "without bids",
            json!({ "title": "没有机构报价的需求一条", "budgetMinYuan": null, "quantity": null }),
        ),
        ("withdrawn", json!({ "title": "企业后来撤回的需求一条" })),
    ] {
        let mut changes = changes;
        changes["requestKey"] = json!(key);
        let need = it.buyer.posts_need(&changes).await;
        moderator.approves(&need).await;
        needs.push(need);
    }
    it.app.settle().await;
    let reason = json!({ "demandId": needs[3], "reason": "停产检修，不再需要" });
    it.buyer.mutate("demandWithdraw", "demand { state }", &reason).await.ok();
    let asked = json!({ "demandId": it.need, "question": "吨桶由谁提供？", "requestKey": "q" });
    it.seller.mutate("demandQuestionAsk", "demand { id }", &asked).await.ok();
    it.app.settle().await;
    it.app.advance(Duration::days(11)).await;
    it.app.advance(Duration::days(5)).await;
    it.app.settle().await;
    it.buyer
        .mutate("demandAward", "demand { state }", &json!({ "demandId": it.need, "bidId": bid }))
        .await
        .ok();
    it.app.settle().await;

    let folder = std::env::var_os("OCDS_EXPORT").map(std::path::PathBuf::from);
    let mut statuses = Vec::new();
    for need in &needs {
        let ocid = format!("ocds-000000-{need}");
        for kind in ["record", "releases"] {
            let path = format!(
                "/open-data/ocds/{}/{ocid}.json",
                if kind == "record" { "records" } else { kind }
            );
            let text = it.app.get(&path).await.text().await.expect("a text");
            let whole: Value = serde_json::from_str(&text).expect("JSON");
            if kind == "record" {
                let compiled = &whole["records"][0]["compiledRelease"];
                statuses.push(compiled["tender"]["status"].as_str().unwrap_or_default().to_owned());
            }
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{need}.{kind}.json")), text).expect("written");
            }
        }
    }
    assert_eq!(statuses, ["complete", "unsuccessful", "unsuccessful", "cancelled"]);
    if let Some(folder) = folder {
        let feed = it.app.get("/open-data/ocds/releases.json").await.text().await.expect("a text");
        std::fs::write(folder.join("feed.releases.json"), feed).expect("written");
        super::flags::export(&folder);
    }
}
