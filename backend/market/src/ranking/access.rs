//! Who may enter evidence, and who may dispute it.

use crate::directory::ProviderRow;
use kernel::{Actor, OrganisationKind, RegionCode};

/// Moderators of the provider's region, and persons of a regulator that looks after it. Nobody
/// enters rows about their own organisation.
pub(super) fn may_enter(
    actor: &Actor,
    provider: &ProviderRow,
    regulated: Option<&RegionCode>,
) -> bool {
    let Some(place) = &provider.region_code else { return false };
    let is_own = actor.organisation_id() == Some(&provider.organisation_id);
    let regulates = actor.acts_for(OrganisationKind::Regulator)
        && actor.may_edit()
        && regulated.is_some_and(|it| it.contains(place));
    !is_own && (actor.moderates(place) || regulates)
}

/// Those who act for a provider.
pub(super) fn acts_for_provider(actor: &Actor) -> bool {
    actor.acts_for(OrganisationKind::Provider)
}
