//! Who may see and change a registration.

use super::entity::Model;
use kernel::Actor;

/// The people of the organisation, and those who decide in its region.
pub fn may_see(actor: &Actor, registration: &Model) -> bool {
    let is_own = actor.organisation_id() == Some(&registration.organisation_id);
    is_own || actor.moderates(&registration.region_code)
}

/// Its letter and certificate name people: owners, and those who decide in its region.
pub fn may_read_documents(actor: &Actor, registration: &Model) -> bool {
    actor.owns(&registration.organisation_id) || actor.moderates(&registration.region_code)
}

/// Owners of the organisation.
pub fn may_change(actor: &Actor, registration: &Model) -> bool {
    actor.owns(&registration.organisation_id)
}
