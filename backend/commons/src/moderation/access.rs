//! Who may see and decide a check.

use super::entity::Model;
use kernel::Actor;

/// Moderators of the region, and never for their own organisation.
pub fn may_decide(actor: &Actor, request: &Model) -> bool {
    let own = actor.organisation_id().is_some()
        && actor.organisation_id() == request.organisation_id.as_ref();
    actor.moderates(&request.region_code) && !own
}

/// Those who may decide, and those it concerns.
pub fn may_see(actor: &Actor, request: &Model) -> bool {
    may_decide(actor, request)
        || (actor.organisation_id().is_some()
            && actor.organisation_id() == request.organisation_id.as_ref())
}
