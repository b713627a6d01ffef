//! Who may see and move a need.

use super::entity::Model;
use super::rules;
use kernel::{Actor, OrganisationKind, Pace};

/// Enterprises post needs; for practice, whoever acts for an organisation.
pub fn may_post(actor: &Actor, pace: Pace) -> bool {
    pace.is_practice() || actor.acts_for(OrganisationKind::Enterprise)
}

/// Whether the actor may change a need that is theirs: owners and editors, not viewers.
pub fn may_change(actor: &Actor, demand: &Model) -> bool {
    is_owner(actor, demand) && actor.may_edit()
}

/// Those who act for the owner.
pub fn is_owner(actor: &Actor, demand: &Model) -> bool {
    actor.organisation_id() == Some(&demand.organisation_id)
}

/// Everybody once it is public; before and when it ended unseen, its owner and the moderators
/// of its region.
pub fn may_see(actor: &Actor, demand: &Model) -> bool {
    rules::is_public(demand.state)
        || is_owner(actor, demand)
        || actor.moderates(&demand.region_code)
        || actor.is_system()
}
