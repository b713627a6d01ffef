//! Disputes: one side opens, the other answers in time, both settle or the first takes it back.

use super::actions::{Named, get_for_change, save};
use super::entity::dispute::{DisputeReason, DisputeState, Model as DisputeRow};
use super::entity::{Model, Side};
use super::rules::{self, ContractProblem, MOST_OF_A_CONTRACT};
use super::{mails, store, terms};
use kernel::Result;
use kernel::id::{ContractDisputeId, ContractId};
use kernel::text::is_long;
use platform::Cx;

/// Opens a dispute with a reason. Either side, once the contract was signed.
pub(super) async fn open(
    cx: &mut Cx,
    id: &ContractId,
    revision: i32,
    reason_code: DisputeReason,
    claim: &str,
) -> Result<Model> {
    let (contract, side) = get_for_change(cx, id, revision).await?;
    if contract.signed_at.is_none() {
        return Err(ContractProblem::NotActive.into());
    }
    let mut problems = Vec::new();
    if !is_long(claim, 10..=2_000) {
        problems.push(ContractProblem::ClaimLength.into());
    }
    if store::open_dispute(&cx.tx, id).await?.is_some() {
        problems.push(ContractProblem::OpenDispute.into());
    }
    if u64::try_from(contract.dispute_count).unwrap_or(0) >= MOST_OF_A_CONTRACT {
        problems.push(ContractProblem::TooMany.into());
    }
    kernel::error::collect(problems)?;
    let (answer_due_on, answer_due_is_estimated, over) = rules::answer_due(cx.now, contract.pace());
    let row = DisputeRow {
        id: ContractDisputeId::new(cx.now, &mut cx.rng),
        contract_id: id.clone(),
        side,
        reason_code,
        claim: claim.trim().to_owned(),
        opened_by: cx.actor.account_id().cloned(),
        opened_at: cx.now,
        answer_due_on,
        answer_due_is_estimated,
        answer: None,
        answered_by: None,
        answered_at: None,
        is_silent: false,
        state: DisputeState::Open,
        outcome: None,
        ended_at: None,
        acts_at: Some(over),
    };
    let until = match contract.pace() {
        pace if pace.is_practice() => terms::until(over, pace),
        _ => terms::day(answer_due_on),
    };
    let body = format!("对方提出争议（{}），请在 {until} 前答复。", reason_code.label());
    store::insert_dispute(&cx.tx, row).await?;
    let after = Model { dispute_count: contract.dispute_count + 1, ..contract.clone() };
    let named = Named { action: "contracts.open_dispute", event: "contracts.disputed" };
    let after = save(cx, named, &contract, after).await?;
    mails::tell(cx, &after, side.other(), "收到争议", &body).await?;
    Ok(after)
}

/// A dispute of the caller's that is not over, with its contract.
async fn get(cx: &Cx, id: &ContractDisputeId, revision: i32) -> Result<(Model, Side, DisputeRow)> {
    let found = store::find_dispute(&cx.tx, id).await?.ok_or(kernel::Denied::NotFound)?;
    let (contract, side) = get_for_change(cx, &found.contract_id, revision).await?;
    let row = store::find_dispute(&cx.tx, id).await?;
    let row = row.filter(|it| it.state == DisputeState::Open);
    Ok((contract, side, row.ok_or(ContractProblem::NoOpenDispute)?))
}

/// Answers a dispute, once. The side it was opened against; late answers are taken as well.
pub(super) async fn answer(
    cx: &mut Cx,
    id: &ContractDisputeId,
    revision: i32,
    answer: &str,
) -> Result<Model> {
    let (contract, side, row) = get(cx, id, revision).await?;
    if row.side == side || row.answer.is_some() {
        return Err(ContractProblem::NotToAnswer.into());
    }
    if !is_long(answer, 4..=2_000) {
        return Err(ContractProblem::AnswerLength.into());
    }
    let row = DisputeRow {
        answer: Some(answer.trim().to_owned()),
        answered_by: cx.actor.account_id().cloned(),
        answered_at: Some(cx.now),
        acts_at: None,
        ..row
    };
    store::update_dispute(&cx.tx, row).await?;
    let named = Named { action: "contracts.answer_dispute", event: "contracts.dispute_answered" };
    let after = save(cx, named, &contract, contract.clone()).await?;
    let body = "对方答复了争议，请看后协商处理。";
    mails::tell(cx, &after, side.other(), "争议有答复", body).await?;
    Ok(after)
}

/// Ends a dispute as settled or taken back, with how. The side that opened it.
pub(super) async fn end(
    cx: &mut Cx,
    id: &ContractDisputeId,
    revision: i32,
    is_settled: bool,
    outcome: &str,
) -> Result<Model> {
    let (contract, side, row) = get(cx, id, revision).await?;
    if row.side != side {
        return Err(ContractProblem::NotYoursToEnd.into());
    }
    if !is_long(outcome, 2..=500) {
        return Err(ContractProblem::OutcomeLength.into());
    }
    let state = if is_settled { DisputeState::Settled } else { DisputeState::Withdrawn };
    let row = DisputeRow {
        state,
        outcome: Some(outcome.trim().to_owned()),
        ended_at: Some(cx.now),
        acts_at: None,
        ..row
    };
    store::update_dispute(&cx.tx, row).await?;
    let named = Named { action: "contracts.end_dispute", event: "contracts.dispute_ended" };
    let after = save(cx, named, &contract, contract.clone()).await?;
    let body = if is_settled { "争议已协商解决。" } else { "对方撤回了争议。" };
    mails::tell(cx, &after, side.other(), "争议已结束", body).await?;
    Ok(after)
}
