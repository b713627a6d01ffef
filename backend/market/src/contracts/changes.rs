//! Changes of an active contract: one side proposes, the other agrees.

use super::actions::{Named, get_for_change, save};
use super::entity::change::{ContractChangeState, Model as ChangeRow};
use super::entity::milestone::Model as MilestoneRow;
use super::entity::{ContractState, Model};
use super::rules::{self, Act, ContractProblem, MOST_OF_A_CONTRACT};
use super::terms::{self, TypedChange};
use super::{mails, store};
use commons::moderation::Differences;
use kernel::id::{ContractChangeId, ContractId};
use kernel::text::is_long;
use kernel::{Problem, Result};
use platform::Cx;

/// How the answer to a change reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    Agree,
    Refuse,
    Withdraw,
}

/// Proposes a change, with a reason. Either side.
pub(super) async fn propose(
    cx: &mut Cx,
    id: &ContractId,
    revision: i32,
    typed: TypedChange,
    reason: &str,
) -> Result<Model> {
    let (contract, side) = get_for_change(cx, id, revision).await?;
    if contract.state != ContractState::Active {
        return Err(ContractProblem::NotActive.into());
    }
    let milestones = store::milestones_of(&cx.tx, std::slice::from_ref(id)).await?;
    let checked = terms::check_change(&typed, &contract, &milestones);
    let mut problems: Vec<Problem> = Vec::new();
    if !is_long(reason, 4..=500) {
        problems.push(ContractProblem::ReasonLength.into());
    }
    if store::open_change(&cx.tx, id).await?.is_some() {
        problems.push(ContractProblem::OpenChange.into());
    }
    if store::count_changes(&cx.tx, id).await? >= MOST_OF_A_CONTRACT {
        problems.push(ContractProblem::TooMany.into());
    }
    let wanted = match checked {
        Ok(wanted) => Some(wanted),
        Err(refused) => {
            problems.extend(refused);
            None
        }
    };
    let found = wanted.as_ref().map(|it| terms::differences(it, &contract, &milestones));
    if found.as_ref().is_some_and(Vec::is_empty) {
        problems.push(ContractProblem::NothingChanged.into());
    }
    kernel::error::collect(problems)?;
    let (Some(terms), Some(found)) = (wanted, found) else { return Ok(contract) };
    let row = ChangeRow {
        id: ContractChangeId::new(cx.now, &mut cx.rng),
        contract_id: id.clone(),
        side,
        reason: reason.trim().to_owned(),
        differences: Differences(found),
        terms,
        state: ContractChangeState::Proposed,
        proposed_by: cx.actor.account_id().cloned(),
        proposed_at: cx.now,
        decided_by: None,
        decided_at: None,
    };
    let body = format!("对方提出变更，理由：{}。请核对后答复。", row.reason);
    store::insert_change(&cx.tx, row).await?;
    let named = Named { action: "contracts.propose_change", event: "contracts.change_proposed" };
    let after = save(cx, named, &contract, contract.clone()).await?;
    mails::tell(cx, &after, side.other(), "合同变更待确认", &body).await?;
    Ok(after)
}

/// Answers the open change: the other side agrees or refuses, the proposer takes it back.
pub(super) async fn decide(
    cx: &mut Cx,
    id: &ContractId,
    revision: i32,
    decision: Decision,
) -> Result<Model> {
    let (contract, side) = get_for_change(cx, id, revision).await?;
    let change = store::open_change(&cx.tx, id).await?.ok_or(ContractProblem::NoOpenChange)?;
    if (change.side == side) != (decision == Decision::Withdraw) {
        return Err(ContractProblem::OtherSideDecides.into());
    }
    if contract.state != ContractState::Active && decision == Decision::Agree {
        return Err(ContractProblem::NotActive.into());
    }
    let milestones = store::milestones_of(&cx.tx, std::slice::from_ref(id)).await?;
    let (state, named, said) = match decision {
        Decision::Agree => (
            ContractChangeState::Agreed,
            Named { action: "contracts.agree_change", event: "contracts.changed" },
            "对方同意了变更，已经生效。",
        ),
        Decision::Refuse => (
            ContractChangeState::Refused,
            Named { action: "contracts.refuse_change", event: "contracts.change_refused" },
            "对方没有同意变更，合同按原条款履行。",
        ),
        Decision::Withdraw => (
            ContractChangeState::Withdrawn,
            Named { action: "contracts.withdraw_change", event: "contracts.change_withdrawn" },
            "对方收回了变更。",
        ),
    };
    let decided = ChangeRow {
        state,
        decided_by: cx.actor.account_id().cloned(),
        decided_at: Some(cx.now),
        ..change.clone()
    };
    store::update_change(&cx.tx, decided).await?;
    if decision != Decision::Agree {
        let after = save(cx, named, &contract, contract.clone()).await?;
        mails::tell(cx, &after, side.other(), "合同变更有答复", said).await?;
        return Ok(after);
    }
    let after = apply(cx, &contract, &change, &milestones).await?;
    let named = if change.terms.ends_now {
        Named { event: "contracts.terminated", ..named }
    } else {
        named
    };
    let after = save(cx, named, &contract, after).await?;
    mails::tell(cx, &after, side.other(), "合同变更有答复", said).await?;
    Ok(after)
}

/// The contract with the agreed terms. What was accepted meanwhile stays as it was accepted: the terms
/// are checked against what stands now.
async fn apply(
    cx: &mut Cx,
    contract: &Model,
    change: &ChangeRow,
    milestones: &[MilestoneRow],
) -> Result<Model> {
    if change.terms.ends_now {
        let state = rules::next(contract.state, Act::Terminate);
        store::stop_clocks(&cx.tx, &contract.id).await?;
        return Ok(Model {
            state: state.ok_or(ContractProblem::NotActive)?,
            ended_at: Some(cx.now),
            end_reason: Some(change.reason.clone()),
            acts_at: None,
            ..contract.clone()
        });
    }
    let again = TypedChange {
        price_yuan: Some(change.terms.price_fen.to_yuan_plain()),
        ends_on: Some(change.terms.ends_on),
        due: change.terms.due.clone(),
        ends_now: false,
    };
    let terms = terms::check_change(&again, contract, milestones)?;
    for row in terms::apply(&terms, milestones) {
        store::update_milestone(&cx.tx, row).await?;
    }
    Ok(Model {
        price_fen: terms.price_fen,
        ends_on: terms.ends_on,
        terms_revision: contract.terms_revision + 1,
        ..contract.clone()
    })
}
