//! Who may say what about a proposal.

use super::entity::ObjectionRow;
use crate::demands::{DemandRow, access as demand_access};
use kernel::id::OrganisationId;
use kernel::{Actor, OrganisationKind, Role};

/// The association somebody votes for: moderators that act for one.
pub(super) fn association_of(actor: &Actor) -> Option<&OrganisationId> {
    let is_panel =
        actor.role() == Some(Role::Moderator) && actor.acts_for(OrganisationKind::Association);
    actor.organisation_id().filter(|_| is_panel)
}

/// Whether somebody may know who objects: the objector, the buyer, the panel. Others read what is
/// said, not by whom.
pub(super) fn may_know_objector(actor: &Actor, row: &ObjectionRow, demand: &DemandRow) -> bool {
    is_objector(actor, row)
        || demand_access::is_owner(actor, demand)
        || association_of(actor).is_some()
}

/// Those who act for the bidder that objects.
pub(super) fn is_objector(actor: &Actor, row: &ObjectionRow) -> bool {
    actor.organisation_id() == Some(&row.organisation_id)
}
