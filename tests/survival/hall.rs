//! Killed in each step from the opening of sealed bids to the second signature.
//!
//! Whatever the server was doing when it went, the need comes to its contract, and nothing happens twice.

use crate::program::{Installation, PATIENCE};
use kernel::Dice;
use platform::sealing;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::process::Child;

const PASSWORD: &str = "Greenbridge-2026";
/// How long the server lives at most while something happens by itself: from hardly at all to long enough.
const LIVES: [u64; 6] = [5, 20, 60, 150, 400, 1_500];

/// The installation with people who sign in anew after each death.
struct Hall {
    installation: Installation,
    server: Child,
}

impl Hall {
    async fn begun() -> Self {
        let installation = Installation::new();
        let (is_seeded, told) = installation.run(&["seed"]).await;
        assert!(is_seeded, "{told}");
        let server = installation.serve().await;
        Self { installation, server }
    }

    /// Kills the server and starts it again.
    async fn killed(&mut self) {
        self.server.start_kill().expect("the server can be killed");
        self.server.wait().await.expect("it is dead");
        self.server = self.installation.serve().await;
    }

    /// Lets the server live for a moment only, again and again, a little longer each time.
    async fn dies_often(&mut self) {
        for life in LIVES {
            self.killed().await;
            tokio::time::sleep(Duration::from_millis(life)).await;
        }
        self.killed().await;
    }

    async fn token(&self, email: &str) -> String {
        let query = "mutation($input: SessionSignInInput!) { sessionSignIn(input: $input) {
            accessToken problems { code } } }";
        let variables = json!({ "input": { "email": email, "password": PASSWORD } });
        let answer = self.installation.ask("", query, &variables).await.expect("an answer");
        let token = answer["data"]["sessionSignIn"]["accessToken"].as_str();
        token.unwrap_or_else(|| panic!("signing in: {answer:#}")).to_owned()
    }

    /// Asks as somebody.
    async fn ask(&self, who: &str, query: &str, variables: Value) -> Value {
        let token = self.token(who).await;
        let answer = self.installation.ask(&token, query, &variables).await.expect("an answer");
        assert!(answer["errors"].is_null(), "{answer:#}");
        answer["data"].clone()
    }

    /// Sends a mutation and kills the server at once: whether it was carried out is not known.
    async fn sent_and_killed(&mut self, who: &str, query: &str, input: Value, after: u64) {
        let token = self.token(who).await;
        let variables = json!({ "input": input });
        let asking = self.installation.ask(&token, query, &variables);
        let killing = tokio::time::sleep(Duration::from_millis(after));
        tokio::select! { _ = asking => {}, () = killing => {} }
        self.killed().await;
    }

    /// Waits until something is so that happens by itself.
    async fn until(
        &self,
        who: &str,
        query: &str,
        variables: Value,
        is_so: impl Fn(&Value) -> bool,
    ) -> Value {
        let start = Instant::now();
        loop {
            let seen = self.ask(who, query, variables.clone()).await;
            if is_so(&seen) {
                return seen;
            }
            assert!(start.elapsed() < PATIENCE, "it does not come to be: {seen:#}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// How often the log has an action.
    async fn logged(&self, action: &str) -> usize {
        let query = "query($filter: AuditFilterInput) { auditEntries(filter: $filter, first: 50) {
            nodes { id } } }";
        let variables = json!({ "filter": { "action": action } });
        let seen = self.ask("audit.administrator@example.org", query, variables).await;
        seen["auditEntries"]["nodes"].as_array().expect("entries").len()
    }
}

const BUYER: &str = "enterprise@example.org";
const SELLER: &str = "provider@example.org";
const NEED: &str = "query($id: ID!) { demand(id: $id) { state stage bidCount
    bids { id state price { fen } durationDays } contract { id state } } }";

/// A call-off that invites the provider of the demo, open for bids for a few seconds.
async fn posted(hall: &Hall) -> String {
    let own = hall.ask(SELLER, "{ myProvider { id } }", json!({})).await;
    let deadline = kernel::Clock::System.now() + chrono::Duration::seconds(12);
    let input = json!({
        "title": "废乳化液按需转移处置", "categoryCode": "waste/hazardous", "regionCode": "310118",
        "description": "机加工产生的废乳化液，桶装，按需转移，需提供运输与联单服务。",
        "wasteCode": "HW09", "deadline": deadline, "requestKey": "hall",
        "terms": { "procedure": "CALL_OFF", "invited": [own["myProvider"]["id"]] },
    });
    let query = "mutation($input: DemandPostInput!) { demandPost(input: $input) {
        demand { id } problems { code path } } }";
    let posted = hall.ask(BUYER, query, json!({ "input": input })).await;
    let need = posted["demandPost"]["demand"]["id"].as_str();
    let need = need.unwrap_or_else(|| panic!("{posted:#}")).to_owned();
    let moderator = "moderator.shanghai@example.org";
    let queue = "{ changeRequests(first: 50) { nodes { id subjectId revision } } }";
    let queue = hall.ask(moderator, queue, json!({})).await;
    let nodes = queue["changeRequests"]["nodes"].as_array().expect("a queue").clone();
    let check = nodes.iter().find(|it| it["subjectId"] == need.as_str()).expect("it waits");
    let approve =
        "mutation($input: ChangeRequestApproveInput!) { changeRequestApprove(input: $input) {
        problems { code } } }";
    let input = json!({ "changeRequestId": check["id"], "revision": check["revision"] });
    hall.ask(moderator, approve, json!({ "input": input })).await;
    let id = json!({ "id": need });
    hall.until(BUYER, NEED, id, |it| it["demand"]["state"] == "PUBLISHED").await;
    need
}

/// Three envelopes, sealed as a browser does it.
async fn bid(hall: &Hall, need: &str) {
    let text =
        "query($id: ID!) { demand(id: $id) { revision sealing { publicKey } } myProvider { id } }";
    let seen = hall.ask(SELLER, text, json!({ "id": need })).await;
    let key = seen["demand"]["sealing"]["publicKey"].as_str().expect("a key").to_owned();
    let provider = seen["myProvider"]["id"].as_str().expect("a page").to_owned();
    let said = [
        ("qualification", json!({ "note": "资质齐全", "files": [] })),
        ("technical", json!({ "plan": "按月上门收运，含联单办理与标签。", "durationDays": 30 })),
        ("price", json!({ "priceYuan": "86000" })),
    ];
    let token = hall.token(SELLER).await;
    let mut envelopes = Vec::new();
    for (kind, fields) in said {
        let fields = fields.to_string().into_bytes();
        let mut plain = u32::try_from(fields.len()).unwrap().to_be_bytes().to_vec();
        plain.extend(fields);
        let purpose = format!("greenbridge envelope v1|{need}|{provider}|{}", kind.to_uppercase());
        let sealed = sealing::seal(&key, &purpose, &plain, &mut Dice::from_system()).unwrap();
        let path = format!("/envelopes/{need}/{kind}");
        let kept = hall.installation.send(&token, &path, sealed).await.expect("an answer");
        envelopes.push(kept["id"].clone());
    }
    let input = json!({ "demandId": need, "envelopes": envelopes, "requestKey": "bid",
        "revision": seen["demand"]["revision"] });
    let query = "mutation($input: BidSealInput!) { bidSeal(input: $input) { bid { id } problems { code } } }";
    let sealed = hall.ask(SELLER, query, json!({ "input": input })).await;
    assert!(sealed["bidSeal"]["bid"]["id"].is_string(), "{sealed:#}");
}

/// Signs for a side until the signature is there, the server killed each time at another moment.
async fn signed(hall: &mut Hall, who: &str, contract: &str, state: &str) {
    let text =
        "query($id: ID!) { contract(id: $id) { state revision digest signatures { side } } }";
    let query = "mutation($input: ContractSignInput!) { contractSign(input: $input) { problems { code } } }";
    for after in [0, 2, 5, 10, 25, 60, 150, 400, 1_000, 3_000] {
        let seen = hall.ask(who, text, json!({ "id": contract })).await["contract"].clone();
        if seen["state"] == state {
            return;
        }
        let input = json!({ "contractId": contract, "revision": seen["revision"],
            "digest": seen["digest"] });
        hall.sent_and_killed(who, query, input, after).await;
    }
    panic!("it was never signed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_comes_to_its_contract_though_the_program_is_killed_in_every_step() {
    let mut hall = Hall::begun().await;
    let need = posted(&hall).await;
    bid(&hall, &need).await;
    let id = json!({ "id": need });

    // The deadline, the release of the key, each envelope, the end of the opening: whatever comes, it dies.
    hall.until(BUYER, NEED, id.clone(), |it| it["demand"]["state"] != "PUBLISHED").await;
    hall.dies_often().await;
    let open = |it: &Value| it["demand"]["stage"] == "RANKED";
    let seen = hall.until(BUYER, NEED, id.clone(), open).await;
    assert_eq!(seen["demand"]["bids"][0]["price"]["fen"], 8_600_000);
    let bid_id = seen["demand"]["bids"][0]["id"].clone();

    let award =
        "mutation($input: DemandAwardInput!) { demandAward(input: $input) { problems { code } } }";
    for after in [0, 2, 5, 10, 25, 60, 150, 400, 1_000, 3_000] {
        let seen = hall.ask(BUYER, NEED, id.clone()).await;
        if seen["demand"]["state"] == "AWARDED" {
            break;
        }
        let input = json!({ "demandId": need, "bidId": bid_id });
        hall.sent_and_killed(BUYER, award, input, after).await;
    }
    // The draft follows by itself.
    hall.dies_often().await;
    let has_draft = |it: &Value| it["demand"]["contract"]["id"].is_string();
    let seen = hall.until(BUYER, NEED, id.clone(), has_draft).await;
    let contract = seen["demand"]["contract"]["id"].as_str().expect("an id").to_owned();
    signed(&mut hall, BUYER, &contract, "OFFERED").await;
    signed(&mut hall, SELLER, &contract, "ACTIVE").await;

    let text = "query($id: ID!) { contract(id: $id) { state signatures { side isVoid } } }";
    let seen = hall.ask(BUYER, text, json!({ "id": contract })).await["contract"].clone();
    assert_eq!(seen["signatures"].as_array().expect("signatures").len(), 2, "{seen:#}");
    // The demo has needs of its own; of ours each step is logged once.
    for (action, times) in [
        ("demands.open_envelopes", 1),
        ("envelopes.key_release", 1),
        ("envelopes.key_destroy", 1),
        ("demands.award", 1),
        ("contracts.draft", 1),
        ("contracts.sign", 2),
    ] {
        assert_eq!(hall.logged(action).await, times, "{action}");
    }
    let (holds, chain) = {
        hall.server.kill().await.expect("the server ends");
        hall.installation.run(&["verify", "audit"]).await
    };
    assert!(holds, "the audit chain: {chain}");
    let (agrees, index) = hall.installation.run(&["verify", "index"]).await;
    assert!(agrees, "the index and the database: {index}");
}
