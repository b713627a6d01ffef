//! Who looks again.

use kernel::{Actor, Role};

/// Moderators, wherever they are: what is cited holds for the whole country.
pub(super) fn may_review(actor: &Actor) -> bool {
    actor.role() == Some(Role::Moderator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_and_the_product_close_nothing() {
        assert!(!may_review(&Actor::Visitor));
        assert!(!may_review(&Actor::System("ripples.look")));
    }
}
