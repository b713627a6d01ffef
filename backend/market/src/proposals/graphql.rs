//! Proposals and objections as GraphQL shows them.

use super::actions::{self, TypedObjection};
use super::entity::{
    ObjectionReason, ObjectionRow, ObjectionState, ProposalRow, ProposalState, Verdict, vote,
};
use super::loaders::{ObjectionsTo, ProposalById, VotesOn};
use super::{access, panel, rules, store};
use crate::bids;
use crate::demands::{Demand, DemandOf, DemandRow, access as demand_access, demand_payload};
use crate::directory::{Provider, ProviderOf};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::organisations::{Organisation, OrganisationOf};
use commons::texts::{Told, screened};
use kernel::id::{AwardProposalId, BidId, DemandId, ObjectionId};
use kernel::{Denied, Page, PageLimit, Problem, Role};
use platform::Db;
use platform::graphql::{
    Connection, Needs, Shown, context, in_transaction, list_cost, split, to_graphql,
};

/// Which bid the owner of a need means to choose (拟选定).
pub struct AwardProposal(ProposalRow);

#[Object]
impl AwardProposal {
    /// Which.
    async fn id(&self) -> &AwardProposalId {
        &self.0.id
    }
    /// Which bid.
    async fn bid_id(&self) -> &BidId {
        &self.0.bid_id
    }
    /// Whose bid it is.
    async fn provider(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Provider>> {
        let bid = bids::find_bid(context(ctx).0.read(), &self.0.bid_id).await.shown()?;
        let Some(bid) = bid else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        Ok(loader.load_one(ProviderOf(bid.provider_id)).await?.map(Provider))
    }
    /// Why; null when it is the first in rank and nothing was said.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    /// When it was made public.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.0.proposed_at
    }
    /// Until when bidders may object; nothing is awarded before, nor while an objection is open.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.0.ends_at
    }
    /// Where it stands.
    async fn state(&self) -> ProposalState {
        self.0.state
    }
    /// When it ended; null while it stands.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// What bidders say against it, in the order in which it came.
    #[graphql(complexity = "list_cost(5, 3, child_complexity)")]
    async fn objections(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Objection>> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let found = loader.load_one(ObjectionsTo(self.0.id.clone())).await?;
        Ok(found.unwrap_or_default().into_iter().map(Objection).collect())
    }
}

/// The proposals for a need, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_demand(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Vec<AwardProposal>> {
    if demand.opened_at.is_none() {
        return Ok(Vec::new());
    }
    let rows = store::of_demand(context(ctx).0.read(), &demand.id).await.shown()?;
    Ok(rows.into_iter().map(AwardProposal).collect())
}

/// What a bidder says against a proposal (异议).
pub struct Objection(ObjectionRow);

/// What an association says about an objection (表决).
#[derive(SimpleObject)]
pub struct ObjectionVote {
    /// Which association.
    association: String,
    /// What it says.
    verdict: Verdict,
    /// Why.
    reason: String,
    /// When.
    voted_at: DateTime<Utc>,
    /// Whether it is the association the viewer acts for.
    is_own: bool,
}

#[Object]
impl Objection {
    /// Which.
    async fn id(&self) -> &ObjectionId {
        &self.0.id
    }
    /// For which need.
    async fn demand(&self, ctx: &Context<'_>) -> async_graphql::Result<Demand> {
        self.need(ctx).await
    }
    /// Against what.
    async fn proposal(&self, ctx: &Context<'_>) -> async_graphql::Result<AwardProposal> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let found = loader.load_one(ProposalById(self.0.proposal_id.clone())).await?;
        found.map(AwardProposal).ok_or_else(|| to_graphql(Denied::NotFound.into()))
    }
    /// Who objects; null for others than the buyer, the panel and the objector.
    async fn objector(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let demand = self.need(ctx).await?;
        if !access::may_know_objector(&context(ctx).1.actor, &self.0, &demand.0) {
            return Ok(None);
        }
        let key = OrganisationOf(self.0.organisation_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }
    /// Whether the organisation the viewer acts for objects.
    async fn is_own(&self, ctx: &Context<'_>) -> bool {
        access::is_objector(&context(ctx).1.actor, &self.0)
    }
    /// What kind of reason.
    async fn reason(&self) -> ObjectionReason {
        self.0.reason_code
    }
    /// What people call it.
    async fn reason_label(&self) -> &str {
        self.0.reason_code.label()
    }
    /// In words.
    async fn text(&self) -> &str {
        &self.0.text
    }
    /// When.
    async fn filed_at(&self) -> DateTime<Utc> {
        self.0.filed_at
    }
    /// When the buyer should have answered.
    async fn answer_by(&self) -> DateTime<Utc> {
        self.0.answer_due
    }
    /// What the buyer says; null until then.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }
    /// When; null until then.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.answered_at
    }
    /// When the panel should have decided.
    async fn decide_by(&self) -> DateTime<Utc> {
        self.0.decide_due
    }
    /// Whether the panel is late.
    async fn is_overdue(&self, ctx: &Context<'_>) -> bool {
        self.0.state == ObjectionState::Open && context(ctx).0.clock().now() >= self.0.decide_due
    }
    /// Where it stands.
    async fn state(&self) -> ObjectionState {
        self.0.state
    }
    /// When it ended; null while it is open.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// How many associations have voted.
    async fn vote_count(&self, ctx: &Context<'_>) -> async_graphql::Result<usize> {
        Ok(self.cast(ctx).await?.len())
    }
    /// What the associations say: for everybody once it has ended, before only the viewer's own vote.
    #[graphql(complexity = "list_cost(5, 3, child_complexity)")]
    async fn votes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ObjectionVote>> {
        let own = access::association_of(&context(ctx).1.actor);
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let mut shown = Vec::new();
        for it in self.cast(ctx).await? {
            let is_own = own == Some(&it.association_id);
            if self.0.state == ObjectionState::Open && !is_own {
                continue;
            }
            let found = loader.load_one(OrganisationOf(it.association_id)).await?;
            shown.push(ObjectionVote {
                association: found.map(|it| it.0.name).unwrap_or_default(),
                verdict: it.verdict,
                reason: it.reason,
                voted_at: it.voted_at,
                is_own,
            });
        }
        Ok(shown)
    }
    /// Whether the viewer's association may vote now.
    async fn may_vote(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let (db, request) = context(ctx);
        let Some(own) = access::association_of(&request.actor) else { return Ok(false) };
        let it = &self.0;
        let is_time = rules::may_vote_now(it.answer.is_some(), it.answer_due, db.clock().now());
        let votes = self.cast(ctx).await?;
        Ok(it.state == ObjectionState::Open
            && is_time
            && !votes.iter().any(|it| &it.association_id == own))
    }
}

impl Objection {
    async fn need(&self, ctx: &Context<'_>) -> async_graphql::Result<Demand> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let found = loader.load_one(DemandOf(self.0.demand_id.clone())).await?;
        found.ok_or_else(|| to_graphql(Denied::NotFound.into()))
    }

    async fn cast(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<vote::Model>> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        Ok(loader.load_one(VotesOn(self.0.id.clone())).await?.unwrap_or_default())
    }
}

/// Reading objections.
#[derive(Default)]
pub struct ObjectionQuery;

#[Object]
impl ObjectionQuery {
    /// Objections, those to be decided next first; open ones, or those that have ended. Moderators.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn objections(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = true)] is_open: bool,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Objection>> {
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(context(ctx).0.read(), is_open, &page).await.shown()?;
        Ok(Connection::of(rows.map(Objection), None))
    }

    /// One objection; null when it does not exist. Moderators, the buyer and the objector.
    #[graphql(guard = "Needs(&[Role::Member, Role::Moderator])")]
    async fn objection(
        &self,
        ctx: &Context<'_>,
        id: ObjectionId,
    ) -> async_graphql::Result<Option<Objection>> {
        let (db, request) = context(ctx);
        let Some(row) = store::find_objection(db.read(), &id).await.shown()? else {
            return Ok(None);
        };
        let shown = Objection(row);
        let demand = shown.need(ctx).await?;
        let actor = &request.actor;
        let is_side =
            access::is_objector(actor, &shown.0) || demand_access::is_owner(actor, &demand.0);
        let may_see = is_side || actor.role() == Some(Role::Moderator);
        Ok(Some(shown).filter(|_| may_see))
    }
}

/// Proposes a bid.
#[derive(InputObject)]
pub struct AwardProposeInput {
    /// For which need.
    demand_id: DemandId,
    /// Which bid.
    bid_id: BidId,
    /// Why, 20 to 500 characters when it is not the first in rank, or was overturned before;
    /// everybody reads it.
    reason: Option<String>,
    /// The revision of the need that was seen.
    revision: i32,
}

/// Objects to a proposal.
#[derive(InputObject)]
pub struct ObjectionFileInput {
    /// Against what.
    proposal_id: AwardProposalId,
    /// What kind of reason.
    reason: ObjectionReason,
    /// 20 to 2,000 characters; everybody reads it, without who objects.
    text: String,
    /// The same key twice is the same objection.
    request_key: String,
}

/// Takes an objection back.
#[derive(InputObject)]
pub struct ObjectionWithdrawInput {
    /// Which.
    objection_id: ObjectionId,
}

/// Answers an objection.
#[derive(InputObject)]
pub struct ObjectionAnswerInput {
    /// Which.
    objection_id: ObjectionId,
    /// 2 to 2,000 characters; everybody reads it, and it stays as it is.
    answer: String,
}

/// Votes about an objection.
#[derive(InputObject)]
pub struct ObjectionVoteInput {
    /// Which.
    objection_id: ObjectionId,
    /// What the association says.
    verdict: Verdict,
    /// Why, 10 to 1,000 characters; everybody reads it once it is decided.
    reason: String,
}

demand_payload! {
    /// How proposing ended.
    AwardProposePayload
    /// How objecting ended.
    ObjectionFilePayload
}

macro_rules! objection_payload {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// As it stands now; null when there are problems.
            objection: Option<Objection>,
            /// What to mend.
            problems: Vec<Problem>,
        }

        impl $name {
            fn of(answer: kernel::Result<(DemandRow, ObjectionRow)>) -> async_graphql::Result<Self> {
                let (row, problems) = split(answer)?;
                Ok(Self { objection: row.map(|(_, it)| Objection(it)), problems })
            }
        }
    )*};
}

objection_payload! {
    /// How taking back ended.
    ObjectionWithdrawPayload
    /// How answering ended.
    ObjectionAnswerPayload
    /// How voting ended.
    ObjectionVotePayload
}

/// The verbs of proposals and objections.
#[derive(Default)]
pub struct ProposalMutation;

#[Object]
impl ProposalMutation {
    /// Proposes a bid; everybody reads it, and bidders may object until the notice ends. Owners and
    /// editors of the buyer.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn award_propose(
        &self,
        ctx: &Context<'_>,
        input: AwardProposeInput,
    ) -> async_graphql::Result<AwardProposePayload> {
        let text = input.reason.clone().unwrap_or_default();
        let texts = vec![Told { place: "proposal.reason", field: "reason", text }];
        let answer = screened(ctx, texts, |cx| {
            Box::pin(async move {
                let AwardProposeInput { demand_id, bid_id, reason, revision } = input;
                actions::propose(cx, &demand_id, &bid_id, reason.as_deref(), revision).await
            })
        });
        AwardProposePayload::of(answer.await)
    }

    /// Objects to a proposal while its notice runs; nothing is awarded until it is decided. Providers
    /// that have bid.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn objection_file(
        &self,
        ctx: &Context<'_>,
        input: ObjectionFileInput,
    ) -> async_graphql::Result<ObjectionFilePayload> {
        let text = input.text.clone();
        let texts = vec![Told { place: "objection.text", field: "text", text }];
        let ObjectionFileInput { proposal_id, reason, text, request_key } = input;
        let typed = TypedObjection { proposal_id, reason, text };
        let answer = screened(ctx, texts, |cx| {
            Box::pin(async move { actions::file(cx, typed, &request_key).await })
        });
        ObjectionFilePayload::of(answer.await)
    }

    /// Takes an objection back while it is open. Its objector.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn objection_withdraw(
        &self,
        ctx: &Context<'_>,
        input: ObjectionWithdrawInput,
    ) -> async_graphql::Result<ObjectionWithdrawPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::withdraw(cx, &input.objection_id).await })
        });
        ObjectionWithdrawPayload::of(answer.await)
    }

    /// Answers an objection, once and for everybody. Owners and editors of the buyer.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn objection_answer(
        &self,
        ctx: &Context<'_>,
        input: ObjectionAnswerInput,
    ) -> async_graphql::Result<ObjectionAnswerPayload> {
        let text = input.answer.clone();
        let texts = vec![Told { place: "objection.answer", field: "answer", text }];
        let answer = screened(ctx, texts, |cx| {
            Box::pin(async move { actions::answer(cx, &input.objection_id, &input.answer).await })
        });
        ObjectionAnswerPayload::of(answer.await)
    }

    /// Votes about an objection for the caller's association; two that say the same decide.
    /// Moderators who act for an association and for neither side.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn objection_vote(
        &self,
        ctx: &Context<'_>,
        input: ObjectionVoteInput,
    ) -> async_graphql::Result<ObjectionVotePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                panel::vote(cx, &input.objection_id, input.verdict, &input.reason).await
            })
        });
        ObjectionVotePayload::of(answer.await)
    }
}
