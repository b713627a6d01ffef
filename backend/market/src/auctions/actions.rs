//! The verbs of an auction: call, offer, end.

use super::entity::{AuctionState, Model, offer};
use super::rules::{self, AuctionProblem, LEAST_BIDDERS, Own, Times};
use super::store;
use crate::bids::{self, BidRow, BidState};
use crate::demands::{self, DemandRow, DemandStage, DemandState, stages};
use crate::envelopes::rules::Said;
use crate::{evaluation, procedures};
use chrono::{DateTime, Utc};
use commons::audit::{self, Recorded};
use commons::memberships::actions as memberships;
use kernel::clock::china_time;
use kernel::id::DemandId;
use kernel::money::parse_yuan;
use kernel::{Denied, Fen, NewEvent, Result};
use platform::{Cx, by_constraint};
use serde_json::{Value, json};

/// Calls the auction that was agreed when a need was posted; everybody whose bid stands is told. `revision` is the one of
/// the need that was seen. Owners and editors of the buyer.
pub(super) async fn call(
    cx: &mut Cx,
    id: &DemandId,
    starts_at: DateTime<Utc>,
    revision: i32,
) -> Result<DemandRow> {
    let demand = demands::actions::get_own(cx, id).await?;
    if demand.revision != revision {
        return Err(demands::rules::DemandProblem::ChangedMeanwhile.into());
    }
    if !is_ranked(&demand) {
        return Err(AuctionProblem::NotRanked.into());
    }
    let terms = procedures::store::find(&cx.tx, id).await?.and_then(|it| it.auction);
    let terms = terms.ok_or(AuctionProblem::NotAgreed)?;
    if store::find(&cx.tx, id).await?.is_some() {
        return Err(AuctionProblem::HeldBefore.into());
    }
    let times = Times::of(&terms, starts_at);
    let found = rules::check_start(&times, demand.stage_ends_at, cx.now, demand.pace());
    if let Some(problem) = found {
        return Err(problem.into());
    }
    if standing(cx, id).await?.len() < LEAST_BIDDERS {
        return Err(AuctionProblem::TooFew.into());
    }
    let row = Model {
        demand_id: id.clone(),
        started_by: cx.actor.account_id().cloned(),
        called_at: cx.now,
        starts_at,
        ends_at: times.ends_at(),
        state: AuctionState::Running,
    };
    store::insert(&cx.tx, row).await?;
    // The sealed prices are kept as round 0: the bids themselves take the last offers when it is over.
    for bid in standing(cx, id).await? {
        let start = offer::Model {
            demand_id: id.clone(),
            bid_id: bid.id,
            round: 0,
            price_fen: bid.price_fen.unwrap_or(Fen(1)),
            offered_by: None,
            offered_at: bid.submitted_at,
        };
        store::insert_offer(&cx.tx, start).await?;
    }
    let said = json!({ "startsAt": starts_at, "endsAt": times.ends_at() });
    record(cx, "auctions.call", id, said).await?;
    cx.emit(NewEvent::of("auctions.called", demands::actions::SUBJECT, id)).await?;
    let at = starts_at.with_timezone(&china_time()).format("%-m月%-d日 %H:%M");
    let body = format!(
        "需求“{}”将于 {at} 开始竞价，共 {} 轮，每轮 {} 分钟。不降价也可以，现有报价仍然有效。",
        demand.title, terms.rounds, terms.minutes
    );
    bids::tell_bidders(cx, id, "竞价通知", &body).await?;
    Ok(demand)
}

/// Offers a lower price in the round that runs. Owners and editors of a provider whose bid stands.
pub(super) async fn offer(cx: &mut Cx, id: &DemandId, price_yuan: &str) -> Result<DemandRow> {
    let demand = demands::lock_demand(&cx.tx, id).await?;
    let demand = demand.filter(|it| demands::access::may_see(&cx.actor, it));
    let demand = demand.ok_or(Denied::NotFound)?;
    let own = cx.actor.organisation_id().cloned();
    let bids = standing(cx, id).await?;
    let bid = bids.iter().find(|it| own.as_ref() == Some(&it.organisation_id));
    let bid = bid.cloned().ok_or(AuctionProblem::NotBidder)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    memberships::ensure_cleared(cx).await?;
    let offers = store::offers_of(&cx.tx, id).await?;
    let (auction, times, step) = held(cx, &demand, &offers).await?.ok_or(AuctionProblem::NotNow)?;
    if auction.state != AuctionState::Running || !is_ranked(&demand) {
        return Err(AuctionProblem::NotNow.into());
    }
    let price = parse_yuan(price_yuan).map_err(|_| AuctionProblem::PriceForm)?;
    let round =
        rules::check_offer(&own_of(&bid, &offers), rules::phase(&times, cx.now), price, step)?;
    let row = offer::Model {
        demand_id: id.clone(),
        bid_id: bid.id.clone(),
        round,
        price_fen: price,
        offered_by: cx.actor.account_id().cloned(),
        offered_at: cx.now,
    };
    store::insert_offer(&cx.tx, row).await.map_err(|error| {
        let again = AuctionProblem::OncePerRound;
        by_constraint(error, "auction_offers_once", "auction_offers.demand_id", again)
    })?;
    // The log says that it was lowered, not to what: that is told when the auction is over.
    record(cx, "auctions.offer", id, json!({ "bid": bid.id, "round": round })).await?;
    cx.emit(NewEvent::of("auctions.offered", demands::actions::SUBJECT, id)).await?;
    Ok(demand)
}

/// Ends an auction whose last round is over: prices are those of the last offers, and bids are ranked anew. Done by the
/// product; false when it need not be any more.
pub(super) async fn end(cx: &mut Cx, id: &DemandId) -> Result<bool> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let Some(demand) = demands::lock_demand(&cx.tx, id).await? else { return Ok(false) };
    let found = store::find(&cx.tx, id).await?;
    let due = found.filter(|it| it.state == AuctionState::Running && it.ends_at <= cx.now);
    let Some(auction) = due else { return Ok(false) };
    if !is_ranked(&demand) {
        store::update(&cx.tx, Model { state: AuctionState::Cancelled, ..auction }).await?;
        record(cx, "auctions.cancel", id, json!({})).await?;
        return Ok(true);
    }
    let offers = store::offers_of(&cx.tx, id).await?;
    let mut lowered = Vec::new();
    for bid in standing(cx, id).await? {
        let own = own_of(&bid, &offers);
        if own.offers.is_empty() {
            continue;
        }
        lowered.push(json!({ "bid": bid.id, "from": own.start.0, "to": own.price().0 }));
        bids::actions::learn(cx, &bid.id, Said::Price(own.price())).await?;
    }
    store::update(&cx.tx, Model { state: AuctionState::Ended, ..auction }).await?;
    record(cx, "auctions.end", id, json!({ "lowered": lowered })).await?;
    if demand.is_scored {
        evaluation::actions::rank_anew(cx, &demand).await?;
    }
    let after = stages::repriced(cx, &demand).await?;
    cx.emit(NewEvent::of("auctions.ended", demands::actions::SUBJECT, id)).await?;
    let body = format!(
        "需求“{}”的竞价已结束，{} 家降了价，请按新的排序选定。",
        after.title,
        lowered.len()
    );
    demands::tell_owner(cx, &after, "竞价已结束", body).await?;
    Ok(true)
}

/// Refuses what must wait for the end of an auction.
///
/// # Errors
/// A problem while one runs.
pub(crate) async fn ensure_none_runs(cx: &Cx, id: &DemandId) -> Result<()> {
    match store::find(&cx.tx, id).await? {
        Some(it) if it.state == AuctionState::Running => Err(AuctionProblem::Runs.into()),
        _ => Ok(()),
    }
}

/// The auction of a need with its times and its step.
async fn held(
    cx: &Cx,
    demand: &DemandRow,
    offers: &[offer::Model],
) -> Result<Option<(Model, Times, Fen)>> {
    let Some(auction) = store::find(&cx.tx, &demand.id).await? else { return Ok(None) };
    let terms = procedures::store::find(&cx.tx, &demand.id).await?.and_then(|it| it.auction);
    let Some(terms) = terms else { return Ok(None) };
    let times = Times::of(&terms, auction.starts_at);
    Ok(Some((auction, times, rules::step(lowest_start(offers), terms.step_bp))))
}

/// The lowest sealed price.
pub(super) fn lowest_start(offers: &[offer::Model]) -> Fen {
    let starts = offers.iter().filter(|it| it.round == 0).map(|it| it.price_fen);
    starts.min_by_key(|it| it.0).unwrap_or(Fen(1))
}

/// A bid with what was offered for it, after its start in round 0.
pub(super) fn own_of(bid: &BidRow, offers: &[offer::Model]) -> Own {
    let own = || offers.iter().filter(|it| it.bid_id == bid.id);
    let start = own().find(|it| it.round == 0).map(|it| it.price_fen).or(bid.price_fen);
    let offers = own().filter(|it| it.round > 0).map(|it| (it.round, it.price_fen));
    Own { start: start.unwrap_or(Fen(0)), offers: offers.collect() }
}

async fn standing(cx: &Cx, id: &DemandId) -> Result<Vec<BidRow>> {
    let mut all = bids::of_demand(&cx.tx, id).await?;
    all.retain(stands);
    Ok(all)
}

/// Whether a bid takes part.
pub(super) fn stands(bid: &BidRow) -> bool {
    bid.state == BidState::Submitted && bid.price_fen.is_some()
}

fn is_ranked(demand: &DemandRow) -> bool {
    demand.state == DemandState::Opened && demand.stage == Some(DemandStage::Ranked)
}

async fn record(cx: &mut Cx, action: &'static str, id: &DemandId, after: Value) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: demands::actions::SUBJECT,
        subject_id: id.as_str(),
        before: None,
        after: Some(after),
    };
    audit::record(cx, recorded).await
}
