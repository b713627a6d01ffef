//! Who keeps shares, and who reads what was in an envelope.

use super::rules::CUSTODIANS;
use crate::bids::BidRow;
use crate::demands::{DemandRow, access as demand_access};
use kernel::{Actor, OrganisationKind, RegionCode, Role};

/// The province for which the actor keeps shares: moderators of the three associations, each for
/// their own.
pub fn custodian_of(actor: &Actor) -> Option<RegionCode> {
    match actor {
        Actor::Person { role: Role::Moderator, region: Some(region), .. }
            if actor.acts_for(OrganisationKind::Association)
                && CUSTODIANS.contains(&region.as_str()) =>
        {
            Some(region.clone())
        }
        _ => None,
    }
}

/// Whether the actor may read the files of an opened envelope: the bidder, and the enterprise that asked
/// while the bid counts.
pub fn may_read_files(actor: &Actor, bid: &BidRow, demand: &DemandRow) -> bool {
    actor.organisation_id() == Some(&bid.organisation_id)
        || (demand_access::is_owner(actor, demand) && bid.state.counts())
}
