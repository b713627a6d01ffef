//! What a browser does to bid in envelopes, and what a custodian's does to release a share.

use super::{Actor, Answer, TestApp};
use kernel::{Dice, MemberRole, OrganisationKind, Role};
use platform::{Secret, sealing};
use serde_json::{Value, json};

/// A custodian with the private key that stays with them.
pub(crate) struct Custodian {
    /// Signed in.
    pub(crate) actor: Actor,
    key: Secret,
}

/// The criteria and terms of a scored need.
pub(crate) fn scored(custody: &str) -> Value {
    json!({
        "procedure": "COMPETITIVE",
        "custody": custody,
        "criteria": [
            { "title": "处置方案", "weight": 60, "kind": "TECHNICAL" },
            { "title": "价格", "weight": 40, "kind": "PRICE" },
        ],
    })
}

impl TestApp {
    /// An association's moderator with a registered key.
    pub(crate) async fn custodian(&self, region: &str) -> Custodian {
        let organisation =
            super::given::organisation(self, OrganisationKind::Association, region).await;
        let email = format!("custodian-{region}@example.org");
        let member = Some((organisation.id, MemberRole::Editor));
        let actor = self.account(&email, Role::Moderator, member, Some(region)).await;
        let seed = region.parse().expect("a province is a number");
        let pair = sealing::key_pair(&mut Dice::seeded(seed));
        let input = json!({ "publicKey": pair.public });
        actor.mutate("custodianKeyRegister", "key { keeper }", &input).await.ok();
        Custodian { actor, key: pair.private }
    }
}

impl Custodian {
    /// The share of a need, opened as the officer's browser opens it.
    pub(crate) async fn share(&self, need: &str) -> String {
        let text = "{ openingTasks { demand { id } sealedShare purpose isDue } }";
        let tasks = self.actor.query(text, json!({})).await.ok();
        let tasks = tasks.list("/openingTasks").to_vec();
        let task = tasks.iter().find(|it| it["demand"]["id"] == need).expect("a share waits");
        let sealed = hex::decode(task["sealedShare"].as_str().unwrap()).unwrap();
        let purpose = task["purpose"].as_str().unwrap();
        String::from_utf8(sealing::open(&self.key, purpose, &sealed).unwrap()).unwrap()
    }

    /// Hands a share over.
    pub(crate) async fn release(&self, need: &str, share: &str) -> Answer {
        let input = json!({ "demandId": need, "share": share });
        self.actor.mutate("keyShareRelease", "demand { stage }", &input).await
    }
}

/// The plain bytes of an envelope: length, fields, files.
pub(crate) fn plain(fields: &Value, files: &[&[u8]]) -> Vec<u8> {
    let fields = fields.to_string().into_bytes();
    let mut plain = u32::try_from(fields.len()).unwrap().to_be_bytes().to_vec();
    plain.extend(fields);
    files.iter().for_each(|it| plain.extend_from_slice(it));
    plain
}

/// What a bidder puts into the three envelopes.
pub(crate) fn contents(price_yuan: &str) -> [(&'static str, Vec<u8>); 3] {
    let letter: &[u8] = b"%PDF-1.7 licence";
    let qualification =
        json!({ "note": "资质齐全", "files": [{ "name": "许可证.pdf", "size": letter.len() }] });
    let technical = json!({ "plan": "按月上门收运，含联单办理与标签。", "durationDays": 30 });
    [
        ("qualification", plain(&qualification, &[letter])),
        ("technical", plain(&technical, &[])),
        ("price", plain(&json!({ "priceYuan": price_yuan }), &[])),
    ]
}

impl Actor {
    /// The key of a need, its revision and the bidder's own page.
    async fn what_to_seal_for(&self, need: &str) -> (String, i64, String) {
        let text = "query($id: ID!) {
            demand(id: $id) { revision sealing { publicKey } } myProvider { id } }";
        let seen = self.query(text, json!({ "id": need })).await.ok();
        let key = seen.text("/demand/sealing/publicKey");
        (key, seen.number("/demand/revision"), seen.text("/myProvider/id"))
    }

    /// Uploads an envelope and answers its id and digest.
    pub(crate) async fn upload(&self, need: &str, kind: &str, sealed: Vec<u8>) -> Value {
        let answer = self.send_file(&format!("/envelopes/{need}/{kind}"), sealed).await;
        assert_eq!(answer.status(), 201);
        answer.json().await.unwrap()
    }

    /// Seals and uploads three envelopes; answers what `bidSeal` takes.
    pub(crate) async fn seals(&self, need: &str, contents: [(&'static str, Vec<u8>); 3]) -> Value {
        let (key, revision, provider) = self.what_to_seal_for(need).await;
        let mut envelopes = Vec::new();
        for (kind, plain) in contents {
            let upper = kind.to_uppercase();
            let purpose = format!("greenbridge envelope v1|{need}|{provider}|{upper}");
            let sealed = sealing::seal(&key, &purpose, &plain, &mut Dice::from_system()).unwrap();
            envelopes.push(self.upload(need, kind, sealed).await["id"].clone());
        }
        json!({
            "demandId": need, "envelopes": envelopes, "revision": revision,
            "requestKey": format!("seal-{provider}"),
        })
    }

    /// Bids in envelopes.
    pub(crate) async fn seal_bid(&self, input: &Value) -> Answer {
        let fields = "bid { id isSealed price { fen } plan
            receipt { number before head digests signed } envelopes { kind openedAt } }";
        self.mutate("bidSeal", fields, input).await
    }

    /// Bids in envelopes for a price; answers the bid.
    pub(crate) async fn bids_sealed(&self, need: &str, price_yuan: &str) -> Value {
        let input = self.seals(need, contents(price_yuan)).await;
        self.seal_bid(&input).await.ok().get("/bidSeal/bid").clone()
    }
}
