//! Bids as GraphQL shows them.

use super::actions::{self, Handed, TypedBid};
use super::entity::{BidState, Model};
use super::store;
use crate::demands::stages::shows_names;
use crate::demands::{Demand, DemandOf};
use crate::directory::{Provider, ProviderOf};
use crate::envelopes::{self, BidSealInput, Envelope, Receipt};
use crate::evaluation::{self, BidResult};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::texts::{Told, screened};
use kernel::id::{BidId, DemandId};
use kernel::{Denied, Page, PageLimit, Problem, Role, Scope};
use platform::Db;
use platform::graphql::{
    ByMachine, Connection, Money, Needs, Shown, context, in_transaction, list_cost, split,
    to_graphql,
};

/// An offer (报价).
pub struct Bid(pub Model);

#[Object]
impl Bid {
    /// Which.
    async fn id(&self) -> &BidId {
        &self.0.id
    }
    /// For what.
    async fn demand(&self, ctx: &Context<'_>) -> async_graphql::Result<Demand> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let found = loader.load_one(DemandOf(self.0.demand_id.clone())).await?;
        found.ok_or_else(|| to_graphql(Denied::NotFound.into()))
    }
    /// By whom; null for the buyer while bids are scored without names.
    async fn provider(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Provider>> {
        if self.is_nameless(ctx).await? {
            return Ok(None);
        }
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let found = loader.load_one(ProviderOf(self.0.provider_id.clone())).await?;
        Ok(Some(found.map(Provider).ok_or_else(|| to_graphql(Denied::NotFound.into()))?))
    }
    /// The whole price; null while its envelope is closed, and while bids are scored without names.
    async fn price(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Money>> {
        let is_nameless = self.is_nameless(ctx).await?;
        Ok(self.0.price_fen.filter(|_| !is_nameless).map(Money))
    }
    /// Its number in the list of the opening, by which it is scored; null before, and when the need
    /// is simple.
    async fn place_in_list(&self) -> Option<i32> {
        self.0.place_in_list
    }
    /// Why it does not count; null while it does.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    /// How it stood when the need was awarded; null until then, and for others than its bidder.
    #[graphql(complexity = "10 + child_complexity")]
    async fn result(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<BidResult>> {
        evaluation::result_of(ctx, &self.0).await
    }
    /// Days from the order to the end; null while its envelope is closed.
    async fn duration_days(&self) -> Option<i32> {
        self.0.duration_days
    }
    /// How it would be done; null while its envelope is closed.
    async fn plan(&self) -> Option<&str> {
        self.0.plan.as_deref()
    }
    /// Where it stands.
    async fn state(&self) -> BidState {
        self.0.state
    }
    /// Whether it came in envelopes.
    async fn is_sealed(&self) -> bool {
        self.0.in_envelopes
    }
    /// What its bidder was handed; null for others, and when it is not sealed.
    #[graphql(complexity = "5 + child_complexity")]
    async fn receipt(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Receipt>> {
        envelopes::receipt_of(ctx, &self.0).await
    }
    /// Its envelopes, with what is in those that are open; empty when it is not sealed.
    #[graphql(complexity = "list_cost(10, 3, child_complexity)")]
    async fn envelopes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Envelope>> {
        envelopes::envelopes_of(ctx, &self.0).await
    }
    /// When it was handed in; null for the buyer while bids are scored without names, since the list of
    /// the opening says who came when.
    async fn submitted_at(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<DateTime<Utc>>> {
        let is_nameless = self.is_nameless(ctx).await?;
        Ok((!is_nameless).then_some(self.0.submitted_at))
    }
}

impl Bid {
    /// Whether the viewer may not know whose bid it is: others than its bidder, while it is scored.
    async fn is_nameless(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let own = context(ctx).1.actor.organisation_id();
        if own == Some(&self.0.organisation_id) || self.0.state == BidState::Awarded {
            return Ok(false);
        }
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let demand = loader.load_one(DemandOf(self.0.demand_id.clone())).await?;
        Ok(demand.is_none_or(|it| !shows_names(&it.0)))
    }
}

/// Reading bids.
#[derive(Default)]
pub struct BidQuery;

#[Object]
impl BidQuery {
    /// A bid of the organisation the viewer acts for; null when it does not exist or is not theirs.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn my_bid(&self, ctx: &Context<'_>, id: BidId) -> async_graphql::Result<Option<Bid>> {
        let (db, request) = context(ctx);
        let found = store::find(db.read(), &id).await.shown()?;
        let own = request.actor.organisation_id();
        Ok(found.filter(|it| own == Some(&it.organisation_id)).map(Bid))
    }

    /// The bids of the organisation the viewer acts for, newest first.
    #[graphql(
        guard = "Needs(&[Role::Member]).or(ByMachine(Scope::OrganisationRead))",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn my_bids(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Bid>> {
        let (db, request) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let own = request.actor.organisation_id().ok_or(Denied::Forbidden).shown()?;
        let rows = store::page_of_organisation(db.read(), own, &page).await.shown()?;
        Ok(Connection::of(rows.map(Bid), None))
    }
}

/// What a person types to bid.
#[derive(InputObject)]
pub struct BidSubmitInput {
    /// For what.
    demand_id: DemandId,
    /// The whole price in yuan: 86000, 8.6万.
    price_yuan: String,
    /// Days from the order to the end.
    duration_days: i32,
    /// How it would be done, 10 to 5,000 characters.
    plan: String,
    /// The same key twice is the same bid.
    request_key: String,
}

/// Takes a bid back.
#[derive(InputObject)]
pub struct BidWithdrawInput {
    /// Which.
    bid_id: BidId,
}

/// Confirms a bid.
#[derive(InputObject)]
pub struct BidConfirmInput {
    /// Which.
    bid_id: BidId,
    /// The revision of the need that was read; told when it has changed again since.
    revision: Option<i32>,
}

macro_rules! bid_payload {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// As it stands now; null when there are problems.
            bid: Option<Bid>,
            /// What to mend.
            problems: Vec<Problem>,
        }

        impl $name {
            fn of(answer: kernel::Result<Model>) -> async_graphql::Result<Self> {
                let (row, problems) = split(answer)?;
                Ok(Self { bid: row.map(Bid), problems })
            }
        }
    )*};
}

bid_payload! {
    /// How handing in ended.
    BidSubmitPayload
    /// How handing in envelopes ended.
    BidSealPayload
    /// How withdrawing ended.
    BidWithdrawPayload
    /// How confirming ended.
    BidConfirmPayload
}

/// The verbs of a bid.
#[derive(Default)]
pub struct BidMutation;

#[Object]
impl BidMutation {
    /// Hands in a bid; it stays closed to everybody until the deadline. Providers.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn bid_submit(
        &self,
        ctx: &Context<'_>,
        input: BidSubmitInput,
    ) -> async_graphql::Result<BidSubmitPayload> {
        let key = input.request_key;
        let demand_id = input.demand_id;
        let typed = TypedBid {
            price_yuan: input.price_yuan,
            duration_days: input.duration_days,
            plan: input.plan,
        };
        let texts = vec![Told { place: "bid.plan", field: "plan", text: typed.plan.clone() }];
        let answer = screened(ctx, texts, |cx| {
            Box::pin(
                async move { actions::hand_in(cx, &demand_id, Handed::Open(typed), &key).await },
            )
        });
        BidSubmitPayload::of(answer.await)
    }

    /// Hands in a bid in envelopes that were uploaded, sealed in the browser. Providers.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn bid_seal(
        &self,
        ctx: &Context<'_>,
        input: BidSealInput,
    ) -> async_graphql::Result<BidSealPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let handed = Handed::Sealed(input.envelopes, input.revision);
                actions::hand_in(cx, &input.demand_id, handed, &input.request_key).await
            })
        });
        BidSealPayload::of(answer.await)
    }

    /// Confirms a bid after the need has changed, before the deadline. Its bidder.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn bid_confirm(
        &self,
        ctx: &Context<'_>,
        input: BidConfirmInput,
    ) -> async_graphql::Result<BidConfirmPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::confirm(cx, &input.bid_id, input.revision).await })
        });
        BidConfirmPayload::of(answer.await)
    }

    /// Takes a bid back, before the deadline. Its bidder.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn bid_withdraw(
        &self,
        ctx: &Context<'_>,
        input: BidWithdrawInput,
    ) -> async_graphql::Result<BidWithdrawPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::withdraw(cx, &input.bid_id).await })
        });
        BidWithdrawPayload::of(answer.await)
    }
}
