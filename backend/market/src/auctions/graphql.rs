//! Auctions as GraphQL shows them: to the buyer, and to those whose bid takes part.

use super::actions::{self, lowest_start, own_of, stands};
use super::entity::{AuctionState, AuctionTerms};
use super::rules::{self, Own, Phase, Times};
use super::store;
use crate::bids::{self, BidRow};
use crate::demands::{DemandRow, access, demand_payload};
use crate::directory::{Provider, ProviderOf};
use crate::procedures;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::DemandId;
use kernel::{Fen, Role};
use platform::Db;
use platform::graphql::{Money, Needs, Shown, context, in_transaction};

/// A price in an auction (竞价排名), without whose it is for bidders.
#[derive(SimpleObject)]
pub struct AuctionStanding {
    /// By price, from 1; equal prices share it.
    rank: i32,
    /// The price now.
    price: Money,
    /// The price at the start.
    start: Money,
    /// Whether it is the viewer's.
    is_own: bool,
    /// Whether it is below the floor of the terms.
    is_below_floor: bool,
    /// Whose; null for bidders.
    provider: Option<Provider>,
}

/// The auction of a need (反向竞价).
#[derive(SimpleObject)]
pub struct DemandAuction {
    /// Where it stands. Which round it is says `round`.
    state: AuctionState,
    /// When its first round begins.
    starts_at: DateTime<Utc>,
    /// When its last round ends.
    ends_at: DateTime<Utc>,
    /// The round that runs, from 1; null before the first and after the last one.
    round: Option<i32>,
    /// When it ends; null while none runs.
    round_ends_at: Option<DateTime<Utc>>,
    /// As agreed when the need was posted.
    terms: AuctionTerms,
    /// The least step.
    step: Money,
    /// Prices, the lowest first.
    standings: Vec<AuctionStanding>,
    /// The most the viewer may offer now; null when nothing may be offered.
    own_most: Option<Money>,
}

/// The auction of a need; null when there is none, and for others than its owner and those whose bids take part.
///
/// # Errors
/// When the database fails.
pub(crate) async fn auction_of(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Option<DemandAuction>> {
    let (db, request) = context(ctx);
    let Some(row) = store::find(db.read(), &demand.id).await.shown()? else { return Ok(None) };
    let terms = procedures::store::find(db.read(), &demand.id).await.shown()?;
    let Some(terms) = terms.and_then(|it| it.auction) else { return Ok(None) };
    let mut bids = bids::of_demand(db.read(), &demand.id).await.shown()?;
    bids.retain(|it| it.price_fen.is_some());
    let is_buyer = access::is_owner(&request.actor, demand);
    let own = request.actor.organisation_id();
    let is_own = |it: &BidRow| own == Some(&it.organisation_id);
    if !is_buyer && !bids.iter().any(is_own) {
        return Ok(None);
    }
    let offers = store::offers_of(db.read(), &demand.id).await.shown()?;
    let step = rules::step(lowest_start(&offers), terms.step_bp);
    let times = Times::of(&terms, row.starts_at);
    let phase = rules::phase(&times, db.clock().now());
    let mut seen: Vec<(BidRow, Own)> =
        bids.into_iter().map(|it| (own_of(&it, &offers), it)).map(|(own, it)| (it, own)).collect();
    seen.sort_by_key(|(bid, own)| (own.price().0, bid.id.clone()));
    let runs = row.state == AuctionState::Running;
    let mine = seen.iter().find(|(bid, _)| is_own(bid) && stands(bid));
    let own_most = mine.filter(|_| runs).and_then(|(_, own)| rules::most(own, phase, step));
    let prices: Vec<i64> = seen.iter().map(|(_, own)| own.price().0).collect();
    let mut standings = Vec::with_capacity(seen.len());
    for (bid, price) in &seen {
        let lower = prices.iter().filter(|it| **it < price.price().0).count();
        standings.push(AuctionStanding {
            rank: i32::try_from(lower + 1).unwrap_or(i32::MAX),
            price: Money(price.price()),
            start: Money(price.start),
            is_own: is_own(bid),
            is_below_floor: terms.floor_fen.is_some_and(|it| price.price().0 < it),
            provider: if is_buyer { provider_of(ctx, bid).await? } else { None },
        });
    }
    let round = match phase {
        Phase::Round(round) if runs => Some(round),
        _ => None,
    };
    Ok(Some(DemandAuction {
        state: row.state,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        round,
        round_ends_at: round.map(|it| times.end_of(it)),
        terms,
        step: Money(step),
        standings,
        own_most: own_most.map(|it: Fen| Money(it)),
    }))
}

async fn provider_of(ctx: &Context<'_>, bid: &BidRow) -> async_graphql::Result<Option<Provider>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    Ok(loader.load_one(ProviderOf(bid.provider_id.clone())).await?.map(Provider))
}

/// Calls the auction of a need.
#[derive(InputObject)]
pub struct AuctionCallInput {
    /// Which need.
    demand_id: DemandId,
    /// When its first round begins.
    starts_at: DateTime<Utc>,
    /// The revision of the need that was seen.
    revision: i32,
}

/// Offers a lower price.
#[derive(InputObject)]
pub struct AuctionOfferInput {
    /// For which need.
    demand_id: DemandId,
    /// The whole price in yuan: 86000, 8.6万.
    price_yuan: String,
}

demand_payload! {
    /// How calling ended.
    AuctionCallPayload
    /// How offering ended.
    AuctionOfferPayload
}

/// The verbs of an auction.
#[derive(Default)]
pub struct AuctionMutation;

#[Object]
impl AuctionMutation {
    /// Calls the auction that was agreed when a need was posted, once its bids are ranked. Its owner.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn auction_call(
        &self,
        ctx: &Context<'_>,
        input: AuctionCallInput,
    ) -> async_graphql::Result<AuctionCallPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                actions::call(cx, &input.demand_id, input.starts_at, input.revision).await
            })
        });
        AuctionCallPayload::of(answer.await)
    }

    /// Offers a lower price in the round that runs, once a round. Those whose bid stands.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn auction_offer(
        &self,
        ctx: &Context<'_>,
        input: AuctionOfferInput,
    ) -> async_graphql::Result<AuctionOfferPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::offer(cx, &input.demand_id, &input.price_yuan).await })
        });
        AuctionOfferPayload::of(answer.await)
    }
}
