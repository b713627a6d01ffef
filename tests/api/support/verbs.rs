//! What people do in nearly every test, as methods: post, approve, bid, award.

use super::{Actor, Answer};
use serde_json::{Value, json};

/// What a person fills in to post a sound need; `changes` replaces or adds fields.
pub(crate) fn need(changes: &Value) -> Value {
    let mut input = json!({
        "title": "废乳化液年度转移处置",
        "description": "机加工产生的废乳化液，桶装，每月转移一次，需提供运输与联单服务。",
        "categoryCode": "waste/hazardous",
        "regionCode": "310118",
        "wasteCode": "900-006-09",
        "budgetMinYuan": "10万",
        "budgetMaxYuan": "200000",
        "quantity": 180.0,
        "unit": "吨",
        "deadline": "2026-12-01T01:00:00Z",
        "requestKey": "form-1",
    });
    change(&mut input, changes);
    input
}

/// What a person fills in to bid for a need.
fn bid(demand_id: &str, changes: &Value) -> Value {
    let mut input = json!({
        "demandId": demand_id,
        "priceYuan": "8.6万",
        "durationDays": 30,
        "plan": "按月上门收运，含联单办理与标签。",
        "requestKey": "bid-1",
    });
    change(&mut input, changes);
    input
}

fn change(input: &mut Value, changes: &Value) {
    let procedure = &changes["terms"]["procedure"];
    if ["COMPETITIVE", "GROUP", "PRACTICE"].iter().any(|it| procedure == it) {
        input["scope"] = scope();
    }
    for (key, value) in changes.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
}

/// Answers to the template of hazardous waste.
fn scope() -> Value {
    let answers = [
        ("packaging", "桶装"),
        ("frequency", "每月"),
        ("transport", "处置单位"),
        ("form", "液态"),
        ("process", "机加工"),
    ];
    answers.map(|(key, value)| json!({ "key": key, "value": value })).into_iter().collect()
}

impl Actor {
    /// Posts a need that differs from the sound one in `changes`.
    pub(crate) async fn post_need(&self, changes: &Value) -> Answer {
        self.mutate("demandPost", "demand { id title state revision }", &need(changes)).await
    }

    /// Posts a sound need and tells its id.
    pub(crate) async fn posts_need(&self, changes: &Value) -> String {
        self.post_need(changes).await.ok().text("/demandPost/demand/id")
    }

    /// Mends a need that was given back: the sound one with `changes`.
    pub(crate) async fn revise_need(&self, id: &str, revision: i64, changes: &Value) -> Answer {
        let mut input = need(changes);
        input["demandId"] = json!(id);
        input["revision"] = json!(revision);
        if let Some(fields) = input.as_object_mut() {
            fields.remove("requestKey");
        }
        self.mutate("demandRevise", "demand { id changeRequest { state } }", &input).await
    }

    /// Takes a need back.
    pub(crate) async fn withdraw_need(&self, demand_id: &str, reason: &str) -> Answer {
        let input = json!({ "demandId": demand_id, "reason": reason });
        self.mutate("demandWithdraw", "demand { id state }", &input).await
    }

    /// Chooses a bid.
    pub(crate) async fn award(&self, demand_id: &str, bid_id: &str) -> Answer {
        let input = json!({ "demandId": demand_id, "bidId": bid_id });
        self.mutate("demandAward", "demand { id state awardedBid { id } }", &input).await
    }

    /// Bids with what differs from the sound bid.
    pub(crate) async fn submit_bid(&self, demand_id: &str, changes: &Value) -> Answer {
        self.mutate("bidSubmit", "bid { id state }", &bid(demand_id, changes)).await
    }

    /// Bids and tells the bid's id.
    pub(crate) async fn bids(&self, demand_id: &str, changes: &Value) -> String {
        self.submit_bid(demand_id, changes).await.ok().text("/bidSubmit/bid/id")
    }

    /// Takes a bid back.
    pub(crate) async fn withdraw_bid(&self, bid_id: &str) -> Answer {
        self.mutate("bidWithdraw", "bid { id state }", &json!({ "bidId": bid_id })).await
    }

    /// What waits in the moderator's queue.
    pub(crate) async fn queue(&self) -> Answer {
        let text = "{ changeRequests(first: 50) { nodes { id subjectId title revision dueOn
            region { code } submittedBy differences { field label before after } } } }";
        self.query(text, json!({})).await
    }

    /// The check of a subject in the moderator's queue: its id and revision.
    pub(crate) async fn check_of(&self, subject_id: &str) -> (String, i64) {
        let queue = self.queue().await;
        let found =
            queue.list("/changeRequests/nodes").iter().find(|it| it["subjectId"] == subject_id);
        let found = found.unwrap_or_else(|| panic!("{subject_id} does not wait: {:#}", queue.body));
        let id = found["id"].as_str().expect("an id").to_owned();
        (id, found["revision"].as_i64().expect("a revision"))
    }

    /// Decides a check in favour.
    pub(crate) async fn approve(&self, id: &str, revision: i64) -> Answer {
        let input = json!({ "changeRequestId": id, "revision": revision });
        self.mutate("changeRequestApprove", DECIDED, &input).await
    }

    /// Decides a check against.
    pub(crate) async fn refuse(&self, id: &str, revision: i64, code: &str, note: &str) -> Answer {
        let input = json!({
            "changeRequestId": id, "revision": revision, "reasonCode": code, "note": note,
        });
        self.mutate("changeRequestRefuse", DECIDED, &input).await
    }

    /// Gives a check back to its owner, who shall mend something.
    pub(crate) async fn give_back(
        &self,
        id: &str,
        revision: i64,
        code: &str,
        note: &str,
    ) -> Answer {
        let input = json!({
            "changeRequestId": id, "revision": revision, "reasonCode": code, "note": note,
        });
        self.mutate("changeRequestReturn", DECIDED, &input).await
    }

    /// Takes a check in hand.
    pub(crate) async fn take(&self, id: &str) -> Answer {
        self.mutate("changeRequestTake", DECIDED, &json!({ "changeRequestId": id })).await
    }

    /// Gives a check back to everybody.
    pub(crate) async fn release(&self, id: &str) -> Answer {
        self.mutate("changeRequestRelease", DECIDED, &json!({ "changeRequestId": id })).await
    }

    /// Finds a need in the queue and approves it.
    pub(crate) async fn approves(&self, demand_id: &str) {
        let (id, revision) = self.check_of(demand_id).await;
        self.approve(&id, revision).await.ok();
    }

    /// A need as this person sees it; null when they do not.
    pub(crate) async fn sees_need(&self, demand_id: &str) -> Value {
        let text = "query($id: ID!) { demand(id: $id) { id title state bidCount
            bids { id state price { fen } provider { name } } awardedBid { id }
            changeRequest { id state dueOn dueIsEstimated reasonCode reasonLabel note howToAppeal } } }";
        self.query(text, json!({ "id": demand_id })).await.get("/demand").clone()
    }

    /// The own bids: id and state, newest first.
    pub(crate) async fn own_bids(&self) -> Vec<(String, String)> {
        let answer = self.query("{ myBids(first: 50) { nodes { id state } } }", json!({})).await;
        let (ids, states) =
            (answer.texts("/myBids/nodes", "id"), answer.texts("/myBids/nodes", "state"));
        ids.into_iter().zip(states).collect()
    }

    /// The titles that a search finds.
    pub(crate) async fn finds(&self, query: &str) -> Vec<String> {
        let text = "query($q: String!) { search(query: $q, first: 20) { nodes { title } } }";
        self.query(text, json!({ "q": query })).await.texts("/search/nodes", "title")
    }

    /// Runs a mutation that takes one input and answers `problems` beside `fields`.
    pub(crate) async fn mutate(&self, name: &str, fields: &str, input: &Value) -> Answer {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let text = format!(
            "mutation($input: {kind}!) {{ {name}(input: $input) {{ {fields} \
             problems {{ code path message }} }} }}"
        );
        self.query(&text, json!({ "input": input })).await
    }
}

const DECIDED: &str = "changeRequest { id state revision reasonCode note }";
