//! Who may read which bids.

use super::entity::{BidState, Model};
use super::store;
use crate::demands::stages::shows_names;
use crate::demands::{DemandRow, access as demand_access, rules};
use chrono::{DateTime, Utc};
use kernel::{Actor, Result};
use sea_orm::ConnectionTrait;

/// Whether an actor may read a bid: its bidder always; the enterprise that asked from the
/// deadline on, if it counts; everybody else once it is the chosen one.
pub(super) fn may_read(actor: &Actor, bid: &Model, demand: &DemandRow, now: DateTime<Utc>) -> bool {
    let is_own = actor.organisation_id() == Some(&bid.organisation_id);
    let is_asker = demand_access::is_owner(actor, demand)
        && rules::bids_are_open(demand, now)
        && bid.state.counts();
    is_own || is_asker || bid.state == BidState::Awarded
}

/// The bids of a need that an actor may read, cheapest first; in the order of the list of the
/// opening while nobody may know whose they are.
///
/// # Errors
/// A fault when the database fails.
pub async fn visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    demand: &DemandRow,
    now: DateTime<Utc>,
) -> Result<Vec<Model>> {
    let mut rows = store::of_demand(db, &demand.id).await?;
    rows.retain(|it| may_read(actor, it, demand, now));
    if !shows_names(demand) {
        rows.sort_by(|a, b| (a.place_in_list, &a.id).cmp(&(b.place_in_list, &b.id)));
    }
    Ok(rows)
}
