//! Who holds what was read against the original.

use kernel::{Actor, Role};

/// Moderators, wherever they are: a text holds for all of them.
pub(super) fn may_decide(actor: &Actor) -> bool {
    actor.role() == Some(Role::Moderator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_and_the_product_decide_nothing() {
        assert!(!may_decide(&Actor::Visitor));
        assert!(!may_decide(&Actor::System("import")));
    }
}
