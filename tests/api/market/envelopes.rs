//! 密封报价: nobody reads a bid before its time, and nobody changes the list afterwards.

use crate::support::sealed::{Custodian, contents, plain, scored};
use crate::support::{Actor, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

/// A published need with envelopes, and those who bid.
struct Scene {
    app: TestApp,
    buyer: Actor,
    sellers: Vec<Actor>,
    need: String,
}

async fn scene(terms: Value) -> Scene {
    scene_in(TestApp::start().await, terms).await
}

async fn scene_in(app: TestApp, terms: Value) -> Scene {
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let mut sellers = Vec::new();
    for name in ["绿源环境服务有限公司", "蓝天环保科技有限公司", "清江固废处置有限公司"]
    {
        sellers.push(app.provider(name).await);
    }
    let moderator = app.moderator("31").await;
    let need = buyer.posts_need(&json!({ "terms": terms })).await;
    moderator.approves(&need).await;
    app.settle().await;
    Scene { app, buyer, sellers, need }
}

impl Scene {
    async fn all_bid(&self) {
        for (seller, price) in self.sellers.iter().zip(["86000", "9万", "8.8万"]) {
            seller.bids_sealed(&self.need, price).await;
        }
    }

    async fn seen_by(&self, who: &Actor) -> Value {
        let text = "query($id: ID!) { demand(id: $id) { state stage bidCount revision
            sealing { custody publicKey receiptCount head releasedAt endedAt shares { keeper releasedAt } }
            opening { isWhole head signed released { by } bids { number provider state reason digests } }
            bids { state placeInList price { fen } durationDays plan reason
                envelopes { kind openedAt note files { name bytes url } } } } }";
        who.query(text, json!({ "id": self.need })).await.ok().get("/demand").clone()
    }
}

fn prices(need: &Value) -> Vec<Value> {
    need["bids"].as_array().unwrap().iter().map(|it| it["price"]["fen"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_bid_is_read_by_nobody_and_its_receipt_is_a_link_of_the_chain() {
    let it = scene(scored("CLOCK")).await;
    let first = it.sellers[0].bids_sealed(&it.need, "86000").await;
    let second = it.sellers[1].bids_sealed(&it.need, "9万").await;

    assert_eq!(first["isSealed"], true);
    assert!(first["price"].is_null() && first["plan"].is_null());
    assert_eq!((&first["receipt"]["number"], &second["receipt"]["number"]), (&json!(1), &json!(2)));
    assert_eq!(second["receipt"]["before"], first["receipt"]["head"]);
    assert_eq!(first["receipt"]["signed"].as_str().unwrap().split('.').count(), 3);

    let need = it.seen_by(&it.app.visitor()).await;
    assert_eq!(need["sealing"]["head"], second["receipt"]["head"]);
    assert_eq!((&need["sealing"]["receiptCount"], &need["bidCount"]), (&json!(2), &json!(2)));
    assert!(need["opening"].is_null());
    assert!(it.seen_by(&it.buyer).await["bids"].as_array().unwrap().is_empty());

    it.sellers[2].submit_bid(&it.need, &json!({})).await.refused("envelopes.must_be_sealed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_opens_qualification_and_plan_but_no_price() {
    let it = scene(scored("CLOCK")).await;
    it.all_bid().await;
    it.app.advance(Duration::days(10)).await;

    let need = it.seen_by(&it.buyer).await;
    assert_eq!((&need["state"], &need["stage"]), (&json!("OPENED"), &json!("SCORING")));
    assert_eq!(prices(&need), [Value::Null, Value::Null, Value::Null]);
    let mut places: Vec<i64> = Vec::new();
    for bid in need["bids"].as_array().unwrap() {
        assert_eq!(bid["durationDays"], 30);
        assert!(bid["plan"].as_str().unwrap().contains("联单"));
        assert_eq!(bid["envelopes"][0]["files"], json!([]), "a licence tells whose it is");
        assert!(bid["envelopes"][2]["openedAt"].is_null());
        places.push(bid["placeInList"].as_i64().unwrap());
    }
    places.sort_unstable();
    assert_eq!(places, [1, 2, 3]);

    let public = it.seen_by(&it.app.visitor()).await;
    let opening = &public["opening"];
    assert_eq!(opening["isWhole"], true);
    assert_eq!(opening["head"], public["sealing"]["head"]);
    assert_eq!(opening["bids"].as_array().unwrap().len(), 3);
    assert!(public["bids"].as_array().unwrap().is_empty());
    assert!(public["sealing"]["endedAt"].is_null(), "price envelopes still need the key");

    assert!(opening["bids"][0]["provider"].is_null(), "nobody is named while bids are scored");
    let own = it.seen_by(&it.sellers[0]).await;
    let url = own["bids"][0]["envelopes"][0]["files"][0]["url"].as_str().unwrap();
    let file = it.sellers[0].get(url).await;
    assert_eq!(file.headers()["content-type"], "application/octet-stream");
    assert_eq!(file.bytes().await.unwrap().as_ref(), b"%PDF-1.7 licence");
    for other in [&it.app.visitor(), &it.app.moderator("31").await, &it.buyer] {
        assert_eq!(other.get(url).await.status(), 404);
    }
    it.buyer
        .award(&it.need, "bid_01ARZ3NDEKTSV4RRFFQ69G5FAV")
        .await
        .refused("demands.propose_first");
}

#[tokio::test(flavor = "multi_thread")]
async fn fewer_bids_than_asked_are_never_opened() {
    let it = scene(scored("CLOCK")).await;
    it.sellers[0].bids_sealed(&it.need, "86000").await;
    it.sellers[1].bids_sealed(&it.need, "9万").await;
    it.app.advance(Duration::days(10)).await;

    let need = it.seen_by(&it.buyer).await;
    assert_eq!((&need["state"], &need["stage"]), (&json!("UNSUCCESSFUL"), &Value::Null));
    assert!(need["opening"].is_null());
    assert!(!need["sealing"]["endedAt"].is_null(), "the key is destroyed");
    let own = it.seen_by(&it.sellers[0]).await;
    assert!(own["bids"][0]["plan"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn envelopes_that_do_not_open_break_their_bid_only() {
    let it = scene(scored("CLOCK")).await;
    it.sellers[0].bids_sealed(&it.need, "86000").await;
    // Sealed for another: the envelope of the first would open for nobody else.
    let strange = it.sellers[1].seals(&it.need, contents("9万")).await;
    let copied = {
        let sealed = b"GBE1".iter().copied().chain([4; 200]).collect::<Vec<u8>>();
        it.sellers[1].upload(&it.need, "technical", sealed).await["id"].clone()
    };
    let mut input = strange.clone();
    input["envelopes"][1] = copied;
    it.sellers[1].seal_bid(&input).await.ok();
    let mut whole = contents("8.8万");
    whole[1].1 = plain(&json!({ "plan": "短" }), &[]);
    let input = it.sellers[2].seals(&it.need, whole).await;
    it.sellers[2].seal_bid(&input).await.ok();

    it.app.advance(Duration::days(10)).await;

    let need = it.seen_by(&it.app.visitor()).await;
    assert_eq!((&need["stage"], &need["bidCount"]), (&json!("SCORING"), &json!(1)));
    let told: Vec<_> = need["opening"]["bids"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["state"].as_str().unwrap(), it["reason"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        told,
        [("SUBMITTED", ""), ("BROKEN", "技术信封无法解密"), ("BROKEN", "技术信封内容不完整")]
    );
    assert_eq!(need["opening"]["isWhole"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_in_the_store_is_told() {
    let it = scene(scored("CLOCK")).await;
    it.all_bid().await;
    let folder = it.app.app().settings().data.join("files/envelopes");
    let mut sealed = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                sealed.push(path);
            }
        }
    }
    assert_eq!(sealed.len(), 9);
    for path in sealed {
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, bytes).unwrap();
    }

    it.app.advance(Duration::days(10)).await;

    let need = it.seen_by(&it.app.visitor()).await;
    assert_eq!((&need["state"], &need["bidCount"]), (&json!("UNSUCCESSFUL"), &json!(3)));
    assert!(!need["sealing"]["endedAt"].is_null());
    let reasons: Vec<_> = need["opening"]["bids"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["reason"].as_str())
        .collect();
    assert_eq!(reasons, ["资格信封与登记的摘要不一致"; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_uploads_and_foreign_envelopes_are_refused() {
    let it = scene(scored("CLOCK")).await;
    let path = |kind: &str| format!("/envelopes/{}/{kind}", it.need);
    assert_eq!(it.sellers[0].send_file(&path("price"), b"hello".to_vec()).await.status(), 422);
    assert_eq!(it.sellers[0].send_file(&path("other"), vec![0; 200]).await.status(), 404);
    assert_eq!(it.buyer.send_file(&path("price"), vec![0; 200]).await.status(), 403);

    let input = it.sellers[0].seals(&it.need, contents("86000")).await;
    // Another's envelopes are not there for me.
    it.sellers[1].seal_bid(&input).await.refused("envelopes.incomplete");
    let mut two = input.clone();
    two["envelopes"].as_array_mut().unwrap().pop();
    it.sellers[0].seal_bid(&two).await.refused("envelopes.incomplete");
    let mut old = input.clone();
    old["revision"] = json!(1);
    it.sellers[0].seal_bid(&old).await.refused("envelopes.changed");

    it.sellers[0].seal_bid(&input).await.ok();
    let again = it.sellers[0].seal_bid(&input).await.ok();
    assert_eq!(again.number("/bidSeal/bid/receipt/number"), 1, "the same form is one bid");

    let late = it.sellers[1].seals(&it.need, contents("9万")).await;
    it.app.db().clock().advance(Duration::days(10));
    it.sellers[1].seal_bid(&late).await.refused("bids.too_late");
}

#[tokio::test(flavor = "multi_thread")]
async fn bidders_at_once_each_get_their_own_link() {
    let it = scene(scored("CLOCK")).await;
    let mut inputs = Vec::new();
    for seller in &it.sellers {
        inputs.push(seller.seals(&it.need, contents("9万")).await);
    }
    let answers =
        futures::future::join_all(it.sellers.iter().zip(&inputs).map(|(who, it)| who.seal_bid(it)));
    let mut numbers: Vec<i64> = Vec::new();
    for answer in answers.await {
        numbers.push(answer.ok().number("/bidSeal/bid/receipt/number"));
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3]);
    it.app.advance(Duration::days(10)).await;
    assert_eq!(it.seen_by(&it.app.visitor()).await["opening"]["isWhole"], true);
}

async fn three_keys() -> (Scene, Vec<Custodian>) {
    let app = TestApp::start().await;
    let mut custodians = Vec::new();
    for region in ["31", "32", "33"] {
        custodians.push(app.custodian(region).await);
    }
    (scene_in(app, scored("THREE_KEYS")).await, custodians)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_of_three_associations_open_and_one_does_not() {
    let (it, custodians) = three_keys().await;
    it.all_bid().await;
    let share = custodians[0].share(&it.need).await;
    custodians[0].release(&it.need, &share).await.refused("envelopes.too_early");

    it.app.advance(Duration::days(10)).await;
    let waiting = it.seen_by(&it.buyer).await;
    assert_eq!(waiting["stage"], "OPENING");
    assert!(waiting["bids"].as_array().unwrap().iter().all(|it| it["plan"].is_null()));

    custodians[0].release(&it.need, "not a share").await.refused("envelopes.wrong_share");
    let other = custodians[2].share(&it.need).await;
    custodians[0].release(&it.need, &other).await.refused("envelopes.wrong_share");
    custodians[0].release(&it.need, &share).await.ok();
    custodians[0].release(&it.need, &share).await.refused("envelopes.nothing_to_release");
    it.app.settle().await;
    assert_eq!(it.seen_by(&it.buyer).await["stage"], "OPENING");

    custodians[2].release(&it.need, &other).await.ok();
    it.app.settle().await;
    let need = it.seen_by(&it.app.visitor()).await;
    assert_eq!(need["stage"], "SCORING");
    let released: Vec<_> = need["opening"]["released"].as_array().unwrap().iter().collect();
    assert_eq!(released.len(), 2);
    assert_eq!(
        it.buyer
            .mutate(
                "keyShareRelease",
                "demand { id }",
                &json!({ "demandId": it.need, "share": share }),
            )
            .await
            .error(),
        Some("FORBIDDEN")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn shares_that_do_not_come_end_the_need_unopened() {
    let (it, custodians) = three_keys().await;
    it.all_bid().await;
    it.app.advance(Duration::days(10)).await;
    let share = custodians[1].share(&it.need).await;
    custodians[1].release(&it.need, &share).await.ok();

    it.app.advance(Duration::days(13)).await;
    assert_eq!(it.seen_by(&it.buyer).await["stage"], "OPENING");
    it.app.advance(Duration::days(3)).await;

    let need = it.seen_by(&it.buyer).await;
    assert_eq!((&need["state"], &need["stage"]), (&json!("UNSUCCESSFUL"), &Value::Null));
    assert!(!need["sealing"]["endedAt"].is_null());
    assert!(need["opening"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_all_three_keys_a_need_cannot_ask_for_them() {
    let app = TestApp::start().await;
    app.custodian("31").await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let terms = json!({ "terms": scored("THREE_KEYS") });
    buyer.post_need(&terms).await.refused("terms.keys_missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_off_is_for_those_invited_and_opens_all_at_once() {
    let app = TestApp::start().await;
    let invited = app.provider("受邀环境服务有限公司").await;
    let id = invited.query("{ myProvider { id } }", json!({})).await.text("/myProvider/id");
    let it = scene_in(app, json!({ "procedure": "CALL_OFF", "invited": [id] })).await;

    let path = format!("/envelopes/{}/price", it.need);
    let refused = it.sellers[0].send_file(&path, vec![0; 200]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.unwrap().contains("envelopes.not_invited"));
    let bid = invited.bids_sealed(&it.need, "86000").await;
    it.app.advance(Duration::days(10)).await;

    let need = it.seen_by(&it.buyer).await;
    assert_eq!(need["stage"], "RANKED");
    assert_eq!(prices(&need), [8_600_000]);
    assert!(!need["sealing"]["endedAt"].is_null(), "nothing is left to open");
    it.buyer.award(&it.need, bid["id"].as_str().unwrap()).await.ok();
    let done = it.seen_by(&it.buyer).await;
    assert_eq!((&done["state"], &done["stage"]), (&json!("AWARDED"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_open_when_scores_are_locked_and_rank_the_bids() {
    let it = scene(scored("CLOCK")).await;
    it.all_bid().await;
    it.app.advance(Duration::days(10)).await;
    let text = "query($id: ID!) { demand(id: $id) { revision bids { id submittedAt } } }";
    let seen = it.buyer.query(text, json!({ "id": it.need })).await.ok();
    assert!(seen.list("/demand/bids").iter().all(|it| it["submittedAt"].is_null()));
    let scores: Vec<Value> = seen
        .list("/demand/bids")
        .iter()
        .map(|it| json!({ "bidId": it["id"], "criterion": 1, "points": "50" }))
        .collect();
    let input = json!({ "demandId": it.need, "scores": scores });
    it.buyer.mutate("evaluationScore", "demand { id }", &input).await.ok();

    let input = json!({ "demandId": it.need, "revision": seen.number("/demand/revision") });
    it.buyer.mutate("evaluationLock", "demand { stage }", &input).await.ok();
    it.app.settle().await;

    let need = it.seen_by(&it.buyer).await;
    assert_eq!(need["stage"], "RANKED");
    assert_eq!(prices(&need), [8_600_000, 8_800_000, 9_000_000]);
    assert_eq!(need["bids"][0]["envelopes"][0]["files"][0]["name"], "许可证.pdf");
    assert!(!need["sealing"]["endedAt"].is_null(), "nothing is left to open");
    assert_eq!(need["opening"]["bids"][0]["provider"], "绿源环境服务有限公司");
    assert_eq!(need["opening"]["isWhole"], true);

    // What can be read only now is still a reason.
    let text =
        "query($id: ID!) { demand(id: $id) { bids { id } evaluation { ranking { bidId } } } }";
    let seen = it.buyer.query(text, json!({ "id": it.need })).await.ok();
    let first = seen.text("/demand/evaluation/ranking/0/bidId");
    let input = json!({
        "demandId": it.need, "bidId": first, "reason": "LICENCE", "text": "许可证已经过期",
    });
    it.buyer.mutate("evaluationExclude", "demand { id }", &input).await.ok();
    let seen = it.buyer.query(text, json!({ "id": it.need })).await.ok();
    assert_eq!(seen.list("/demand/evaluation/ranking").len(), 2);
}

/// Bidders who come together. Five hundred take the same way; here so many that a debug build does it in seconds.
const AT_ONCE: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn all_who_bid_in_the_last_minute_hold_a_link_of_one_chain() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let need = buyer.posts_need(&json!({ "terms": scored("CLOCK") })).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;
    app.db().clock().advance(Duration::days(10) - Duration::seconds(30));
    let mut sellers = Vec::new();
    for number in 0..AT_ONCE {
        sellers.push(app.provider(&format!("第{number}环境服务有限公司")).await);
    }

    let bids = sellers.iter().enumerate().map(|(number, seller)| {
        let (need, price) = (need.clone(), format!("{}", 80_000 + number));
        async move { seller.bids_sealed(&need, &price).await }
    });
    let bids = futures::future::join_all(bids).await;

    let mut receipts: Vec<Value> = bids.iter().map(|it| it["receipt"].clone()).collect();
    receipts.sort_by_key(|it| it["number"].as_i64());
    let numbers: Vec<i64> = receipts.iter().map(|it| it["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (1..=AT_ONCE as i64).collect::<Vec<_>>(), "each number once");
    for pair in receipts.windows(2) {
        assert_eq!(pair[0]["head"], pair[1]["before"], "each link on the one before");
    }
    let count = format!("SELECT CAST(bid_count AS bigint) FROM demands WHERE id = '{need}'");
    assert_eq!(app.count(&count).await, AT_ONCE as i64);
    app.advance(Duration::minutes(1)).await;
    app.settle().await;
    let text = "query($id: ID!) { demand(id: $id) { stage opening { isWhole head bids { number state } } } }";
    let seen = buyer.query(text, json!({ "id": need })).await.get("/demand").clone();
    assert_eq!((&seen["stage"], &seen["opening"]["isWhole"]), (&json!("SCORING"), &json!(true)));
    assert_eq!(seen["opening"]["head"], receipts[AT_ONCE - 1]["head"], "the last receipt ends it");
    let opened = seen["opening"]["bids"].as_array().unwrap();
    assert_eq!(opened.len(), AT_ONCE);
    assert!(opened.iter().all(|it| it["state"] == "SUBMITTED"));
}
