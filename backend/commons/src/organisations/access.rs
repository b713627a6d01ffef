//! Who looks after an organisation.

use super::entity::Model;
use kernel::{Actor, OrganisationKind};

/// Moderators of its region, for organisations of the market, and never for their own; the product
/// everywhere.
pub fn may_supervise(actor: &Actor, organisation: &Model) -> bool {
    let market = [OrganisationKind::Enterprise, OrganisationKind::Provider];
    let in_region = organisation.region_code.as_ref().is_some_and(|it| actor.moderates(it));
    let is_own = actor.organisation_id() == Some(&organisation.id);
    market.contains(&organisation.kind) && (actor.is_system() || (in_region && !is_own))
}
