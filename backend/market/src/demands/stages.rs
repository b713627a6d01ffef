//! Which way a need goes from its deadline to its award: one table, and the one place that writes it.

use super::actions::write;
use super::entity::{DemandStage, DemandState, Model};
use super::rules::DemandProblem;
use super::{mails, store};
use crate::bids;
use kernel::Result;
use kernel::id::{BidId, DemandId};
use platform::Cx;

/// What moves a need that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The envelopes of the first stage are open.
    Open,
    /// Scores are fixed.
    Lock,
    /// Every price is known, bids are ranked.
    Rank,
    /// A bid is proposed.
    Propose,
    /// The proposal is overturned.
    Overturn,
    /// The notice has ended without an open objection.
    AwardByClock,
    /// The owner chooses at once, where the terms ask for no notice.
    AwardAtOnce,
}

/// Where an open need stands after an act; none when the act is not possible there. `has_notice`:
/// its terms ask for a notice before the award.
pub fn next(
    stage: Option<DemandStage>,
    has_notice: bool,
    act: Act,
) -> Option<(DemandState, Option<DemandStage>)> {
    use DemandStage::{Opening, Pricing, Proposed, Ranked, Scoring};
    let open = |stage| Some((DemandState::Opened, Some(stage)));
    match (stage, act) {
        (Some(Opening), Act::Open) => open(if has_notice { Scoring } else { Ranked }),
        (Some(Scoring), Act::Lock) => open(Pricing),
        (Some(Pricing), Act::Rank) => open(Ranked),
        (Some(Ranked), Act::Propose) if has_notice => open(Proposed),
        (Some(Proposed), Act::Overturn) => open(Ranked),
        (Some(Proposed), Act::AwardByClock) => Some((DemandState::Awarded, None)),
        (None | Some(Ranked), Act::AwardAtOnce) if !has_notice => {
            Some((DemandState::Awarded, None))
        }
        _ => None,
    }
}

/// Whether the owner may know whose bids these are: of a scored need once its scores are fixed and
/// prices are open. One that ended before stays without names.
pub fn shows_names(demand: &Model) -> bool {
    !demand.is_scored
        || matches!(demand.stage, Some(DemandStage::Ranked | DemandStage::Proposed))
        || demand.state == DemandState::Awarded
}

/// Moves an open need on, without telling anybody.
///
/// # Errors
/// A problem when the act is not possible where it stands.
pub(crate) async fn move_on(
    cx: &mut Cx,
    before: &Model,
    (act, has_notice): (Act, bool),
    (action, event): (&'static str, &'static str),
) -> Result<Model> {
    let next = next(before.stage, has_notice, act);
    let next = next.filter(|_| before.state == DemandState::Opened);
    let (state, stage) = next.ok_or(DemandProblem::NotAtThisStage)?;
    write(cx, action, event, before, Model { state, stage, ..before.clone() }).await
}

/// Writes down that a bid of a need does not count any more: what an officer saw before is old.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn lost_a_bid(cx: &mut Cx, before: &Model) -> Result<Model> {
    write(cx, "evaluation.exclude", "demands.bid_excluded", before, before.clone()).await
}

/// Writes down that prices of a need have changed in an auction: what an officer saw before is old.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn repriced(cx: &mut Cx, before: &Model) -> Result<Model> {
    write(cx, "auctions.apply", "demands.repriced", before, before.clone()).await
}

/// Awards a need to a bid: bids are decided, everybody who bid is told.
///
/// # Errors
/// Problems when the need does not stand so, and for a bid that does not stand.
pub(crate) async fn award(
    cx: &mut Cx,
    before: Model,
    bid_id: &BidId,
    (act, has_notice): (Act, bool),
) -> Result<Model> {
    let Some((state, stage)) = next(before.stage, has_notice, act) else {
        return Err(match has_notice && act == Act::AwardAtOnce {
            true => DemandProblem::ProposeFirst.into(),
            false => DemandProblem::NotAtThisStage.into(),
        });
    };
    if !bids::decide(cx, &before.id, bid_id).await? {
        return Err(DemandProblem::BidNotStanding.into());
    }
    let after = Model {
        state,
        stage,
        awarded_at: Some(cx.now),
        awarded_bid_id: Some(bid_id.clone()),
        ..before.clone()
    };
    let after = write(cx, "demands.award", "demands.awarded", &before, after).await?;
    mails::tell(cx, &after).await?;
    Ok(after)
}

/// An open need at a stage, about to be changed by the product; none when it has moved on.
///
/// # Errors
/// Forbidden for persons.
pub(crate) async fn at_stage(cx: &Cx, id: &DemandId, stage: DemandStage) -> Result<Option<Model>> {
    if !cx.actor.is_system() {
        return Err(kernel::Denied::Forbidden.into());
    }
    let found = store::find_for_change(&cx.tx, id).await?;
    Ok(found.filter(|it| it.state == DemandState::Opened && it.stage == Some(stage)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ACTS: [Act; 7] = [
        Act::Open,
        Act::Lock,
        Act::Rank,
        Act::Propose,
        Act::Overturn,
        Act::AwardByClock,
        Act::AwardAtOnce,
    ];

    #[test]
    fn a_simple_need_is_awarded_at_once_and_only_so() {
        for act in ACTS {
            assert_eq!(next(None, false, act).is_some(), act == Act::AwardAtOnce, "{act:?}");
        }
    }

    proptest! {
        /// Whatever is tried in whatever order: an award of a scored need comes after its envelopes
        /// were opened, its scores fixed, its prices opened and a proposal.
        #[test]
        fn no_path_reaches_an_award_without_an_opening(
            acts in prop::collection::vec(0..ACTS.len(), 0..60),
        ) {
            let mut stage = Some(DemandStage::Opening);
            let mut done = Vec::new();
            for act in acts.into_iter().map(|it| ACTS[it]) {
                let Some((state, then)) = next(stage, true, act) else { continue };
                done.push(act);
                stage = then;
                if state == DemandState::Awarded {
                    break;
                }
                prop_assert!(stage.is_some(), "an open need has a stage");
            }
            prop_assert!(done.first().is_none_or(|it| *it == Act::Open));
            if stage.is_none() {
                let begun = [Act::Open, Act::Lock, Act::Rank, Act::Propose];
                prop_assert_eq!(&done[..4], &begun);
                prop_assert_eq!(&done[done.len() - 2..], &[Act::Propose, Act::AwardByClock]);
            }
        }
    }
}
