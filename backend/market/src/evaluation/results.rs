//! 落选说明: what a bidder reads about the own bid once the need is awarded.

use super::ranking::RankedBid;
use super::rules::points_text;
use super::store;
use crate::bids::{self, BidRow, BidState};
use crate::demands::{DemandOf, DemandState};
use crate::{procedures, proposals};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, SimpleObject};
use kernel::Fen;
use platform::Db;
use platform::graphql::{Money, Shown, context};

/// Points for one criterion beside those of the chosen bid.
#[derive(SimpleObject)]
pub struct ResultPoints {
    /// What was looked at.
    title: String,
    /// The most points it gave.
    weight: i32,
    /// The own points, with two decimals.
    own: String,
    /// Those of the chosen bid.
    winner: String,
}

/// How a bid stood when the need was awarded (落选说明).
#[derive(SimpleObject)]
pub struct BidResult {
    /// From 1; null when the bid was not ranked.
    rank: Option<i32>,
    /// How many were ranked.
    count: i32,
    /// The own points in all; null when bids were not scored.
    total: Option<String>,
    /// Those of the chosen bid; null when bids were not scored.
    winner_total: Option<String>,
    /// How many points were missing, less than nothing for none; null when bids were not scored.
    gap: Option<String>,
    /// How much dearer than the chosen bid, less than nothing for cheaper; null when it has no price.
    price_gap: Option<Money>,
    /// Criterion by criterion; empty when bids were not scored.
    points: Vec<ResultPoints>,
    /// Why the owner chose as it did; null when the first in rank was chosen without a word.
    reason: Option<String>,
}

/// How a bid stood; null until its need is awarded, and for others than its bidder.
///
/// # Errors
/// When the database fails.
pub async fn result_of(
    ctx: &Context<'_>,
    bid: &BidRow,
) -> async_graphql::Result<Option<BidResult>> {
    let (db, request) = context(ctx);
    let counted = matches!(bid.state, BidState::Awarded | BidState::Lost | BidState::Excluded);
    if !counted || request.actor.organisation_id() != Some(&bid.organisation_id) {
        return Ok(None);
    }
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let demand = loader.load_one(DemandOf(bid.demand_id.clone())).await?;
    let Some(demand) = demand.filter(|it| it.0.state == DemandState::Awarded) else {
        return Ok(None);
    };
    let id = &demand.0.id;
    let reason = proposals::reason_of_award(db.read(), id).await.shown()?;
    let found = store::find(db.read(), id).await.shown()?;
    if let Some(ranking) = found.and_then(|it| it.ranking) {
        let terms = procedures::store::find(db.read(), id).await.shown()?;
        let criteria = terms.map(|it| it.criteria.0).unwrap_or_default();
        return Ok(Some(scored(bid, &ranking.0, &criteria, &demand.0.awarded_bid_id, reason)));
    }
    let all = bids::of_demand(db.read(), id).await.shown()?;
    Ok(Some(by_price(bid, all, reason)))
}

fn scored(
    bid: &BidRow,
    ranking: &[RankedBid],
    criteria: &[procedures::Criterion],
    awarded: &Option<kernel::id::BidId>,
    reason: Option<String>,
) -> BidResult {
    let own = ranking.iter().find(|it| it.bid_id == bid.id);
    let winner = ranking.iter().find(|it| Some(&it.bid_id) == awarded.as_ref());
    let points = match (own, winner) {
        (Some(own), Some(winner)) => {
            let each = criteria.iter().zip(own.points.iter().zip(&winner.points));
            let shown = |(it, (own, winner)): (&procedures::Criterion, (&i32, &i32))| {
                let (own, winner) = (points_text(*own), points_text(*winner));
                ResultPoints { title: it.title.clone(), weight: it.weight, own, winner }
            };
            each.map(shown).collect()
        }
        _ => Vec::new(),
    };
    let both = own.zip(winner);
    BidResult {
        rank: own.map(|it| it.rank),
        count: i32::try_from(ranking.len()).unwrap_or(i32::MAX),
        total: own.map(|it| points_text(it.total)),
        winner_total: winner.map(|it| points_text(it.total)),
        gap: both.map(|(own, winner)| points_text(winner.total - own.total)),
        price_gap: both.map(|(own, winner)| Money(Fen(own.price_fen - winner.price_fen))),
        points,
        reason,
    }
}

/// Of a need whose bids are not scored: by price, then by time.
fn by_price(bid: &BidRow, mut all: Vec<BidRow>, reason: Option<String>) -> BidResult {
    all.retain(|it| matches!(it.state, BidState::Awarded | BidState::Lost));
    all.sort_by(|a, b| {
        (a.price_fen, a.submitted_at, &a.id).cmp(&(b.price_fen, b.submitted_at, &b.id))
    });
    let rank = (1..).zip(&all).find(|(_, it)| it.id == bid.id).map(|(rank, _)| rank);
    let winner = all.iter().find(|it| it.state == BidState::Awarded);
    let prices = bid.price_fen.zip(winner.and_then(|it| it.price_fen));
    BidResult {
        rank,
        count: i32::try_from(all.len()).unwrap_or(i32::MAX),
        total: None,
        winner_total: None,
        gap: None,
        price_gap: prices.map(|(own, winner)| Money(Fen(own.0 - winner.0))),
        points: Vec::new(),
        reason,
    }
}
