//! Who sees what of an evaluation.

use super::entity::Model;
use crate::demands::{DemandRow, DemandState, access as demand_access};
use kernel::Actor;

/// How much of an evaluation somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Nothing yet.
    Nothing,
    /// The own sheet, and how far the others are: people of the buyer, until bids are ranked.
    OwnSheet,
    /// Ranks, points, prices and names, evaluators by number: everybody once a bid was proposed.
    Public,
    /// Beside that who scored, and what the weights decide: people of the buyer.
    Whole,
}

/// What an actor sees of the evaluation of a need; none was begun when it is `None`.
pub fn sight(actor: &Actor, demand: &DemandRow, found: Option<&Model>) -> Sight {
    let is_buyer = demand_access::is_owner(actor, demand);
    let is_ranked = found.is_some_and(|it| it.ranking.is_some());
    let is_public = found.is_some_and(|it| it.published_at.is_some())
        || (is_ranked && demand.state == DemandState::Awarded);
    match (is_buyer, is_ranked) {
        (true, true) => Sight::Whole,
        (true, false) => Sight::OwnSheet,
        (false, true) if is_public => Sight::Public,
        _ => Sight::Nothing,
    }
}
