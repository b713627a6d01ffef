//! What the clock does to contracts: reminders, acceptance by silence, disputes without an answer.
//!
//! Each row knows when it is looked at next and is looked at under the lock of its contract, so that
//! nothing happens twice, however late or often the job runs.

use super::actions::{Named, save};
use super::entity::dispute::{DisputeState, Model as DisputeRow};
use super::entity::milestone::{MilestoneState, Model as MilestoneRow};
use super::entity::{ContractState, Model, Side};
use super::rules::{next_look, silence_at};
use super::{mails, milestones, store, terms};
use kernel::id::{ContractDisputeId, ContractId, MilestoneId};
use kernel::{Denied, Result};
use platform::Cx;

async fn lock(cx: &Cx, id: &ContractId) -> Result<Option<Model>> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    store::find_for_change(&cx.tx, id).await
}

/// Reminds both sides that a contract is not signed, once.
pub(super) async fn remind_to_sign(cx: &mut Cx, id: &ContractId) -> Result<()> {
    let Some(row) = lock(cx, id).await? else { return Ok(()) };
    let Some(_) = row.acts_at.filter(|it| *it <= cx.now) else { return Ok(()) };
    let waits = matches!(row.state, ContractState::Draft | ContractState::Offered);
    let after = Model { acts_at: None, ..row.clone() };
    store::update(&cx.tx, after).await?;
    if waits {
        let days = terms::days(super::rules::SIGN_DAYS, row.pace());
        let body = format!("合同拟好已超过 {days}，还没有签署。请尽快签署，或者说明理由放弃。");
        mails::tell_both(cx, &row, "合同还没有签署", &body).await?;
    }
    Ok(())
}

/// Reminds the buyer of a delivery, or accepts it since nobody has answered.
pub(super) async fn look_at_delivery(
    cx: &mut Cx,
    id: &MilestoneId,
    contract_id: &ContractId,
) -> Result<()> {
    let Some(contract) = lock(cx, contract_id).await? else { return Ok(()) };
    let Some(row) = store::find_milestone(&cx.tx, id).await? else { return Ok(()) };
    let (Some(acts_at), Some(submitted_at)) = (row.acts_at, row.submitted_at) else {
        return Ok(());
    };
    if acts_at > cx.now {
        return Ok(());
    }
    let is_open = contract.state == ContractState::Active && row.state == MilestoneState::Submitted;
    if !is_open {
        return store::update_milestone(&cx.tx, MilestoneRow { acts_at: None, ..row }).await;
    }
    let (pace, now) = (contract.pace(), cx.now);
    let silence = silence_at(submitted_at, pace);
    if silence <= now {
        return milestones::accept_now(cx, contract, row, true).await.map(drop);
    }
    let until = terms::until(silence, pace);
    let body = format!("节点 {}“{}”待验收，{until} 没有答复视为验收。", row.number, row.title);
    let acts_at = Some(next_look(submitted_at, now, pace));
    store::update_milestone(&cx.tx, MilestoneRow { acts_at, ..row }).await?;
    mails::tell(cx, &contract, Side::Buyer, "节点还没有验收", &body).await
}

/// Writes down that nobody answered a dispute in time.
pub(super) async fn look_at_dispute(
    cx: &mut Cx,
    id: &ContractDisputeId,
    contract_id: &ContractId,
) -> Result<()> {
    let Some(contract) = lock(cx, contract_id).await? else { return Ok(()) };
    let Some(row) = store::find_dispute(&cx.tx, id).await? else { return Ok(()) };
    let Some(_) = row.acts_at.filter(|it| *it <= cx.now) else { return Ok(()) };
    let is_silent = row.state == DisputeState::Open && row.answer.is_none();
    let side = row.side;
    store::update_dispute(&cx.tx, DisputeRow { is_silent, acts_at: None, ..row }).await?;
    if is_silent {
        let named =
            Named { action: "contracts.dispute_unanswered", event: "contracts.dispute_unanswered" };
        let after = save(cx, named, &contract, contract.clone()).await?;
        mails::tell(cx, &after, side, "争议没有答复", "对方到期没有答复，已如实记录。").await?;
    }
    Ok(())
}
