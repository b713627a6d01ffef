//! Who says which article took the place of which. Reading is for everybody.

use kernel::{Actor, Role};

/// Moderators, wherever they are: what is decided holds for the whole country.
pub(super) fn may_decide(actor: &Actor) -> bool {
    actor.role() == Some(Role::Moderator)
}

/// The product itself, when it compares.
pub(super) fn may_propose(actor: &Actor) -> bool {
    actor.is_system()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_decide_nothing() {
        assert!(!may_decide(&Actor::Visitor));
        assert!(!may_propose(&Actor::Visitor));
        assert!(may_propose(&Actor::System("successions.propose")));
    }
}
