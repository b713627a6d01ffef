//! Who may change what a page says.

use kernel::{Actor, OrganisationKind};

/// Those who act for a provider; which one is found by its organisation.
pub(super) fn acts_for_provider(actor: &Actor) -> bool {
    actor.acts_for(OrganisationKind::Provider)
}
