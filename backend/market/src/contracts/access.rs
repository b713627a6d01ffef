//! Who reads and moves a contract.

use super::entity::{Model, Side};
use kernel::Actor;

/// The side the actor acts for; none for others.
pub(crate) fn side_of(actor: &Actor, contract: &Model) -> Option<Side> {
    let own = actor.organisation_id()?;
    if own == &contract.buyer_id {
        Some(Side::Buyer)
    } else if own == &contract.seller_id {
        Some(Side::Provider)
    } else {
        None
    }
}

/// The two sides; the association of the region once the contract is disputed.
pub(super) fn may_read(actor: &Actor, contract: &Model) -> bool {
    side_of(actor, contract).is_some() || reads_as_association(actor, contract)
}

/// Whether the actor reads it only because it is disputed; such a reading is logged.
pub(super) fn reads_as_association(actor: &Actor, contract: &Model) -> bool {
    contract.dispute_count > 0
        && actor.moderates(&contract.region_code)
        && side_of(actor, contract).is_none()
}
