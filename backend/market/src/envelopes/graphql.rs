//! Keys, receipts and openings as GraphQL shows them.

use super::entity::{custodian_key, demand_key, envelope, opening, receipt};
use super::rules::{self, OpenedBid, Release};
use super::{EnvelopeKind, Signer, access, custody, opening as openings, store};
use crate::bids::{self, BidRow};
use crate::demands::stages::shows_names;
use crate::demands::{self, Demand, DemandRow, DemandStage, demand_payload};
use crate::procedures::{self, Custody, ProcedureKind};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{DemandId, EnvelopeId};
use kernel::{Date, Problem, Role};
use platform::graphql::{Needs, Public, Shown, context, in_transaction, list_cost, split};
use serde_json::json;

/// The key of a need's envelopes (信封密钥).
pub struct Sealing {
    key: demand_key::Model,
    custody: Custody,
    deadline: DateTime<Utc>,
}

#[Object]
impl Sealing {
    /// Who keeps the private half.
    async fn custody(&self) -> Custody {
        self.custody
    }
    /// Envelopes are sealed to it: P-256, uncompressed, base64url.
    async fn public_key(&self) -> &str {
        &self.key.public_key
    }
    /// How many receipts were handed out, those of bids taken back as well.
    async fn receipt_count(&self) -> i32 {
        self.key.receipts
    }
    /// The last link of the chain of receipts: whoever notes it now can check later that nothing was
    /// slipped in before it.
    async fn head(&self) -> &str {
        &self.key.head
    }
    /// When the key was released; null before.
    async fn released_at(&self) -> Option<DateTime<Utc>> {
        self.key.released_at
    }
    /// When it was destroyed; null before.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.key.ended_at
    }
    /// The last day for the associations; the need ends without an opening after it. Null when the clock
    /// keeps the key.
    async fn release_until(&self) -> Option<Date> {
        let is_split = self.custody == Custody::ThreeKeys;
        is_split.then(|| Date(openings::release_until(self.deadline)))
    }
    /// The shares, by province; empty when the clock keeps the key.
    #[graphql(complexity = "10 + child_complexity")]
    async fn shares(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Share>> {
        let rows = store::shares_of(context(ctx).0.read(), &self.key.demand_id).await.shown()?;
        let share = |it: super::entity::key_share::Model| Share {
            keeper: format!("{}协会", kernel::region::full_name(&it.province_code)),
            released_at: it.released_at,
        };
        Ok(rows.into_iter().map(share).collect())
    }
}

/// A share of a key (密钥份额).
#[derive(SimpleObject)]
pub struct Share {
    /// Who keeps it.
    pub keeper: String,
    /// When it was released; null before.
    pub released_at: Option<DateTime<Utc>>,
}

/// The key of a need.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn sealing_of(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Option<Sealing>> {
    if demand.procedure == ProcedureKind::Simple {
        return Ok(None);
    }
    let db = context(ctx).0.read();
    let Some(key) = store::key_of(db, &demand.id).await.shown()? else { return Ok(None) };
    let terms = procedures::store::find(db, &demand.id).await.shown()?;
    let custody = terms.map_or(Custody::Clock, |it| it.custody);
    Ok(Some(Sealing { key, custody, deadline: demand.deadline }))
}

/// What was written down when envelopes were opened (开启记录).
pub struct Opening {
    row: opening::Model,
    is_nameless: bool,
}

#[Object(name = "BidOpening")]
impl Opening {
    /// When.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.row.opened_at
    }
    /// Who gave what opened them.
    async fn released(&self) -> Vec<OpeningRelease> {
        let release = |it: &Release| OpeningRelease { by: it.by.clone(), at: it.at };
        self.row.list.released.iter().map(release).collect()
    }
    /// Every bid that was handed in, in the order in which they came.
    async fn bids(&self) -> Vec<OpeningBid> {
        let shown = if self.is_nameless { OpeningBid::nameless } else { OpeningBid::of };
        self.row.list.bids.iter().map(shown).collect()
    }
    /// The last link of the chain.
    async fn head(&self) -> &str {
        &self.row.list.head
    }
    /// Whether the links follow from one another, each before the deadline: worked out anew now.
    async fn is_whole(&self) -> bool {
        rules::is_whole(&self.row.list)
    }
    /// The list, signed: a compact JWS, its key at `/.well-known/greenbridge-keys.json`. While bids are scored
    /// without names only its SHA-256 is signed, so that the list cannot be another one later.
    async fn signed(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let list = serde_json::to_value(&self.row.list).map_err(anyhow::Error::from);
        let list = list.map_err(kernel::Error::from).shown()?;
        let digest = rules::digest(list.to_string().as_bytes());
        let list = if self.is_nameless { serde_json::Value::Null } else { list };
        sign(ctx, &json!({ "kind": "greenbridge opening v1", "digest": digest, "list": list }))
    }
}

/// Who released a key.
#[derive(SimpleObject)]
pub struct OpeningRelease {
    /// The association, or the platform's clock.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A bid in the list of an opening.
#[derive(SimpleObject)]
pub struct OpeningBid {
    /// Its receipt's number.
    pub number: i32,
    /// Who bid; null while bids are scored without names.
    pub provider: Option<String>,
    /// When the envelopes came; null while bids are scored without names.
    pub received_at: Option<DateTime<Utc>>,
    /// SHA-256 of the envelopes: qualification, technical, price; empty while bids are scored without names.
    pub digests: Vec<String>,
    /// Its link of the chain; null while bids are scored without names.
    pub head: Option<String>,
    /// Where it stood at the opening.
    pub state: bids::BidState,
    /// Why it does not count; null when it does.
    pub reason: Option<String>,
}

impl OpeningBid {
    fn of(it: &OpenedBid) -> Self {
        Self {
            number: it.number,
            provider: it.provider.clone(),
            received_at: Some(it.received_at),
            digests: it.digests.0.clone(),
            head: Some(it.head.clone()),
            state: it.state,
            reason: it.reason.clone(),
        }
    }

    /// What may be known while bids are scored: the time or a digest would tell scorers whose a bid is.
    fn nameless(it: &OpenedBid) -> Self {
        let said = Self::of(it);
        Self { provider: None, received_at: None, digests: Vec::new(), head: None, ..said }
    }
}

/// The list of an opening, for everybody.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn opening_of(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Option<Opening>> {
    if demand.procedure == ProcedureKind::Simple {
        return Ok(None);
    }
    let found = store::opening_of(context(ctx).0.read(), &demand.id).await.shown()?;
    let is_nameless = !shows_names(demand);
    Ok(found.map(|row| Opening { row, is_nameless }))
}

/// What a bidder was handed when the envelopes came in (回执).
pub struct Receipt(receipt::Model);

#[Object(name = "BidReceipt")]
impl Receipt {
    /// Its number among the receipts of the need.
    async fn number(&self) -> i32 {
        self.0.number
    }
    /// SHA-256 of the envelopes: qualification, technical, price.
    async fn digests(&self) -> &[String] {
        &self.0.digests.0
    }
    /// The link of the chain before it.
    async fn before(&self) -> &str {
        &self.0.before
    }
    /// Its own link.
    async fn head(&self) -> &str {
        &self.0.head
    }
    /// When.
    async fn received_at(&self) -> DateTime<Utc> {
        self.0.received_at
    }
    /// The receipt, signed: a compact JWS.
    async fn signed(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let it = &self.0;
        let claims = json!({
            "kind": "greenbridge receipt v1", "demand": it.demand_id, "bid": it.bid_id,
            "number": it.number, "digests": it.digests, "before": it.before, "head": it.head,
            "receivedAt": it.received_at,
        });
        sign(ctx, &claims)
    }
}

fn sign(ctx: &Context<'_>, claims: &serde_json::Value) -> async_graphql::Result<String> {
    let signed = ctx.data_unchecked::<Signer>().sign(claims);
    signed.map_err(kernel::Error::from).shown()
}

/// The receipt of a bid, for its bidder.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn receipt_of(
    ctx: &Context<'_>,
    bid: &BidRow,
) -> async_graphql::Result<Option<Receipt>> {
    let (db, request) = context(ctx);
    if !bid.in_envelopes || request.actor.organisation_id() != Some(&bid.organisation_id) {
        return Ok(None);
    }
    Ok(store::receipt_of(db.read(), &bid.id).await.shown()?.map(Receipt))
}

/// A sealed part of a bid (信封).
pub struct Envelope {
    row: envelope::Model,
    is_readable: bool,
}

#[Object]
impl Envelope {
    /// What it holds.
    async fn kind(&self) -> EnvelopeKind {
        self.row.kind
    }
    /// How long it is, sealed.
    async fn bytes(&self) -> i64 {
        self.row.bytes
    }
    /// SHA-256 of what came, sealed.
    async fn digest(&self) -> &str {
        &self.row.digest
    }
    /// When it was opened; null before.
    async fn opened_at(&self) -> Option<DateTime<Utc>> {
        self.row.opened_at
    }
    /// What else the bidder says; null while it is closed.
    async fn note(&self) -> Option<&str> {
        let content = self.row.content.as_ref().filter(|_| self.is_readable)?;
        content.note.as_deref()
    }
    /// Its files; empty while it is closed.
    async fn files(&self) -> Vec<EnvelopeFile> {
        let content = self.row.content.as_ref().filter(|_| self.is_readable);
        let files = content.map(|it| it.files.as_slice()).unwrap_or_default();
        let file = |(n, it): (usize, &rules::Attachment)| EnvelopeFile {
            name: it.name.clone(),
            bytes: i64::try_from(it.size).unwrap_or(i64::MAX),
            url: format!("/envelopes/{}/files/{n}", self.row.id),
        };
        files.iter().enumerate().map(file).collect()
    }
}

/// A file of an envelope.
#[derive(SimpleObject)]
pub struct EnvelopeFile {
    /// Its name, as its bidder wrote it.
    pub name: String,
    /// Its length.
    pub bytes: i64,
    /// Where it is fetched.
    pub url: String,
}

/// The envelopes of a bid: those who may not read them see that they are there.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn envelopes_of(
    ctx: &Context<'_>,
    bid: &BidRow,
) -> async_graphql::Result<Vec<Envelope>> {
    if !bid.in_envelopes {
        return Ok(Vec::new());
    }
    let (db, request) = context(ctx);
    let rows = store::envelopes_of(db.read(), &bid.id).await.shown()?;
    let demand = demands::find_demand(db.read(), &bid.demand_id).await.shown()?;
    let may_read =
        |kind| demand.as_ref().is_some_and(|it| access::may_read(&request.actor, bid, it, kind));
    let envelope = |row: envelope::Model| Envelope { is_readable: may_read(row.kind), row };
    Ok(rows.into_iter().map(envelope).collect())
}

/// The key of an association (保管密钥).
#[derive(SimpleObject)]
pub struct CustodianKey {
    /// Whose.
    pub keeper: String,
    /// Shares are sealed to it.
    pub public_key: String,
    /// Since when.
    pub made_at: DateTime<Utc>,
}

impl From<custodian_key::Model> for CustodianKey {
    fn from(it: custodian_key::Model) -> Self {
        Self {
            keeper: format!("{}协会", kernel::region::full_name(&it.province_code)),
            public_key: it.public_key,
            made_at: it.made_at,
        }
    }
}

/// A need that waits for a share of the caller's association (待开启).
pub struct OpeningTask {
    demand: DemandRow,
    share: super::entity::key_share::Model,
}

#[Object]
impl OpeningTask {
    /// Which need.
    async fn demand(&self) -> Demand {
        Demand(self.demand.clone())
    }
    /// The share, sealed to the association's key: hexadecimal.
    async fn sealed_share(&self) -> &str {
        &self.share.share_for_custodian
    }
    /// For what it was sealed; it opens for nothing else.
    async fn purpose(&self) -> String {
        rules::share_purpose(&self.share.demand_id, &self.share.province_code)
    }
    /// Whether it may be released now.
    async fn is_due(&self) -> bool {
        self.demand.stage == Some(DemandStage::Opening)
    }
    /// The last day.
    async fn until(&self) -> Date {
        Date(openings::release_until(self.demand.deadline))
    }
}

/// Reading keys.
#[derive(Default)]
pub struct EnvelopeQuery;

#[Object]
impl EnvelopeQuery {
    /// The keys of the associations that are in use.
    #[graphql(guard = "Public", complexity = "5 + child_complexity")]
    async fn custodian_keys(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CustodianKey>> {
        let rows = store::custodian_keys(context(ctx).0.read()).await.shown()?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// The needs that wait for a share of the caller's association, or will; those due first.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, 20, child_complexity)"
    )]
    async fn opening_tasks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<OpeningTask>> {
        let (db, request) = context(ctx);
        let Some(province) = access::custodian_of(&request.actor) else { return Ok(Vec::new()) };
        let shares = store::waiting_shares(db.read(), &province).await.shown()?;
        let ids: Vec<DemandId> = shares.iter().map(|it| it.demand_id.clone()).collect();
        let rows = demands::find_demands(db.read(), &ids).await.shown()?;
        let waits = |it: &DemandRow| {
            it.state == demands::DemandState::Published || it.stage == Some(DemandStage::Opening)
        };
        let task = |share: super::entity::key_share::Model| {
            let demand = rows.iter().find(|it| it.id == share.demand_id).filter(|it| waits(it));
            demand.map(|it| OpeningTask { demand: it.clone(), share })
        };
        let mut tasks: Vec<_> = shares.into_iter().filter_map(task).collect();
        tasks.sort_by_key(|it| it.demand.deadline);
        Ok(tasks)
    }
}

/// Registers a key.
#[derive(InputObject)]
pub struct CustodianKeyRegisterInput {
    /// P-256, uncompressed, base64url. The private half stays with the officer.
    public_key: String,
}

/// Releases a share.
#[derive(InputObject)]
pub struct KeyShareReleaseInput {
    /// Of which need.
    demand_id: DemandId,
    /// The share, opened with the officer's key.
    share: String,
}

/// How registering ended.
#[derive(SimpleObject)]
pub struct CustodianKeyRegisterPayload {
    /// As it is in use now; null when there are problems.
    key: Option<CustodianKey>,
    /// What to mend.
    problems: Vec<Problem>,
}

demand_payload! {
    /// How releasing ended.
    KeyShareReleasePayload
}

/// The verbs of custodians.
#[derive(Default)]
pub struct EnvelopeMutation;

#[Object]
impl EnvelopeMutation {
    /// Registers the key of the caller's association, in place of its former one. Moderators of the three
    /// associations.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn custodian_key_register(
        &self,
        ctx: &Context<'_>,
        input: CustodianKeyRegisterInput,
    ) -> async_graphql::Result<CustodianKeyRegisterPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { custody::register(cx, &input.public_key).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(CustodianKeyRegisterPayload { key: row.map(Into::into), problems })
    }

    /// Releases the share of the caller's association, after the deadline. The second one opens.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn key_share_release(
        &self,
        ctx: &Context<'_>,
        input: KeyShareReleaseInput,
    ) -> async_graphql::Result<KeyShareReleasePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(
                async move { custody::release_share(cx, &input.demand_id, &input.share).await },
            )
        });
        KeyShareReleasePayload::of(answer.await)
    }
}

/// Hands in a bid in envelopes.
#[derive(InputObject)]
pub struct BidSealInput {
    /// For what.
    pub(crate) demand_id: DemandId,
    /// The envelopes that were uploaded, one of each kind.
    pub(crate) envelopes: Vec<EnvelopeId>,
    /// The revision of the need that the bidder has read.
    pub(crate) revision: i32,
    /// The same key twice is the same bid.
    pub(crate) request_key: String,
}
