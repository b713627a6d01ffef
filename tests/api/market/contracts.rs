//! 合同: what follows an award, by both sides and by the clock.

use crate::support::{Actor, Answer, TestApp};
use chrono::Duration;
use kernel::MemberRole;
use serde_json::{Value, json};
use sha2::Digest;

/// A need that was awarded to one of two bidders for 86,000 yuan, and its contract.
pub(super) struct Scene {
    pub(super) app: TestApp,
    pub(super) buyer: Actor,
    pub(super) seller: Actor,
    pub(super) need: String,
    contract: String,
}

async fn scene() -> Scene {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let seller = app.provider("绿源环境服务有限公司").await;
    let moderator = app.moderator("31").await;
    let (need, contract) = awarded(&app, &buyer, &seller, &moderator, "form-1").await;
    Scene { app, buyer, seller, need, contract }
}

async fn awarded(
    app: &TestApp,
    buyer: &Actor,
    seller: &Actor,
    moderator: &Actor,
    key: &str,
) -> (String, String) {
    let deadline = app.db().clock().now() + Duration::days(9);
    let changes = json!({ "requestKey": key, "deadline": deadline.to_rfc3339() });
    let need = buyer.posts_need(&changes).await;
    moderator.approves(&need).await;
    app.settle().await;
    let bid = seller.bids(&need, &json!({ "requestKey": key })).await;
    app.advance(Duration::days(9)).await;
    buyer.award(&need, &bid).await.ok();
    app.settle().await;
    let text = "{ myContracts(first: 5) { nodes { id demand { id } } } }";
    let found = seller.query(text, json!({})).await;
    let mine =
        found.list("/myContracts/nodes").iter().find(|it| it["demand"]["id"] == need.as_str());
    (need, mine.expect("a contract")["id"].as_str().expect("an id").to_owned())
}

const SEEN: &str = "query($id: ID!) { contract(id: $id) { id state revision termsRevision digest ownSide
    price { fen } startsOn endsOn paymentDays endReason reviewUntil
    milestones { id number title dueOn shareBp amount { fen } state isSilent returnReason payDueOn isOverdue
        paidOn receivedOn silenceAt }
    signatures { side digest text isVoid }
    changes { id state side reason differences { field before after } }
    disputes { id state side reasonLabel answerDueOn answer isSilent outcome }
    reviews { side stars text isShown } } }";

impl Scene {
    pub(super) async fn seen_by(&self, who: &Actor) -> Value {
        who.query(SEEN, json!({ "id": self.contract })).await.get("/contract").clone()
    }

    pub(super) async fn step(&self, who: &Actor, name: &str, more: Value) -> Answer {
        let mut input = more;
        input["revision"] = self.seen_by(&self.buyer).await["revision"].clone();
        let of_part = input.get("milestoneId").is_some() || input.get("disputeId").is_some();
        if !of_part {
            input["contractId"] = json!(self.contract);
        }
        who.mutate(name, "contract { state revision }", &input).await
    }

    async fn milestone(&self, number: usize) -> Value {
        self.seen_by(&self.buyer).await["milestones"][number - 1].clone()
    }

    /// A step of the milestone with this number.
    async fn part(&self, who: &Actor, name: &str, number: usize, more: Value) -> Answer {
        let mut input = more;
        input["milestoneId"] = self.milestone(number).await["id"].clone();
        self.step(who, name, input).await
    }

    async fn sign(&self, who: &Actor) -> Answer {
        let digest = self.seen_by(who).await["digest"].clone();
        self.step(who, "contractSign", json!({ "digest": digest })).await
    }

    async fn edit(&self, changes: &Value) -> Answer {
        let mut input = terms();
        for (key, value) in changes.as_object().into_iter().flatten() {
            input[key] = value.clone();
        }
        self.step(&self.buyer, "contractEdit", input).await
    }

    /// Signed by both, with two milestones.
    async fn signed() -> Self {
        let it = scene().await;
        it.edit(&json!({})).await.ok();
        it.sign(&it.buyer).await.ok();
        it.sign(&it.seller).await.ok();
        it
    }

    /// Every milestone handed over and accepted.
    pub(super) async fn completed() -> Self {
        let it = Self::signed().await;
        for number in [1, 2] {
            it.part(&it.seller, "milestoneSubmit", number, json!({ "note": "已完成收运" }))
                .await
                .ok();
            it.part(&it.buyer, "milestoneAccept", number, json!({})).await.ok();
        }
        it.app.settle().await;
        it
    }
}

fn terms() -> Value {
    json!({
        "subject": "按月上门收运废乳化液，提供联单和标签。", "place": "青浦区徐泾镇",
        "startsOn": "2026-12-01", "endsOn": "2027-03-31", "paymentDays": 30, "otherTerms": null,
        "milestones": [
            { "title": "首月收运", "dueOn": "2026-12-31", "shareBp": 3333 },
            { "title": "其余收运", "dueOn": "2027-03-31", "shareBp": 6667 },
        ],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_award_drafts_one_contract_that_the_two_sides_read_and_nobody_else() {
    let it = scene().await;
    it.app.settle().await;

    assert_eq!(it.app.count("SELECT count(*) FROM contracts").await, 1);
    let seen = it.seen_by(&it.buyer).await;
    assert_eq!((&seen["state"], &seen["ownSide"]), (&json!("DRAFT"), &json!("BUYER")));
    assert_eq!(seen["price"]["fen"], 8_600_000);
    assert_eq!(seen["milestones"][0]["amount"]["fen"], 8_600_000);
    assert_eq!(it.seen_by(&it.seller).await["ownSide"], "PROVIDER");
    for other in [
        it.app.enterprise("松江化工有限公司").await,
        it.app.provider("蓝天环保科技有限公司").await,
        it.app.moderator("31").await,
    ] {
        assert_eq!(it.seen_by(&other).await, Value::Null);
    }
    let input = json!({ "contractId": it.contract, "revision": 1, "reason": "不想签了" });
    let other = it.app.provider("红日环保科技有限公司").await;
    other.mutate("contractCancel", "contract { id }", &input).await.denied("NOT_FOUND");
    let viewer = it.app.colleague(&it.buyer, MemberRole::Viewer).await;
    viewer.mutate("contractCancel", "contract { id }", &input).await.denied("FORBIDDEN");
    assert_eq!(it.seen_by(&viewer).await["state"], "DRAFT");
    assert_eq!(it.app.count("SELECT count(*) FROM notices WHERE title = '合同待签署'").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_are_edited_by_the_buyer_and_add_up() {
    let it = scene().await;

    it.edit(&json!({})).await.ok();
    let seen = it.seen_by(&it.seller).await;
    let amounts: Vec<i64> = seen["milestones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["amount"]["fen"].as_i64().unwrap())
        .collect();
    assert_eq!(amounts, [2_866_380, 5_733_620]);

    let wrong = json!([{ "title": "收运", "dueOn": "2026-12-31", "shareBp": 9999 }]);
    it.edit(&json!({ "milestones": wrong })).await.refused("contracts.shares");
    let late = json!([{ "title": "收运", "dueOn": "2028-12-31", "shareBp": 10000 }]);
    it.edit(&json!({ "milestones": late })).await.refused("contracts.milestone_dates");
    it.edit(&json!({ "paymentDays": 90 })).await.refused("contracts.payment_days");
    it.edit(&json!({ "subject": "联系人张工 13812345678，按月收运。" })).await.ok();
    let mut by_seller = terms();
    by_seller["otherTerms"] = json!("加一条");
    it.step(&it.seller, "contractEdit", by_seller).await.refused("contracts.only_buyer");
}

#[tokio::test(flavor = "multi_thread")]
async fn both_owners_sign_the_same_text_and_other_terms_void_a_signature() {
    let it = scene().await;
    it.edit(&json!({})).await.ok();
    let editor = it.app.colleague(&it.buyer, MemberRole::Editor).await;
    it.sign(&editor).await.refused("contracts.only_owners_sign");
    let other = json!({ "digest": "0".repeat(64) });
    it.step(&it.buyer, "contractSign", other).await.refused("contracts.other_text");

    it.sign(&it.buyer).await.ok();
    assert_eq!(it.seen_by(&it.buyer).await["state"], "OFFERED");
    it.sign(&it.buyer).await.refused("contracts.already_signed");
    it.edit(&json!({ "paymentDays": 15 })).await.ok();
    let seen = it.seen_by(&it.seller).await;
    assert_eq!((&seen["state"], &seen["signatures"][0]["isVoid"]), (&json!("DRAFT"), &json!(true)));

    it.sign(&it.seller).await.ok();
    it.sign(&it.buyer).await.ok();
    let seen = it.seen_by(&it.buyer).await;
    assert_eq!(seen["state"], "ACTIVE");
    let standing: Vec<&Value> = seen["signatures"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["digest"] == seen["digest"])
        .collect();
    assert_eq!(standing.len(), 2, "both stand under the text that is shown");
    it.edit(&json!({})).await.refused("contracts.not_draft");
    let reason = json!({ "reason": "不想签了" });
    it.step(&it.buyer, "contractCancel", reason).await.refused("contracts.cannot_cancel");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_act_at_once_one_is_told() {
    let it = Scene::signed().await;
    it.part(&it.seller, "milestoneSubmit", 1, json!({ "note": "已完成收运" })).await.ok();
    let row = it.milestone(1).await;
    let revision = it.seen_by(&it.buyer).await["revision"].clone();
    let input = json!({ "milestoneId": row["id"], "revision": revision });
    let mut back = input.clone();
    back["reason"] = json!("联单缺少第三联");

    let (accepted, returned) = tokio::join!(
        it.buyer.mutate("milestoneAccept", "contract { id }", &input),
        it.buyer.mutate("milestoneReturn", "contract { id }", &back),
    );

    let told = |it: &Answer, name: &str| it.body["data"][name]["problems"][0]["code"].clone();
    let told = [told(&accepted, "milestoneAccept"), told(&returned, "milestoneReturn")];
    assert!(told.contains(&Value::Null), "{told:?}");
    assert!(told.contains(&json!("contracts.changed_meanwhile")), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unsigned_contract_is_reminded_of_once_and_given_up_with_a_reason() {
    let it = scene().await;

    it.app.advance(Duration::days(31)).await;
    it.app.settle().await;
    let told = "SELECT count(*) FROM notices WHERE title = '合同还没有签署'";
    assert_eq!(it.app.count(told).await, 2);
    let reason = json!({ "reason": "预算没有批下来" });
    it.step(&it.seller, "contractCancel", reason).await.ok();
    it.app.advance(Duration::days(31)).await;

    assert_eq!(it.app.count(told).await, 2, "once");
    let seen = it.seen_by(&it.buyer).await;
    assert_eq!(
        (&seen["state"], &seen["endReason"]),
        (&json!("CANCELLED"), &json!("预算没有批下来"))
    );
    it.sign(&it.buyer).await.refused("contracts.not_to_sign");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_mended_accepted_paid_and_received() {
    let it = Scene::signed().await;

    it.part(&it.buyer, "milestoneSubmit", 1, json!({ "note": "已完成收运" }))
        .await
        .refused("contracts.only_provider");
    it.part(&it.buyer, "milestoneAccept", 1, json!({})).await.refused("contracts.not_submitted");
    it.part(&it.seller, "milestoneSubmit", 1, json!({ "note": "已完成收运" })).await.ok();
    it.part(&it.seller, "milestoneAccept", 1, json!({})).await.refused("contracts.only_buyer");
    it.part(&it.buyer, "milestoneReturn", 1, json!({ "reason": "联单缺少第三联" })).await.ok();
    assert_eq!(it.milestone(1).await["state"], "RETURNED");
    it.app.advance(Duration::days(20)).await;
    assert_eq!(
        it.milestone(1).await["state"],
        "RETURNED",
        "what is mended is not accepted by silence"
    );
    it.part(&it.seller, "milestoneSubmit", 1, json!({ "note": "第三联已补齐" })).await.ok();
    it.part(&it.buyer, "milestonePay", 1, json!({})).await.refused("contracts.not_to_pay");
    it.part(&it.buyer, "milestoneAccept", 1, json!({})).await.ok();
    it.part(&it.seller, "milestoneReceive", 1, json!({})).await.refused("contracts.not_paid");

    it.app.advance(Duration::days(31)).await;
    assert_eq!(it.milestone(1).await["isOverdue"], true);
    assert_eq!(overdue(&it).await, 0, "late, not yet so late that it is public");
    it.app.advance(Duration::days(31)).await;
    assert_eq!(overdue(&it).await, 1);
    it.part(&it.buyer, "milestonePay", 1, json!({})).await.ok();
    it.part(&it.buyer, "milestonePay", 1, json!({})).await.refused("contracts.not_to_pay");
    it.part(&it.seller, "milestoneReceive", 1, json!({})).await.ok();

    let row = it.milestone(1).await;
    assert!(row["receivedOn"].is_string(), "{row}");
    assert_eq!(overdue(&it).await, 0);
}

async fn overdue(it: &Scene) -> i64 {
    let text = "query($id: ID!) { demand(id: $id) { buyerRecord { overdueCount } } }";
    let seen = it.app.visitor().query(text, json!({ "id": it.need })).await;
    seen.get("/demand/buyerRecord/overdueCount").as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_accepts_after_three_reminders_and_completes() {
    let it = Scene::signed().await;
    for number in [1, 2] {
        it.part(&it.seller, "milestoneSubmit", number, json!({ "note": "已完成收运" })).await.ok();
    }
    let told = "SELECT count(*) FROM notices WHERE title = '节点还没有验收'";

    for (days, reminders) in [(6, 0), (1, 2), (3, 2), (1, 4), (2, 6)] {
        it.app.advance(Duration::days(days)).await;
        it.app.settle().await;
        assert_eq!(it.app.count(told).await, reminders, "after {days} more days");
    }
    assert_eq!(it.seen_by(&it.buyer).await["state"], "ACTIVE");
    it.app.advance(Duration::days(1)).await;
    it.app.settle().await;

    let seen = it.seen_by(&it.buyer).await;
    assert_eq!(seen["state"], "COMPLETED");
    assert!(seen["milestones"].as_array().unwrap().iter().all(|it| it["isSilent"] == true));
    let once = "SELECT count(*) FROM audit_entries WHERE action = 'contracts.accept_by_silence'";
    assert_eq!(it.app.count(once).await, 2);
    it.part(&it.buyer, "milestoneReturn", 1, json!({ "reason": "现在才看到" }))
        .await
        .refused("contracts.not_active");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_holds_once_the_other_side_agrees() {
    let it = Scene::signed().await;
    it.part(&it.seller, "milestoneSubmit", 1, json!({ "note": "已完成收运" })).await.ok();
    it.part(&it.buyer, "milestoneAccept", 1, json!({})).await.ok();
    let change = json!({ "priceYuan": "9万", "endsOn": "2027-04-30",
        "due": [{ "number": 2, "dueOn": "2027-04-30" }], "reason": "三月停产检修" });
    let nothing = json!({ "reason": "什么也不改" });
    it.step(&it.seller, "contractChangePropose", nothing)
        .await
        .refused("contracts.nothing_changed");
    let cheap = json!({ "priceYuan": "2万", "reason": "低于已验收" });
    it.step(&it.seller, "contractChangePropose", cheap).await.refused("contracts.price_form");

    it.step(&it.seller, "contractChangePropose", change.clone()).await.ok();
    it.step(&it.buyer, "contractChangePropose", change).await.refused("contracts.open_change");
    it.step(&it.seller, "contractChangeAgree", json!({}))
        .await
        .refused("contracts.other_side_decides");
    let before = it.seen_by(&it.buyer).await;
    assert_eq!(before["price"]["fen"], 8_600_000, "not before it is agreed");
    let fields = before["changes"][0]["differences"].as_array().unwrap();
    assert_eq!(fields.len(), 3, "{fields:?}");
    it.step(&it.buyer, "contractChangeAgree", json!({})).await.ok();

    let seen = it.seen_by(&it.seller).await;
    assert_eq!(
        (&seen["endsOn"], &seen["changes"][0]["state"]),
        (&json!("2027-04-30"), &json!("AGREED"))
    );
    let amounts: i64 = seen["milestones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["amount"]["fen"].as_i64().unwrap())
        .sum();
    assert_eq!((amounts, &seen["milestones"][0]["amount"]["fen"]), (9_000_000, &json!(2_866_380)));
    assert_ne!(seen["digest"], before["digest"]);
    it.step(&it.buyer, "contractChangeAgree", json!({})).await.refused("contracts.no_open_change");

    let end = json!({ "endsNow": true, "reason": "工厂搬迁，不再产生" });
    it.step(&it.buyer, "contractChangePropose", end.clone()).await.ok();
    it.step(&it.buyer, "contractChangeWithdraw", json!({})).await.ok();
    it.step(&it.buyer, "contractChangePropose", end).await.ok();
    it.step(&it.seller, "contractChangeAgree", json!({})).await.ok();
    assert_eq!(it.seen_by(&it.buyer).await["state"], "TERMINATED");
    it.part(&it.seller, "milestoneSubmit", 2, json!({ "note": "已完成收运" }))
        .await
        .refused("contracts.not_active");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_seen_by_the_association_and_silence_is_recorded() {
    let it = Scene::signed().await;
    let association = it.app.moderator("31").await;
    let claim = json!({ "reasonCode": "DELAY", "claim": "约定十二月底完成，至今没有收运。" });
    it.step(&it.buyer, "contractDisputeOpen", claim.clone()).await.ok();
    it.step(&it.buyer, "contractDisputeOpen", claim.clone())
        .await
        .refused("contracts.open_dispute");

    assert_eq!(it.seen_by(&association).await["disputes"][0]["reasonLabel"], "交付逾期");
    assert_eq!(it.seen_by(&it.app.moderator("33").await).await, Value::Null);
    let listed = association.query("{ disputedContracts { nodes { id } } }", json!({})).await;
    assert_eq!(listed.texts("/disputedContracts/nodes", "id").concat(), it.contract);
    let read = "SELECT count(*) FROM audit_entries WHERE action = 'contracts.read'";
    assert_eq!(it.app.count(read).await, 1);

    let dispute = it.seen_by(&it.buyer).await["disputes"][0]["id"].clone();
    let of = |more: Value| {
        let mut input = more;
        input["disputeId"] = dispute.clone();
        input
    };
    let answer = of(json!({ "answer": "车辆已安排，下周一到。" }));
    it.step(&it.buyer, "contractDisputeAnswer", answer.clone())
        .await
        .refused("contracts.not_to_answer");
    it.app.advance(Duration::days(9)).await;
    it.app.settle().await;
    let seen = it.seen_by(&it.seller).await;
    assert_eq!(seen["disputes"][0]["isSilent"], true, "{seen}");
    it.step(&it.seller, "contractDisputeAnswer", answer).await.ok();
    let end = of(json!({ "isSettled": true, "outcome": "双方商定顺延一周" }));
    it.step(&it.seller, "contractDisputeEnd", end.clone())
        .await
        .refused("contracts.not_yours_to_end");
    it.step(&it.buyer, "contractDisputeEnd", end.clone()).await.ok();
    it.step(&it.buyer, "contractDisputeEnd", end).await.refused("contracts.no_open_dispute");
    assert_eq!(it.seen_by(&it.seller).await["disputes"][0]["state"], "SETTLED");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_how_far_the_work_is_and_only_the_sides_where() {
    let it = Scene::signed().await;
    it.part(&it.seller, "milestoneSubmit", 1, json!({ "note": "已完成收运" })).await.ok();
    it.part(&it.buyer, "milestoneAccept", 1, json!({})).await.ok();
    let text = "query($id: ID!) { demand(id: $id) { contract { id state signedOn milestoneCount acceptedCount } } }";
    let variables = json!({ "id": it.need });

    let public =
        it.app.visitor().query(text, variables.clone()).await.get("/demand/contract").clone();
    assert_eq!(public["id"], Value::Null);
    assert_eq!((&public["acceptedCount"], &public["milestoneCount"]), (&json!(1), &json!(2)));
    assert!(public["signedOn"].is_string());
    let own = it.seller.query(text, variables).await.get("/demand/contract").clone();
    assert_eq!(own["id"], json!(it.contract));
    let page = it.app.get(&format!("/demands/{}", it.need)).await.text().await.unwrap();
    assert!(page.contains("已验收 1 / 2"), "{page}");
    assert!(!page.contains(&it.contract), "the number of a contract is not public");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_text_is_fetched_by_the_two_sides_and_its_digest_is_that_of_the_words() {
    let it = Scene::signed().await;
    let place = |kind: &str| format!("/documents/contracts/{}/contract.{kind}", it.contract);

    let words = it.seller.get(&place("txt")).await.bytes().await.unwrap();
    let digest: String =
        sha2::Sha256::digest(&words).iter().map(|it| format!("{it:02x}")).collect();
    assert_eq!(it.seen_by(&it.buyer).await["digest"], digest.as_str());
    let signature = it.seen_by(&it.buyer).await["signatures"][0].clone();
    assert_eq!(signature["digest"], digest.as_str());
    assert_eq!(signature["text"].as_str().unwrap().as_bytes(), words.as_ref());
    let docx = it.buyer.get(&place("docx")).await;
    assert!(docx.headers()["content-type"].to_str().unwrap().contains("wordprocessingml"));
    assert!(docx.bytes().await.unwrap().starts_with(b"PK"));
    let pdf = it.buyer.get(&place("pdf")).await;
    // A machine without a font says so.
    match pdf.status().as_u16() {
        200 => assert!(pdf.bytes().await.unwrap().starts_with(b"%PDF-")),
        status => assert_eq!(status, 422),
    }

    let stranger = it.app.enterprise("松江化工有限公司").await;
    assert_eq!(stranger.get(&place("docx")).await.status(), 404);
    assert_eq!(it.app.moderator("31").await.get(&place("docx")).await.status(), 404);
    assert_eq!(it.app.get(&place("docx")).await.status(), 401);
    assert_eq!(it.buyer.get(&place("exe")).await.status(), 404);
}
