//! The panel: what the three associations say about an objection.

use super::actions::{end, end_proposal, get, record_objection};
use super::entity::{ObjectionRow, ObjectionState, ProposalState, Verdict, vote};
use super::rules::{self, ObjectionProblem};
use super::{access, mails, store};
use crate::bids;
use crate::demands::DemandRow;
use crate::demands::stages::{self, Act};
use commons::memberships;
use kernel::id::{ObjectionId, OrganisationId};
use kernel::text::is_long;
use kernel::{Denied, Problem, Result};
use platform::{Cx, by_constraint};
use std::collections::HashSet;

/// Votes about an objection for the caller's association; two that say the same decide. Moderators
/// who act for an association, and for neither side.
pub(super) async fn vote(
    cx: &mut Cx,
    id: &ObjectionId,
    verdict: Verdict,
    reason: &str,
) -> Result<(DemandRow, ObjectionRow)> {
    let association_id = access::association_of(&cx.actor).cloned();
    let association_id = association_id.ok_or(ObjectionProblem::NotPanel)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    let (demand, before) = get(cx, id).await?;
    let votes = store::votes_on(&cx.tx, std::slice::from_ref(id)).await?;
    let mut problems: Vec<Problem> = Vec::new();
    if before.state != ObjectionState::Open {
        problems.push(ObjectionProblem::Ended.into());
    } else if votes.iter().any(|it| it.association_id == association_id) {
        problems.push(ObjectionProblem::AlreadyVoted.into());
    } else if !rules::may_vote_now(before.answer.is_some(), before.answer_due, cx.now) {
        problems.push(ObjectionProblem::AnswerAwaited.into());
    }
    if !is_long(reason, 10..=1_000) {
        problems.push(ObjectionProblem::VoteReasonLength.into());
    }
    if has_side(cx, &demand).await? {
        problems.push(ObjectionProblem::Conflict.into());
    }
    kernel::error::collect(problems)?;
    let row = vote::Model {
        objection_id: id.clone(),
        association_id,
        voted_by: cx.actor.account_id().cloned(),
        verdict,
        reason: reason.trim().to_owned(),
        voted_at: cx.now,
    };
    store::insert_vote(&cx.tx, row).await.map_err(|error| {
        let voted = ObjectionProblem::AlreadyVoted;
        by_constraint(error, "objection_votes_once", "objection_votes.objection_id", voted)
    })?;
    record_objection(cx, "objections.vote", "objections.voted", &before).await?;
    let said: Vec<Verdict> = votes.into_iter().map(|it| it.verdict).chain([verdict]).collect();
    match rules::decided(&said) {
        None => Ok((demand, before)),
        Some(state) => decide(cx, demand, before, state).await,
    }
}

/// What two associations have said happens: a sustained objection overturns the proposal.
async fn decide(
    cx: &mut Cx,
    demand: DemandRow,
    before: ObjectionRow,
    state: ObjectionState,
) -> Result<(DemandRow, ObjectionRow)> {
    let after = end(cx, before, state).await?;
    record_objection(cx, "objections.decide", "objections.decided", &after).await?;
    mails::tell_of_decision(cx, &demand, &after).await?;
    if state != ObjectionState::Sustained {
        return Ok((demand, after));
    }
    if let Some(proposal) = store::find(&cx.tx, &after.proposal_id).await? {
        end_proposal(cx, proposal, ProposalState::Overturned).await?;
    }
    let act = (Act::Overturn, true);
    let moved =
        stages::move_on(cx, &demand, act, ("demands.unpropose", "demands.proposal_overturned"));
    let demand = moved.await?;
    Ok((demand, after))
}

/// Dismisses an objection of the practice hall that nobody has decided in time; there is no panel there.
/// False when it need not be any more. Done by the product.
pub(super) async fn leave_alone(cx: &mut Cx, id: &ObjectionId) -> Result<bool> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let (demand, before) = get(cx, id).await?;
    let is_over = rules::is_left_alone(demand.pace(), before.decide_due, cx.now);
    if before.state != ObjectionState::Open || !is_over {
        return Ok(false);
    }
    decide(cx, demand, before, ObjectionState::Dismissed).await?;
    Ok(true)
}

/// Whether the caller is, beside being of an association, a member of the buyer or of a bidder.
async fn has_side(cx: &Cx, demand: &DemandRow) -> Result<bool> {
    let Some(account_id) = cx.actor.account_id() else { return Ok(true) };
    let bids = bids::of_demand(&cx.tx, &demand.id).await?;
    let mut sides: HashSet<OrganisationId> =
        bids.into_iter().map(|it| it.organisation_id).collect();
    sides.insert(demand.organisation_id.clone());
    let own = memberships::organisations_of(&cx.tx, account_id).await?;
    Ok(own.iter().any(|it| sides.contains(it)))
}
