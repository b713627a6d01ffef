//! Who keeps shares, and who reads what was in an envelope.

use super::EnvelopeKind;
use super::rules::CUSTODIANS;
use crate::bids::BidRow;
use crate::demands::stages::shows_names;
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

/// Whether the actor may read what is in an opened envelope: the bidder, and the enterprise that asked
/// while the bid counts. A qualification tells whose it is, so it waits until names are shown.
pub fn may_read(actor: &Actor, bid: &BidRow, demand: &DemandRow, kind: EnvelopeKind) -> bool {
    let is_nameless = kind != EnvelopeKind::Qualification || shows_names(demand);
    actor.organisation_id() == Some(&bid.organisation_id)
        || (demand_access::is_owner(actor, demand) && bid.state.counts() && is_nameless)
}
