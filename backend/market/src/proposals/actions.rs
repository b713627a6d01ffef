//! The verbs of a proposal and of those against whom it stands: propose, object, take back, answer,
//! award by the clock.

use super::entity::{ObjectionReason, ObjectionRow, ObjectionState, ProposalRow, ProposalState};
use super::rules::{self, ANSWER_DAYS, DECIDE_DAYS, ObjectionProblem, ProposalProblem};
use super::{access, mails, store};
use crate::bids::{self, BidRow, BidState};
use crate::demands::stages::{self, Act};
use crate::demands::{self, DemandRow, DemandStage, DemandState};
use crate::{auctions, evaluation, procedures};
use commons::audit::{self, Recorded};
use commons::memberships::actions as memberships;
use commons::requests;
use kernel::id::{AwardProposalId, BidId, DemandId, ObjectionId};
use kernel::text::is_long;
use kernel::{Denied, NewEvent, Problem, Result};
use platform::{Cx, by_constraint};
use serde_json::{Value, json};

/// Proposes a bid; everybody reads it, and bidders may object. `revision` is the one of the need
/// that was seen. Owners and editors of the buyer.
pub(super) async fn propose(
    cx: &mut Cx,
    id: &DemandId,
    bid_id: &BidId,
    reason: Option<&str>,
    revision: i32,
) -> Result<DemandRow> {
    let demand = demands::actions::get_own(cx, id).await?;
    if demand.revision != revision {
        return Err(demands::rules::DemandProblem::ChangedMeanwhile.into());
    }
    let terms = procedures::store::find(&cx.tx, id).await?;
    let Some(days) = terms.map(|it| it.notice_days).filter(|it| *it > 0) else {
        return Err(ProposalProblem::NotAsked.into());
    };
    if demand.state != DemandState::Opened || demand.stage != Some(DemandStage::Ranked) {
        return Err(ProposalProblem::NotRanked.into());
    }
    auctions::ensure_none_runs(cx, id).await?;
    let ranking = evaluation::find_evaluation(&cx.tx, id).await?.and_then(|it| it.ranking);
    let ranked = ranking.and_then(|it| it.0.into_iter().find(|it| &it.bid_id == bid_id));
    let bid = bids::find_bid(&cx.tx, bid_id).await?;
    let stands = bid.is_some_and(|it| it.state == BidState::Submitted);
    let ranked = ranked.filter(|_| stands).ok_or(ProposalProblem::BidNotRanked)?;
    let earlier = store::of_demand(&cx.tx, id).await?;
    let was_overturned = earlier.iter().any(|it| &it.bid_id == bid_id);
    if let Some(problem) = rules::check_reason(reason, ranked.rank != 1 || was_overturned) {
        return Err(problem.into());
    }
    let row = ProposalRow {
        id: AwardProposalId::new(cx.now, &mut cx.rng),
        demand_id: id.clone(),
        bid_id: bid_id.clone(),
        reason: reason.map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned),
        proposed_by: cx.actor.account_id().cloned(),
        proposed_at: cx.now,
        ends_at: rules::notice_end(cx.now, days, demand.pace()),
        state: ProposalState::Standing,
        ended_at: None,
    };
    store::insert(&cx.tx, row.clone()).await?;
    evaluation::actions::publish(cx, id).await?;
    let said = json!({ "proposal": row.id, "bid": row.bid_id, "reason": row.reason,
        "endsAt": row.ends_at });
    record(cx, "proposals.propose", &demand, said).await?;
    mails::tell_of_proposal(cx, &demand, &row).await?;
    stages::move_on(cx, &demand, (Act::Propose, true), ("demands.propose", "demands.proposed"))
        .await
}

/// What a bidder says against a proposal, as it is typed.
pub(super) struct TypedObjection {
    pub(super) proposal_id: AwardProposalId,
    pub(super) reason: ObjectionReason,
    pub(super) text: String,
}

/// Objects to a proposal. The same key twice is the same objection. Owners and editors of a provider
/// that has bid.
pub(super) async fn file(
    cx: &mut Cx,
    typed: TypedObjection,
    request_key: &str,
) -> Result<DemandRow> {
    let proposal = store::find(&cx.tx, &typed.proposal_id).await?.ok_or(Denied::NotFound)?;
    let demand = lock(cx, &proposal.demand_id).await?;
    let bid = own_bid(cx, &demand.id).await?.ok_or(ObjectionProblem::NotBidder)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    memberships::ensure_cleared(cx).await?;
    if requests::answered(cx, request_key).await?.is_some() {
        return Ok(demand);
    }
    let proposal = store::find(&cx.tx, &typed.proposal_id).await?.ok_or(Denied::NotFound)?;
    let mut problems: Vec<Problem> = Vec::new();
    if bid.id == proposal.bid_id {
        problems.push(ObjectionProblem::OwnProposal.into());
    }
    let stands = proposal.state == ProposalState::Standing && is_proposed(&demand);
    if !stands || cx.now >= proposal.ends_at {
        problems.push(ObjectionProblem::TooLate.into());
    }
    if !is_long(&typed.text, 20..=2_000) {
        problems.push(ObjectionProblem::TextLength.into());
    }
    kernel::error::collect(problems)?;
    let answer_due = demand.pace().after_working_days(cx.now, ANSWER_DAYS);
    let row = ObjectionRow {
        id: ObjectionId::new(cx.now, &mut cx.rng),
        proposal_id: proposal.id,
        demand_id: demand.id.clone(),
        bid_id: bid.id,
        organisation_id: bid.organisation_id,
        filed_by: cx.actor.account_id().cloned(),
        reason_code: typed.reason,
        text: typed.text.trim().to_owned(),
        filed_at: cx.now,
        answer_due,
        decide_due: demand.pace().after_working_days(answer_due, DECIDE_DAYS),
        answer: None,
        answered_by: None,
        answered_at: None,
        state: ObjectionState::Open,
        ended_at: None,
    };
    store::insert_objection(&cx.tx, row.clone()).await.map_err(|error| {
        let open = ObjectionProblem::AlreadyOpen;
        by_constraint(error, "objections_one_open", "objections.proposal_id", open)
    })?;
    requests::remember(cx, request_key, row.id.as_str()).await?;
    record_objection(cx, "objections.file", "objections.filed", &row).await?;
    mails::tell_of_objection(cx, &demand, &row).await?;
    Ok(demand)
}

/// Takes an objection back. Owners and editors of the provider that objects.
pub(super) async fn withdraw(cx: &mut Cx, id: &ObjectionId) -> Result<(DemandRow, ObjectionRow)> {
    let (demand, before) = get(cx, id).await?;
    if !access::is_objector(&cx.actor, &before) {
        return Err(Denied::NotFound.into());
    }
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    let after = end(cx, before, ObjectionState::Withdrawn).await?;
    record_objection(cx, "objections.withdraw", "objections.withdrawn", &after).await?;
    Ok((demand, after))
}

/// Answers an objection, once. Owners and editors of the buyer.
pub(super) async fn answer(
    cx: &mut Cx,
    id: &ObjectionId,
    answer: &str,
) -> Result<(DemandRow, ObjectionRow)> {
    let (demand, before) = get(cx, id).await?;
    if !demands::access::is_owner(&cx.actor, &demand) {
        return Err(Denied::NotFound.into());
    }
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    let mut problems: Vec<Problem> = Vec::new();
    if !is_long(answer, 2..=2_000) {
        problems.push(ObjectionProblem::AnswerLength.into());
    }
    if before.state != ObjectionState::Open {
        problems.push(ObjectionProblem::Ended.into());
    } else if before.answer.is_some() {
        problems.push(ObjectionProblem::AlreadyAnswered.into());
    }
    kernel::error::collect(problems)?;
    let after = ObjectionRow {
        answer: Some(answer.trim().to_owned()),
        answered_by: cx.actor.account_id().cloned(),
        answered_at: Some(cx.now),
        ..before
    };
    store::update_objection(&cx.tx, after.clone()).await?;
    record_objection(cx, "objections.answer", "objections.answered", &after).await?;
    mails::tell_of_answer(cx, &demand, &after).await?;
    Ok((demand, after))
}

/// Awards a need whose notice has ended without an open objection; false when it need not be any
/// more. Done by the product.
pub(super) async fn award(cx: &mut Cx, id: &AwardProposalId) -> Result<bool> {
    let Some(found) = store::find(&cx.tx, id).await? else { return Ok(false) };
    let demand = stages::at_stage(cx, &found.demand_id, DemandStage::Proposed).await?;
    let Some(demand) = demand else {
        cancel(cx, &found.demand_id).await?;
        return Ok(true);
    };
    // Read anew: what was decided before the need was locked holds.
    let Some(proposal) = store::find(&cx.tx, id).await? else { return Ok(false) };
    let objections = store::objections_to(&cx.tx, std::slice::from_ref(id)).await?;
    let is_open = objections.iter().any(|it| it.state == ObjectionState::Open);
    if !rules::is_due(proposal.state, proposal.ends_at, is_open, cx.now) {
        return Ok(false);
    }
    let bid_id = proposal.bid_id.clone();
    end_proposal(cx, proposal, ProposalState::Awarded).await?;
    stages::award(cx, demand, &bid_id, (Act::AwardByClock, true)).await?;
    Ok(true)
}

/// Ends what stands for a need that is taken back.
///
/// # Errors
/// A fault when the database fails.
pub async fn cancel(cx: &mut Cx, id: &DemandId) -> Result<()> {
    let all = store::of_demand(&cx.tx, id).await?;
    for row in all.into_iter().filter(|it| it.state == ProposalState::Standing) {
        end_proposal(cx, row, ProposalState::Cancelled).await?;
    }
    Ok(())
}

/// Ends a proposal, and with it every objection that is still open.
pub(super) async fn end_proposal(
    cx: &mut Cx,
    before: ProposalRow,
    state: ProposalState,
) -> Result<()> {
    let open = store::objections_to(&cx.tx, std::slice::from_ref(&before.id)).await?;
    for row in open.into_iter().filter(|it| it.state == ObjectionState::Open) {
        let after = end(cx, row, ObjectionState::Moot).await?;
        record_objection(cx, "objections.moot", "objections.moot", &after).await?;
    }
    store::update(&cx.tx, ProposalRow { state, ended_at: Some(cx.now), ..before }).await
}

/// Ends an open objection.
pub(super) async fn end(
    cx: &mut Cx,
    before: ObjectionRow,
    state: ObjectionState,
) -> Result<ObjectionRow> {
    if before.state != ObjectionState::Open {
        return Err(ObjectionProblem::Ended.into());
    }
    let after = ObjectionRow { state, ended_at: Some(cx.now), ..before };
    store::update_objection(&cx.tx, after.clone()).await?;
    Ok(after)
}

/// An objection about to be changed, with its need; the need is locked first.
pub(super) async fn get(cx: &Cx, id: &ObjectionId) -> Result<(DemandRow, ObjectionRow)> {
    let found = store::find_objection(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let demand = lock(cx, &found.demand_id).await?;
    let row = store::find_objection(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    Ok((demand, row))
}

async fn lock(cx: &Cx, id: &DemandId) -> Result<DemandRow> {
    Ok(demands::lock_demand(&cx.tx, id).await?.ok_or(Denied::NotFound)?)
}

pub(super) fn is_proposed(demand: &DemandRow) -> bool {
    demand.state == DemandState::Opened && demand.stage == Some(DemandStage::Proposed)
}

/// The bid with which the caller's organisation took part.
async fn own_bid(cx: &Cx, id: &DemandId) -> Result<Option<BidRow>> {
    let own = cx.actor.organisation_id();
    let all = bids::of_demand(&cx.tx, id).await?;
    let took_part = |it: &BidRow| {
        own == Some(&it.organisation_id)
            && matches!(it.state, BidState::Submitted | BidState::Excluded | BidState::Broken)
    };
    Ok(all.into_iter().find(took_part))
}

pub(super) async fn record_objection(
    cx: &mut Cx,
    action: &'static str,
    event: &'static str,
    row: &ObjectionRow,
) -> Result<()> {
    let said = json!({ "demand": row.demand_id, "proposal": row.proposal_id, "bid": row.bid_id,
        "state": row.state, "answered": row.answered_at });
    let recorded = Recorded {
        action,
        subject_kind: "objection",
        subject_id: row.id.as_str(),
        before: None,
        after: Some(said),
    };
    audit::record(cx, recorded).await?;
    cx.emit(NewEvent::of(event, "objection", &row.id)).await
}

async fn record(cx: &mut Cx, action: &'static str, demand: &DemandRow, after: Value) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: demands::actions::SUBJECT,
        subject_id: demand.id.as_str(),
        before: None,
        after: Some(after),
    };
    audit::record(cx, recorded).await
}
