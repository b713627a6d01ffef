//! Changing a need while bids are taken.

use super::entity::Model;
use super::rules::{self, AmendmentProblem, MOST_AMENDMENTS};
use super::store;
use crate::bids;
use crate::demands::{self, DemandRow, TermsTold, rules as demand_rules, rules::TypedDemand};
use chrono::Duration;
use commons::moderation::{Differences, FieldDifference};
use kernel::id::{DemandAmendmentId, DemandId};
use kernel::text::is_long;
use kernel::{Problem, Result};
use platform::Cx;

/// Changes a need that takes bids; bids made on other terms must be confirmed. `revision` is the
/// one the owner saw, `shortest_window` a setting that holds for a deadline that moves.
///
/// # Errors
/// Not found for others than the owner, forbidden for its viewers; problems with the fields, when
/// nothing changes, when it comes too late, and when somebody else has changed it meanwhile.
pub(super) async fn amend(
    cx: &mut Cx,
    id: &DemandId,
    revision: i32,
    typed: TypedDemand,
    reason: &str,
    shortest_window: Duration,
) -> Result<DemandRow> {
    let before = demands::actions::get_own(cx, id).await?;
    if !demand_rules::takes_bids(&before, cx.now) {
        return Err(AmendmentProblem::NotOpen.into());
    }
    if before.revision != revision {
        return Err(demand_rules::DemandProblem::ChangedMeanwhile.into());
    }
    let is_moved = typed.deadline != before.deadline;
    let window = if is_moved { shortest_window } else { Duration::zero() };
    let after = before.with(demand_rules::check(typed, cx.now, (window, before.pace()))?);
    // Terms never change.
    let terms = TermsTold::default();
    let all = demands::differences(Some((&before, &terms)), (&after, &terms));
    let differences: Vec<FieldDifference> =
        all.into_iter().filter(|it| it.before != it.after).collect();
    let must_confirm = rules::must_confirm(differences.iter().map(|it| it.field.as_str()));
    let mut problems: Vec<Problem> = Vec::new();
    if differences.is_empty() {
        problems.push(AmendmentProblem::NothingChanged.into());
    }
    if !is_long(reason, 4..=300) {
        problems.push(AmendmentProblem::ReasonLength.into());
    }
    if store::count(&cx.tx, id).await? >= MOST_AMENDMENTS {
        problems.push(AmendmentProblem::TooMany.into());
    }
    let refused = rules::check(&before, &after, must_confirm, cx.now);
    problems.extend(refused.into_iter().map(Problem::from));
    kernel::error::collect(problems)?;

    let row = Model {
        id: DemandAmendmentId::new(cx.now, &mut cx.rng),
        demand_id: id.clone(),
        reason: reason.trim().to_owned(),
        differences: Differences(differences),
        must_confirm,
        made_by: cx.actor.account_id().cloned(),
        made_at: cx.now,
    };
    let changed: Vec<&str> = row.differences.0.iter().map(|it| it.label.as_str()).collect();
    let changed = changed.join("、");
    store::insert(&cx.tx, row.clone()).await?;
    bids::tell_of_amendment(cx, &before, &changed, must_confirm).await?;
    let bid_count = if must_confirm { 0 } else { before.bid_count };
    if must_confirm {
        bids::ask_to_confirm(cx, id).await?;
    }
    demands::actions::amended(cx, &before, DemandRow { bid_count, ..after }).await
}
