//! The verbs of a review: write, show.

use super::entity::{Given, Model};
use super::rules::{self, ReviewProblem};
use super::store;
use crate::contracts::{self, ContractRow, ContractState, Side};
use crate::directory::actions::{self as directory, NewReview};
use commons::audit::{self, Recorded};
use kernel::clock::china_day;
use kernel::id::{ContractId, ContractReviewId};
use kernel::{Denied, NewEvent, Result};
use platform::Cx;
use serde_json::json;

/// Reviews the other side of a completed contract, once. Nobody else reads it before both have spoken
/// or the time is over.
pub(super) async fn write(
    cx: &mut Cx,
    id: &ContractId,
    revision: i32,
    given: &[Given],
    text: &str,
) -> Result<ContractRow> {
    let (contract, side) = contracts::get_for_change(cx, id, revision).await?;
    let completed = contract.ended_at.filter(|_| contract.state == ContractState::Completed);
    let completed = completed.ok_or(ReviewProblem::NotCompleted)?;
    let until = rules::until(completed, contract.pace());
    if cx.now >= until {
        return Err(ReviewProblem::TooLate.into());
    }
    let earlier = store::of_contract(&cx.tx, id).await?;
    if earlier.iter().any(|it| it.side == side) {
        return Err(ReviewProblem::AlreadyWritten.into());
    }
    let checked = rules::check(side, given, text)?;
    let is_second = !earlier.is_empty();
    let (author_name, of_organisation_id, of_provider_id) = match side {
        Side::Buyer => {
            let of = Some(contract.provider_id.clone());
            (contract.buyer_name.clone(), contract.seller_id.clone(), of)
        }
        Side::Provider => (contract.seller_name.clone(), contract.buyer_id.clone(), None),
    };
    let row = Model {
        id: ContractReviewId::new(cx.now, &mut cx.rng),
        contract_id: id.clone(),
        demand_id: contract.demand_id.clone(),
        side,
        author_name,
        of_organisation_id,
        of_provider_id,
        stars: checked.stars,
        criteria: checked.criteria,
        text: checked.text,
        written_by: cx.actor.account_id().cloned(),
        written_at: cx.now,
        shown_from: if is_second { cx.now } else { until },
        is_shown: false,
    };
    store::insert(&cx.tx, row.clone()).await?;
    // The log says that it was written; what it says is read when it is shown.
    record(cx, "reviews.write", &row, json!({ "contract": id, "side": side })).await?;
    cx.emit(NewEvent::of("reviews.written", "contract", id)).await?;
    if is_second {
        for one in earlier.into_iter().chain([row]) {
            put_up(cx, Model { shown_from: cx.now, ..one }, &contract).await?;
        }
        for side in [Side::Buyer, Side::Provider] {
            let body = "双方都已评价，现在可以互相看到，并已公开。";
            contracts::tell(cx, &contract, side, "评价已公开", body).await?;
        }
    } else {
        let body = "对方已评价。您评价后双方同时看到；到期未评的，只公开对方的评价。";
        contracts::tell(cx, &contract, side.other(), "请评价对方", body).await?;
    }
    Ok(contract)
}

/// Shows a review whose time has come. Done by the product, once.
pub(super) async fn show(cx: &mut Cx, id: &ContractReviewId) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let found = store::find_for_change(&cx.tx, id).await?;
    match found.filter(|it| !it.is_shown && it.shown_from <= cx.now) {
        Some(row) => match contracts::find(&cx.tx, &row.contract_id).await? {
            Some(contract) => put_up(cx, row, &contract).await,
            None => Ok(()),
        },
        None => Ok(()),
    }
}

/// Puts a review where it counts: a provider's into its page, whose rating and rank follow. One that was
/// written for practice counts nowhere.
async fn put_up(cx: &mut Cx, row: Model, contract: &ContractRow) -> Result<()> {
    let row = Model { is_shown: true, ..row };
    store::update(&cx.tx, row.clone()).await?;
    let page = row.of_provider_id.as_ref().filter(|_| !contract.pace().is_practice());
    if let Some(provider_id) = page {
        let review = NewReview {
            author_name: row.author_name.clone(),
            stars: row.stars,
            text: row.text.clone(),
            written_on: china_day(row.written_at),
        };
        directory::add_reviews(cx, provider_id, vec![review]).await?;
    }
    let said = json!({ "contract": row.contract_id, "side": row.side, "stars": row.stars });
    record(cx, "reviews.show", &row, said).await?;
    cx.emit(NewEvent::of("reviews.shown", "contract", &row.contract_id)).await
}

async fn record(
    cx: &mut Cx,
    action: &'static str,
    row: &Model,
    after: serde_json::Value,
) -> Result<()> {
    let subject_id = row.id.as_str();
    let recorded =
        Recorded { action, subject_kind: "review", subject_id, before: None, after: Some(after) };
    audit::record(cx, recorded).await
}
