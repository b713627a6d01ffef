//! The verbs of a bid: submit, withdraw, decide.

use super::entity::{BidState, Model};
use super::rules::{self, BidProblem};
use super::store;
use crate::demands::{self, DemandRow, access as demand_access, rules as demand_rules};
use crate::envelopes::{
    self,
    rules::{EnvelopeProblem, Said},
};
use crate::{directory, procedures};
use commons::audit::{self, Recorded};
use commons::memberships::actions as memberships;
use commons::notices::{self, NewNotice, NoticeKind};
use commons::requests;
use kernel::id::{BidId, DemandId, EnvelopeId, ProviderId};
use kernel::{Denied, Error, NewEvent, OrganisationKind, Result};
use platform::{Cx, by_constraint};
use serde_json::json;

/// What a person types to bid.
#[derive(Debug, Clone)]
pub(super) struct TypedBid {
    pub(super) price_yuan: String,
    pub(super) duration_days: i32,
    pub(super) plan: String,
}

/// What is handed in: words, or envelopes nobody reads yet.
pub(super) enum Handed {
    /// Words.
    Open(TypedBid),
    /// Envelopes, with the revision of the need that the bidder has read.
    Sealed(Vec<EnvelopeId>, i32),
}

/// Hands in a bid. The same key twice gives the same bid.
pub(super) async fn hand_in(
    cx: &mut Cx,
    demand_id: &DemandId,
    handed: Handed,
    request_key: &str,
) -> Result<Model> {
    let organisation_id = cx.actor.organisation_id().cloned();
    let is_provider = cx.actor.acts_for(OrganisationKind::Provider);
    let Some(organisation_id) = organisation_id.filter(|_| is_provider) else {
        return Err(BidProblem::NotProvider.into());
    };
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    memberships::ensure_cleared(cx).await?;
    if let Some(earlier) = requests::answered(cx, request_key).await? {
        let id = BidId::parse(&earlier).map_err(|_| Denied::BadInput("requestKey: used".into()))?;
        return store::find(&cx.tx, &id).await?.ok_or(Error::Denied(Denied::NotFound));
    }
    let demand = demands::lock_demand(&cx.tx, demand_id).await?;
    let demand = demand
        .filter(|it| demand_access::may_see(&cx.actor, it))
        .ok_or(Error::Denied(Denied::NotFound))?;
    if demand.organisation_id == organisation_id {
        return Err(BidProblem::OwnDemand.into());
    }
    if !demand_rules::takes_bids(&demand, cx.now) {
        return Err(BidProblem::TooLate.into());
    }
    let provider = directory::find_by_organisation(&cx.tx, &organisation_id).await?;
    let provider = provider.ok_or(BidProblem::NotProvider)?;
    ensure_invited(cx, &demand, &provider.id).await?;
    if store::count_of(&cx.tx, &demand.id, &provider.id).await? >= rules::MOST_TRIES {
        return Err(BidProblem::TooOften.into());
    }
    let checked = match &handed {
        Handed::Open(typed) => {
            Some(rules::check(&typed.price_yuan, typed.duration_days, &typed.plan)?)
        }
        Handed::Sealed(_, revision) if *revision != demand.revision => {
            return Err(EnvelopeProblem::Changed.into());
        }
        Handed::Sealed(..) => None,
    };
    let row = Model {
        // An id tells when it was made: as far as anybody can see, all were when the need became public.
        id: BidId::new(demand.window().0, &mut cx.rng),
        demand_id: demand.id.clone(),
        provider_id: provider.id,
        organisation_id,
        submitted_by: cx.actor.account_id().cloned(),
        price_fen: checked.as_ref().map(|it| it.price),
        duration_days: checked.as_ref().map(|it| it.duration_days),
        plan: checked.map(|it| it.plan),
        state: BidState::Submitted,
        submitted_at: cx.now,
        in_envelopes: matches!(handed, Handed::Sealed(..)),
        place_in_list: None,
        reason: None,
    };
    if !demands::count_bid(&cx.tx, &demand.id, 1, cx.now).await? {
        return Err(BidProblem::TooLate.into());
    }
    store::insert(&cx.tx, row.clone()).await.map_err(|error| {
        by_constraint(error, "bids_one_per_provider", "bids.demand_id", BidProblem::AlreadyBid)
    })?;
    match handed {
        Handed::Sealed(envelopes, _) => {
            envelopes::actions::attach(cx, &demand, &row, &envelopes).await?;
        }
        Handed::Open(_) if envelopes::actions::is_sealed(cx, demand_id).await? => {
            return Err(EnvelopeProblem::MustBeSealed.into());
        }
        Handed::Open(_) => {}
    }
    requests::remember(cx, request_key, row.id.as_str()).await?;
    record(cx, "bids.submit", &row).await?;
    cx.emit(NewEvent::of("bids.submitted", "demand", &row.demand_id)).await?;
    Ok(row)
}

/// Refuses a bidder that a need by invitation does not name.
///
/// # Errors
/// A problem for who is not named.
pub(crate) async fn ensure_invited(
    cx: &Cx,
    demand: &DemandRow,
    provider: &ProviderId,
) -> Result<()> {
    let invited = procedures::store::invited(&cx.tx, &demand.id).await?;
    // Who is invited to a need by invitation is never nobody.
    if invited.is_empty() || invited.contains(provider) {
        Ok(())
    } else {
        Err(EnvelopeProblem::NotInvited.into())
    }
}

/// Puts what an opened envelope says into its bid.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn learn(cx: &mut Cx, id: &BidId, said: Said) -> Result<()> {
    let Some(before) = store::find(&cx.tx, id).await? else { return Ok(()) };
    let after = match said {
        Said::Nothing => return Ok(()),
        Said::Technical { duration_days, plan } => {
            Model { duration_days: Some(duration_days), plan: Some(plan), ..before }
        }
        Said::Price(price) => Model { price_fen: Some(price), ..before },
    };
    store::update(&cx.tx, after).await
}

/// Ends a bid whose envelope does not open; the others go on.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn break_one(cx: &mut Cx, id: &BidId, reason: String) -> Result<()> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let Some(before) = found.filter(|it| it.state == BidState::Submitted) else { return Ok(()) };
    let after = Model { state: BidState::Broken, reason: Some(reason), ..before };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "bids.break", &after).await?;
    if let Some(account_id) = after.submitted_by {
        let reason = after.reason.unwrap_or_default();
        let notice = NewNotice {
            account_id,
            kind: NoticeKind::Bid,
            title: "信封无法开启".into(),
            body: format!("贵单位的一份报价不能开启：{reason}，不计入评审。"),
            path: "/workspace/bids".into(),
        };
        notices::tell(cx, notice).await?;
    }
    Ok(())
}

/// How many sealed bids of a need count. Those without a number in the list are given one by lot.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn count_sealed(cx: &mut Cx, demand_id: &DemandId) -> Result<i32> {
    let mut rows = store::of_demand(&cx.tx, demand_id).await?;
    rows.retain(|it| it.in_envelopes && it.state == BidState::Submitted);
    rows.sort_by(|one, other| one.id.cmp(&other.id));
    let count = i32::try_from(rows.len()).unwrap_or(i32::MAX);
    let mut place = 1;
    while !rows.is_empty() {
        let drawn = cx.rng.next_u64() % rows.len() as u64;
        let row = rows.swap_remove(usize::try_from(drawn).unwrap_or(0));
        if row.place_in_list.is_none() {
            store::update(&cx.tx, Model { place_in_list: Some(place), ..row }).await?;
        }
        place += 1;
    }
    Ok(count)
}

/// Takes a bid back, before the deadline.
pub(super) async fn withdraw(cx: &mut Cx, id: &BidId) -> Result<Model> {
    let before = get_own(cx, id).await?;
    // One that waits to be confirmed is not counted.
    let counted = match before.state {
        BidState::Submitted => -1,
        BidState::Unconfirmed => 0,
        _ => return Err(BidProblem::CannotWithdraw.into()),
    };
    if !demands::count_bid(&cx.tx, &before.demand_id, counted, cx.now).await? {
        return Err(BidProblem::CannotWithdraw.into());
    }
    let after = Model { state: BidState::Withdrawn, ..before };
    store::update(&cx.tx, after.clone()).await?;
    envelopes::actions::forget(cx, &after).await?;
    record(cx, "bids.withdraw", &after).await?;
    cx.emit(NewEvent::of("bids.withdrawn", "demand", &after.demand_id)).await?;
    Ok(after)
}

/// Confirms a bid after the need has changed, before the deadline. `revision` is the one of the need that
/// the bidder has read.
pub(super) async fn confirm(cx: &mut Cx, id: &BidId, revision: Option<i32>) -> Result<Model> {
    let before = get_own(cx, id).await?;
    let demand = demands::find_demand(&cx.tx, &before.demand_id).await?;
    if revision.is_some_and(|it| demand.is_none_or(|demand| demand.revision != it)) {
        return Err(EnvelopeProblem::Changed.into());
    }
    let waits = before.state == BidState::Unconfirmed;
    if !waits || !demands::count_bid(&cx.tx, &before.demand_id, 1, cx.now).await? {
        return Err(BidProblem::NothingToConfirm.into());
    }
    let after = Model { state: BidState::Submitted, ..before };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "bids.confirm", &after).await?;
    cx.emit(NewEvent::of("bids.confirmed", "demand", &after.demand_id)).await?;
    Ok(after)
}

/// Lets every bid of a need wait to be confirmed; the need has changed.
///
/// # Errors
/// A fault when the database fails.
pub async fn ask_to_confirm(cx: &mut Cx, demand_id: &DemandId) -> Result<()> {
    store::move_all(&cx.tx, demand_id, BidState::Submitted, BidState::Unconfirmed).await
}

/// Ends the bids of a need that nobody has confirmed; it opens.
///
/// # Errors
/// A fault when the database fails.
pub async fn lapse(cx: &mut Cx, demand_id: &DemandId) -> Result<()> {
    store::move_all(&cx.tx, demand_id, BidState::Unconfirmed, BidState::Lapsed).await
}

/// Tells the bidders of a need what was changed in it, and whether they must confirm.
///
/// # Errors
/// A fault when the database fails.
pub async fn tell_of_amendment(
    cx: &mut Cx,
    demand: &DemandRow,
    changed: &str,
    must_confirm: bool,
) -> Result<()> {
    let (title, then) = match must_confirm {
        true => ("需求有变更，请确认报价", "请在截止前确认或撤回报价，未确认的报价不计入。"),
        false => ("需求有变更", "已提交的报价仍然有效。"),
    };
    let body = format!("需求“{}”变更了：{changed}。{then}", demand.title);
    tell_bidders(cx, &demand.id, title, &body).await
}

/// Tells everybody whose bid for a need stands or waits to be confirmed.
///
/// # Errors
/// A fault when the database fails.
pub async fn tell_bidders(
    cx: &mut Cx,
    demand_id: &DemandId,
    title: &str,
    body: &str,
) -> Result<()> {
    for bid in store::of_demand(&cx.tx, demand_id).await? {
        let stands = matches!(bid.state, BidState::Submitted | BidState::Unconfirmed);
        let Some(account_id) = bid.submitted_by.filter(|_| stands) else { continue };
        let notice = NewNotice {
            account_id,
            kind: NoticeKind::Bid,
            title: title.to_owned(),
            body: body.to_owned(),
            path: "/workspace/bids".into(),
        };
        notices::tell(cx, notice).await?;
    }
    Ok(())
}

/// Chooses one bid of a need and lets the others lose; false when it does not stand. Called by
/// the award of the need, which has checked who asks and when.
///
/// # Errors
/// A fault when the database fails.
pub async fn decide(cx: &mut Cx, demand_id: &DemandId, bid_id: &BidId) -> Result<bool> {
    store::choose(&cx.tx, demand_id, bid_id).await
}

/// A bid of the caller's that is about to be changed. Its need is locked first, as it is when the
/// need moves its bids, so that two who act at once never wait for each other.
async fn get_own(cx: &Cx, id: &BidId) -> Result<Model> {
    let found = store::find(&cx.tx, id).await?;
    let found = found.filter(|it| cx.actor.organisation_id() == Some(&it.organisation_id));
    let found = found.ok_or(Denied::NotFound)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    demands::lock_demand(&cx.tx, &found.demand_id).await?;
    Ok(store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?)
}

/// The log says that there is a bid, never what it says.
async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: "bid",
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({ "demand": row.demand_id, "provider": row.provider_id })),
    };
    audit::record(cx, recorded).await
}

/// Lets a bid count no more, since it does not meet what is asked. Called by the evaluation, which
/// has checked who asks and when.
///
/// # Errors
/// A fault when the database fails.
pub async fn exclude(cx: &mut Cx, bid: Model, reason: String) -> Result<()> {
    let after = Model { state: BidState::Excluded, reason: Some(reason), ..bid };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "bids.exclude", &after).await
}
