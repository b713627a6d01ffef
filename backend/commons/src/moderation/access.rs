//! Who may see and decide a check.

use super::entity::Model;
use kernel::Actor;

/// Moderators of its region, or of the other region of a joint matter, and never for their own
/// organisation nor for what they sent in themselves.
pub fn may_decide(actor: &Actor, request: &Model) -> bool {
    let sides = [Some(&request.region_code), request.second_region_code.as_ref()];
    sides.into_iter().flatten().any(|it| actor.moderates(it)) && !is_owner(actor, request)
}

/// Those who act for the organisation it is about, and the person who sent it.
pub fn is_owner(actor: &Actor, request: &Model) -> bool {
    let same = actor.organisation_id().is_some()
        && actor.organisation_id() == request.organisation_id.as_ref();
    same || actor.account_id().is_some_and(|it| Some(it) == request.submitted_by.as_ref())
}

/// Those who may decide, and those it concerns.
pub fn may_see(actor: &Actor, request: &Model) -> bool {
    may_decide(actor, request) || is_owner(actor, request)
}
