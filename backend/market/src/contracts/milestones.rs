//! The verbs of a milestone: hand over, accept, ask for mending, pay, receive.

use super::actions::{Named, get_for_change, save};
use super::entity::milestone::{MilestoneState, Model as MilestoneRow};
use super::entity::{ContractState, Model, Side};
use super::rules::{self, Act, ContractProblem, MilestoneAct};
use super::{mails, store, terms};
use kernel::id::MilestoneId;
use kernel::text::is_long;
use kernel::{Denied, Result};
use platform::Cx;

/// Which milestone, of the contract as it was seen.
#[derive(Debug, Clone)]
pub(super) struct Which {
    pub(super) id: MilestoneId,
    pub(super) revision: i32,
}

/// A milestone of an active contract, for the side whose step it is.
async fn get(cx: &Cx, which: &Which, of: Side) -> Result<(Model, MilestoneRow)> {
    let found = store::find_milestone(&cx.tx, &which.id).await?.ok_or(Denied::NotFound)?;
    let (contract, side) = get_for_change(cx, &found.contract_id, which.revision).await?;
    if side != of {
        return Err(match of {
            Side::Buyer => ContractProblem::OnlyBuyer,
            Side::Provider => ContractProblem::OnlyProvider,
        }
        .into());
    }
    // Read again under the lock of its contract.
    let row = store::find_milestone(&cx.tx, &which.id).await?.ok_or(Denied::NotFound)?;
    Ok((contract, row))
}

fn ensure_active(contract: &Model) -> Result<()> {
    match contract.state {
        ContractState::Active => Ok(()),
        _ => Err(ContractProblem::NotActive.into()),
    }
}

/// Hands a milestone over, with a note. The provider.
pub(super) async fn submit(cx: &mut Cx, which: &Which, note: &str) -> Result<Model> {
    let (contract, row) = get(cx, which, Side::Provider).await?;
    ensure_active(&contract)?;
    let state = rules::next_milestone(row.state, MilestoneAct::Submit);
    let state = state.ok_or(ContractProblem::NotToSubmit)?;
    if !is_long(note, 4..=2_000) {
        return Err(ContractProblem::NoteLength.into());
    }
    let pace = contract.pace();
    let row = MilestoneRow {
        state,
        note: Some(note.trim().to_owned()),
        submitted_by: cx.actor.account_id().cloned(),
        submitted_at: Some(cx.now),
        acts_at: Some(rules::next_look(cx.now, cx.now, pace)),
        ..row
    };
    let body = format!(
        "节点 {}“{}”已提交交付。请在 {}内验收或提出整改，到期没有答复视为验收。",
        row.number,
        row.title,
        terms::days(rules::SILENCE_DAYS, pace)
    );
    store::update_milestone(&cx.tx, row).await?;
    let named =
        Named { action: "contracts.submit_milestone", event: "contracts.milestone_submitted" };
    let after = save(cx, named, &contract, contract.clone()).await?;
    mails::tell(cx, &after, Side::Buyer, "节点待验收", &body).await?;
    Ok(after)
}

/// Accepts a milestone; the last one completes the contract. The buyer.
pub(super) async fn accept(cx: &mut Cx, which: &Which) -> Result<Model> {
    let (contract, row) = get(cx, which, Side::Buyer).await?;
    ensure_active(&contract)?;
    accept_now(cx, contract, row, false).await
}

/// Accepts a delivery, by the buyer or by silence.
pub(super) async fn accept_now(
    cx: &mut Cx,
    contract: Model,
    row: MilestoneRow,
    is_silent: bool,
) -> Result<Model> {
    let state = rules::next_milestone(row.state, MilestoneAct::Accept);
    let state = state.ok_or(ContractProblem::NotSubmitted)?;
    let row = MilestoneRow {
        state,
        accepted_by: cx.actor.account_id().cloned(),
        accepted_at: Some(cx.now),
        is_silent,
        pay_due_on: Some(rules::pay_due(cx.now, contract.paid_within())),
        acts_at: None,
        ..row
    };
    let how = if is_silent { "到期没有答复，视为验收" } else { "已验收" };
    let body = format!("节点 {}“{}”{how}。", row.number, row.title);
    store::update_milestone(&cx.tx, row).await?;
    let named = match is_silent {
        true => {
            Named { action: "contracts.accept_by_silence", event: "contracts.milestone_accepted" }
        }
        false => {
            Named { action: "contracts.accept_milestone", event: "contracts.milestone_accepted" }
        }
    };
    let after = save(cx, named, &contract, contract.clone()).await?;
    match is_silent {
        true => mails::tell_both(cx, &after, "节点已验收", &body).await?,
        false => mails::tell(cx, &after, Side::Provider, "节点已验收", &body).await?,
    }
    let milestones = store::milestones_of(&cx.tx, std::slice::from_ref(&after.id)).await?;
    if milestones.iter().all(|it| it.state == MilestoneState::Accepted) {
        return complete(cx, after).await;
    }
    Ok(after)
}

async fn complete(cx: &mut Cx, before: Model) -> Result<Model> {
    let state = rules::next(before.state, Act::Complete).ok_or(ContractProblem::NotActive)?;
    let after = Model { state, ended_at: Some(cx.now), acts_at: None, ..before.clone() };
    let after = save(
        cx,
        Named { action: "contracts.complete", event: "contracts.completed" },
        &before,
        after,
    )
    .await?;
    let days = terms::days(crate::reviews::rules::REVIEW_DAYS, after.pace());
    let body =
        format!("全部节点已验收，合同完成。请在 {days}内互相评价，双方都写完或到期后才显示。");
    mails::tell_both(cx, &after, "合同已完成", &body).await?;
    Ok(after)
}

/// Asks for mending, with a reason. The buyer.
pub(super) async fn give_back(cx: &mut Cx, which: &Which, reason: &str) -> Result<Model> {
    let (contract, row) = get(cx, which, Side::Buyer).await?;
    ensure_active(&contract)?;
    let state = rules::next_milestone(row.state, MilestoneAct::Return);
    let state = state.ok_or(ContractProblem::NotSubmitted)?;
    if !is_long(reason, 4..=500) {
        return Err(ContractProblem::ReasonLength.into());
    }
    let reason = reason.trim().to_owned();
    let body = format!("节点 {}“{}”需要整改：{reason}", row.number, row.title);
    let row = MilestoneRow { state, return_reason: Some(reason), acts_at: None, ..row };
    store::update_milestone(&cx.tx, row).await?;
    let named =
        Named { action: "contracts.return_milestone", event: "contracts.milestone_returned" };
    let after = save(cx, named, &contract, contract.clone()).await?;
    mails::tell(cx, &after, Side::Provider, "节点需整改", &body).await?;
    Ok(after)
}

/// Says that a milestone was paid. The buyer, also after the contract has ended.
pub(super) async fn pay(cx: &mut Cx, which: &Which) -> Result<Model> {
    let (contract, row) = get(cx, which, Side::Buyer).await?;
    if row.state != MilestoneState::Accepted || row.paid_on.is_some() {
        return Err(ContractProblem::NotToPay.into());
    }
    let body =
        format!("委托方登记已支付节点 {}（{}），请确认是否收到。", row.number, row.amount_fen);
    let row = MilestoneRow { paid_on: Some(cx.today()), ..row };
    store::update_milestone(&cx.tx, row).await?;
    let named = Named { action: "contracts.pay_milestone", event: "contracts.milestone_paid" };
    let after = save(cx, named, &contract, contract.clone()).await?;
    mails::tell(cx, &after, Side::Provider, "款项待确认", &body).await?;
    Ok(after)
}

/// Says that the payment has come. The provider.
pub(super) async fn receive(cx: &mut Cx, which: &Which) -> Result<Model> {
    let (contract, row) = get(cx, which, Side::Provider).await?;
    if row.paid_on.is_none() || row.received_on.is_some() {
        return Err(ContractProblem::NotPaid.into());
    }
    let body = format!("服务方确认收到节点 {} 的款项。", row.number);
    let row = MilestoneRow { received_on: Some(cx.today()), ..row };
    store::update_milestone(&cx.tx, row).await?;
    let named = Named { action: "contracts.receive_payment", event: "contracts.payment_received" };
    let after = save(cx, named, &contract, contract.clone()).await?;
    mails::tell(cx, &after, Side::Buyer, "款项已收到", &body).await?;
    Ok(after)
}
