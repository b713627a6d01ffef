//! A need whose bids are being scored, and the people around it: what comes before is not what these
//! tests are about.

use super::{Actor, Answer, TestApp, given};
use kernel::id::DemandId;
use kernel::{MemberRole, OrganisationKind, Role};
use serde_json::{Value, json};

/// Three bids in the order of the list of the opening; the second is the best, the first the cheapest.
pub(crate) struct Scored {
    pub(crate) app: TestApp,
    pub(crate) buyer: Actor,
    pub(crate) colleague: Actor,
    pub(crate) sellers: [Actor; 3],
    pub(crate) need: String,
    pub(crate) bids: [String; 3],
}

const PRICES: [i64; 3] = [8_600_000, 10_000_000, 12_000_000];
/// For each evaluator and bid, the points for plan (40) and people (20).
const SHEETS: [[[&str; 2]; 3]; 2] =
    [[["30", "15"], ["38", "18"], ["35", "16"]], [["31", "15"], ["37.5", "18"], ["36", "17"]]];
/// What people read of the evaluation.
pub(crate) const SEEN: &str = "query($id: ID!) { demand(id: $id) { state stage revision
    bids { id placeInList price { fen } provider { name } plan }
    evaluation { lockedAt rankedAt begunSheets wholeSheets evaluators
        lines { evaluator bidId criterion points note }
        ranking { rank bidId placeInList total isLow price { fen } provider { name }
            points { title weight points } }
        excluded { placeInList reason }
        weightTurns { title change placeInList } }
    proposals { id bidId state reason endsAt provider { name }
        objections { id state isOwn text reasonLabel answer answerBy decideBy voteCount mayVote isOverdue
            objector { name } votes { association verdict reason isOwn } } } } }";

impl Scored {
    /// A need in technical scoring, posted and published through the door; its bids are written.
    pub(crate) async fn begun() -> Self {
        let app = TestApp::start().await;
        let buyer = app.enterprise("青浦纸业有限公司").await;
        let colleague = app.colleague(&buyer, MemberRole::Editor).await;
        let sellers = [
            app.provider("绿源环境服务有限公司").await,
            app.provider("蓝天环保科技有限公司").await,
            app.provider("清波水务有限公司").await,
        ];
        let terms = json!({ "procedure": "COMPETITIVE", "criteria": [
            { "title": "处置方案", "weight": 40, "kind": "TECHNICAL" },
            { "title": "人员设备", "weight": 20, "kind": "TECHNICAL" },
            { "title": "价格", "weight": 40, "kind": "PRICE" },
        ] });
        let need = buyer.posts_need(&json!({ "terms": terms })).await;
        app.moderator("31").await.approves(&need).await;
        app.settle().await;
        given::sql(
            &app,
            &format!(
                "UPDATE demands SET state = 'OPENED', stage = 'SCORING', bid_count = 3,
                 opened_at = published_at, deadline = published_at WHERE id = '{need}'"
            ),
        )
        .await;
        let mut bids = Vec::new();
        for (number, seller) in (1..).zip(&sellers) {
            bids.push(write_bid(&app, &need, seller, number).await);
        }
        let bids = bids.try_into().expect("three bids");
        Self { app, buyer, colleague, sellers, need, bids }
    }

    /// The same with both sheets written.
    pub(crate) async fn scored() -> Self {
        let it = Self::begun().await;
        for (who, sheet) in [&it.buyer, &it.colleague].into_iter().zip(SHEETS) {
            it.scores(who, &it.lines(&sheet)).await.ok();
        }
        it
    }

    /// The same with sheets fixed and prices open.
    pub(crate) async fn ranked() -> Self {
        let it = Self::scored().await;
        it.lock().await.ok();
        it.open_prices().await;
        it
    }

    /// The same with the first in rank proposed.
    pub(crate) async fn proposed() -> Self {
        let it = Self::ranked().await;
        it.propose(&it.bids[1], None).await.ok();
        it
    }

    /// The lines of a sheet: points for plan and people, bid by bid.
    pub(crate) fn lines(&self, sheet: &[[&str; 2]]) -> Value {
        let lines = self.bids.iter().zip(sheet).flat_map(|(bid, points)| {
            (1..).zip(points).map(
                move |(criterion, it)| json!({ "bidId": bid, "criterion": criterion, "points": it }),
            )
        });
        lines.collect()
    }

    pub(crate) async fn scores(&self, who: &Actor, lines: &Value) -> Answer {
        let input = json!({ "demandId": self.need, "scores": lines });
        who.mutate("evaluationScore", "demand { id }", &input).await
    }

    pub(crate) async fn seen_by(&self, who: &Actor) -> Value {
        who.query(SEEN, json!({ "id": self.need })).await.get("/demand").clone()
    }

    pub(crate) async fn revision(&self) -> Value {
        self.seen_by(&self.buyer).await["revision"].clone()
    }

    pub(crate) async fn lock(&self) -> Answer {
        let input = json!({ "demandId": self.need, "revision": self.revision().await });
        self.buyer.mutate("evaluationLock", "demand { stage }", &input).await
    }

    /// What whoever opens price envelopes does.
    pub(crate) async fn open_prices(&self) {
        for (bid, price) in self.bids.iter().zip(PRICES) {
            given::sql(
                &self.app,
                &format!("UPDATE bids SET price_fen = {price} WHERE id = '{bid}'"),
            )
            .await;
        }
        let id = DemandId::parse(&self.need).expect("an id");
        given::change(&self.app, |cx| {
            Box::pin(async move {
                let demand = market::demands::find_demand(&cx.tx, &id).await?.expect("the need");
                market::evaluation::actions::prices_are_open(cx, &demand).await.map(drop)
            })
        })
        .await;
    }

    pub(crate) async fn propose(&self, bid: &str, reason: Option<&str>) -> Answer {
        let input = json!({ "demandId": self.need, "bidId": bid, "reason": reason,
            "revision": self.revision().await });
        self.buyer.mutate("awardPropose", "demand { stage }", &input).await
    }

    pub(crate) async fn object(&self, who: &Actor, key: &str) -> Answer {
        let proposal = self.seen_by(who).await["proposals"][0]["id"].clone();
        let input = json!({ "proposalId": proposal, "reason": "SCORING", "requestKey": key,
            "text": "拟选机构的人员证书已经过期，人员设备一项不应得到这么高的分。" });
        who.mutate("objectionFile", "demand { id }", &input).await
    }

    /// The id of the latest objection against the latest proposal.
    pub(crate) async fn objection(&self) -> String {
        let seen = self.seen_by(&self.buyer).await;
        let last = seen["proposals"][0]["objections"].as_array().and_then(|it| it.last()).cloned();
        last.and_then(|it| it["id"].as_str().map(str::to_owned)).expect("an objection")
    }

    pub(crate) async fn answers(&self, objection: &str) -> Answer {
        let input =
            json!({ "objectionId": objection, "answer": "证书已于上月换新，评分按新证书。" });
        self.buyer.mutate("objectionAnswer", "objection { id answer }", &input).await
    }

    /// Somebody who votes for the association of a province.
    pub(crate) async fn panel(&self, region: &str) -> Actor {
        let kind = OrganisationKind::Association;
        let association = given::organisation(&self.app, kind, region).await;
        let member = Some((association.id, MemberRole::Editor));
        let email = format!("panel-{region}@example.org");
        self.app.account(&email, Role::Moderator, member, Some(region)).await
    }

    pub(crate) async fn state_of(&self, bid: usize) -> String {
        self.app.text(&format!("SELECT state FROM bids WHERE id = '{}'", self.bids[bid])).await
    }
}

/// Votes about an objection.
pub(crate) async fn votes(who: &Actor, objection: &str, verdict: &str) -> Answer {
    let input = json!({ "objectionId": objection, "verdict": verdict,
        "reason": "核对了双方提交的材料，按评审标准判断。" });
    who.mutate("objectionVote", "objection { id state voteCount }", &input).await
}

async fn write_bid(app: &TestApp, need: &str, seller: &Actor, number: usize) -> String {
    let id = format!("bid_01ARZ3NDEKTSV4RRFFQ69G5FA{number}");
    let email = &seller.email;
    let sql = format!(
        "INSERT INTO bids (id, demand_id, provider_id, organisation_id, submitted_by, duration_days,
            plan, state, submitted_at, in_envelopes, place_in_list)
         SELECT '{id}', d.id, p.id, p.organisation_id, a.id, 30, '按月上门收运，含联单办理与标签。',
            'SUBMITTED', d.published_at, true, {number}
         FROM demands d, providers p, memberships m, accounts a
         WHERE d.id = '{need}' AND p.organisation_id = m.organisation_id AND m.account_id = a.id
            AND a.email = '{email}'"
    );
    given::sql(app, &sql).await;
    id
}
