//! The opening: envelope by envelope, carried on after a crash from where it was.

use super::actions::{self, ensure_system};
use super::entity::{demand_key, envelope, key_share, opening};
use super::reading::{self, Flaw};
use super::rules::{self, OpenedBid, OpeningList, Release, Said, WORKING_DAYS_TO_RELEASE};
use super::{EnvelopeKind, mails, store};
use crate::bids::{self, BidRow};
use crate::demands::{self, DemandEnd, DemandRow, DemandStage, stages, stages::Act};
use crate::{directory, evaluation, procedures};
use chrono::{DateTime, Duration, Utc};
use kernel::calendar::add_working_days_or_weekdays;
use kernel::clock::china_day;
use kernel::id::{BidId, DemandId};
use kernel::{Actor, Result};
use platform::files::Files;
use platform::{Cx, Db, Secret};

/// How many needs are looked at in one go.
const AT_ONCE: u64 = 20;

/// Opens the envelopes that are due, of each need in its turn. One that fails keeps no other closed: it is
/// logged and tried again.
///
/// # Errors
/// A fault when the database fails.
pub async fn open_due(db: &Db, files: &Files) -> Result<usize> {
    let mut count = 0;
    for demand in demands::to_open(db.read(), AT_ONCE).await? {
        match open_envelopes(db, files, &demand).await {
            Ok(done) => count += done,
            Err(error) => tracing::error!(demand = %demand.id, ?error, "envelopes were not opened"),
        }
    }
    let now = db.clock().now();
    let waiting = now - Duration::days(i64::from(WORKING_DAYS_TO_RELEASE));
    for demand in demands::waiting_since(db.read(), waiting, AT_ONCE).await? {
        if is_overdue(&demand, now) {
            let id = demand.id;
            db.in_transaction(Actor::System("envelopes.give_up"), |cx| {
                Box::pin(async move { give_up(cx, &id).await })
            })
            .await?;
            count += 1;
        }
    }
    Ok(count)
}

/// The last day on which the associations may release their shares.
pub fn release_until(deadline: DateTime<Utc>) -> chrono::NaiveDate {
    add_working_days_or_weekdays(china_day(deadline), WORKING_DAYS_TO_RELEASE).0
}

fn is_overdue(demand: &DemandRow, now: DateTime<Utc>) -> bool {
    demand.stage == Some(DemandStage::Opening) && china_day(now) > release_until(demand.deadline)
}

/// Which envelopes are opened at a stage.
fn kinds_of(stage: DemandStage, is_scored: bool) -> &'static [EnvelopeKind] {
    use EnvelopeKind::{Price, Qualification, Technical};
    match (stage, is_scored) {
        (DemandStage::Opening, true) => &[Qualification, Technical],
        (DemandStage::Opening, false) => &[Qualification, Technical, Price],
        (DemandStage::Pricing, _) => &[Price],
        _ => &[],
    }
}

async fn open_envelopes(db: &Db, files: &Files, demand: &DemandRow) -> Result<usize> {
    let terms = procedures::store::find(db.read(), &demand.id).await?;
    let (Some(stage), Some(terms)) = (demand.stage, terms) else { return Ok(0) };
    let kinds = kinds_of(stage, terms.is_scored);
    if kinds.is_empty() {
        return Ok(0);
    }
    let id = demand.id.clone();
    let private = db.in_transaction(Actor::System("envelopes.open"), |cx| {
        Box::pin(async move { actions::private_key(cx, &id).await })
    });
    let Some(private) = private.await? else { return Ok(0) };
    for bid in bids::of_demand(db.read(), &demand.id).await? {
        if bid.in_envelopes && bid.state == bids::BidState::Submitted {
            open_bid(db, files, &private, &bid, kinds).await?;
        }
    }
    let id = demand.id.clone();
    db.in_transaction(Actor::System("envelopes.open"), |cx| {
        Box::pin(async move { finish(cx, &id, stage).await })
    })
    .await?;
    Ok(1)
}

async fn open_bid(
    db: &Db,
    files: &Files,
    private: &Secret,
    bid: &BidRow,
    kinds: &[EnvelopeKind],
) -> Result<()> {
    for envelope in store::envelopes_of(db.read(), &bid.id).await? {
        if envelope.opened_at.is_some() || !kinds.contains(&envelope.kind) {
            continue;
        }
        let purpose = rules::purpose(&bid.demand_id, &bid.provider_id, envelope.kind);
        let read = reading::read(files, private, &purpose, &envelope).await?;
        let is_broken = read.is_err();
        let bid_id = bid.id.clone();
        db.in_transaction(Actor::System("envelopes.open"), |cx| {
            Box::pin(async move {
                match read {
                    Ok(content) => open_one(cx, envelope, content).await,
                    Err(flaw) => break_one(cx, envelope, &bid_id, flaw).await,
                }
            })
        })
        .await?;
        if is_broken {
            return Ok(());
        }
    }
    Ok(())
}

fn told(kind: EnvelopeKind, flaw: Flaw) -> String {
    let name = match kind {
        EnvelopeKind::Qualification => "资格",
        EnvelopeKind::Technical => "技术",
        EnvelopeKind::Price => "价格",
    };
    format!("{name}{}", flaw.told())
}

/// Ends the bid of an envelope that does not open, unless somebody has opened it meanwhile.
async fn break_one(cx: &mut Cx, before: envelope::Model, bid: &BidId, flaw: Flaw) -> Result<()> {
    ensure_system(cx)?;
    demands::lock_demand(&cx.tx, &before.demand_id).await?;
    let row = store::envelope(&cx.tx, &before.id).await?;
    if row.is_none_or(|it| it.opened_at.is_some()) {
        return Ok(());
    }
    bids::actions::break_one(cx, bid, told(before.kind, flaw)).await
}

/// Writes down what an envelope says, once.
async fn open_one(cx: &mut Cx, before: envelope::Model, content: rules::Content) -> Result<()> {
    ensure_system(cx)?;
    demands::lock_demand(&cx.tx, &before.demand_id).await?;
    let row = store::envelope(&cx.tx, &before.id).await?;
    let Some(row) = row.filter(|it| it.opened_at.is_none()) else { return Ok(()) };
    let said = rules::said(row.kind, &content).unwrap_or(Said::Nothing);
    if let Some(bid_id) = &row.bid_id {
        bids::actions::learn(cx, bid_id, said).await?;
    }
    let opened = envelope::Model { opened_at: Some(cx.now), content: Some(content), ..row };
    store::update_envelope(&cx.tx, opened).await
}

/// Ends a stage of the opening, once, when every envelope of it is open or broken.
async fn finish(cx: &mut Cx, id: &DemandId, stage: DemandStage) -> Result<()> {
    let found = demands::lock_demand(&cx.tx, id).await?;
    let Some(before) = found.filter(|it| it.stage == Some(stage)) else { return Ok(()) };
    let Some(terms) = procedures::store::find(&cx.tx, id).await? else { return Ok(()) };
    let counting = bids::actions::count_sealed(cx, id).await?;
    if stage == DemandStage::Opening {
        let list = list_of(cx, &before).await?;
        let row = opening::Model { demand_id: id.clone(), opened_at: cx.now, list };
        store::insert_opening(&cx.tx, row).await?;
    }
    if counting == 0 {
        actions::end_key(cx, &before).await?;
        return demands::actions::end_without_bids(cx, before, DemandEnd::NoneCounts)
            .await
            .map(drop);
    }
    if stage == DemandStage::Pricing || !terms.is_scored {
        actions::end_key(cx, &before).await?;
    }
    let counted = DemandRow { bid_count: counting, ..before };
    let after = if stage == DemandStage::Opening {
        let act = (Act::Open, terms.is_scored);
        stages::move_on(cx, &counted, act, ("demands.open_envelopes", "demands.envelopes_opened"))
            .await?
    } else {
        evaluation::actions::prices_are_open(cx, &counted).await?
    };
    mails::tell_of_opening(cx, &after).await
}

/// The list of the opening, as it is published and signed.
async fn list_of(cx: &Cx, demand: &DemandRow) -> Result<OpeningList> {
    let rows = bids::of_demand(&cx.tx, &demand.id).await?;
    let ids: Vec<_> = rows.iter().map(|it| it.provider_id.clone()).collect();
    let providers = directory::find_providers(&cx.tx, &ids).await?;
    let key = store::key_of(&cx.tx, &demand.id).await?;
    let shares = store::shares_of(&cx.tx, &demand.id).await?;
    let mut bids = Vec::new();
    for receipt in store::receipts_of(&cx.tx, &demand.id).await? {
        let Some(bid) = rows.iter().find(|it| it.id == receipt.bid_id) else { continue };
        let provider = providers.get(&bid.provider_id).map(|it| it.name.clone());
        bids.push(OpenedBid {
            number: receipt.number,
            provider,
            received_at: receipt.received_at,
            digests: receipt.digests,
            head: receipt.head,
            state: bid.state,
            reason: bid.reason.clone(),
        });
    }
    Ok(OpeningList {
        demand: demand.id.clone(),
        title: demand.title.clone(),
        deadline: demand.deadline,
        opened_at: cx.now,
        released: released(&shares, key.as_ref()),
        bids,
        head: key.map(|it| it.head).unwrap_or_default(),
    })
}

fn released(shares: &[key_share::Model], key: Option<&demand_key::Model>) -> Vec<Release> {
    if shares.is_empty() {
        let by = "平台定时".to_owned();
        return key
            .and_then(|it| it.released_at)
            .map(|at| Release { by, at })
            .into_iter()
            .collect();
    }
    let release = |it: &key_share::Model| {
        let by = format!("{}协会", kernel::region::full_name(&it.province_code));
        it.released_at.map(|at| Release { by, at })
    };
    shares.iter().filter_map(release).collect()
}

/// Ends a need whose key was not released in time: nothing in it was read or ever will be.
async fn give_up(cx: &mut Cx, id: &DemandId) -> Result<()> {
    ensure_system(cx)?;
    let found = demands::lock_demand(&cx.tx, id).await?;
    let Some(demand) = found.filter(|it| is_overdue(it, cx.now)) else { return Ok(()) };
    actions::end_key(cx, &demand).await?;
    mails::tell_that_it_stays_closed(cx, &demand).await?;
    demands::actions::end_without_bids(cx, demand, DemandEnd::KeyNotReleased).await.map(drop)
}
