//! Who sees what is asked, and who asks.

use kernel::Actor;

/// Whoever reads the board of sources.
pub(super) fn may_read(actor: &Actor) -> bool {
    crate::feeds::may_read(actor)
}

/// The product itself.
pub(super) fn may_ask(actor: &Actor) -> bool {
    actor.is_system()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_product_asks() {
        assert!(may_ask(&Actor::System("import")));
        assert!(!may_ask(&Actor::Visitor) && !may_read(&Actor::Visitor));
    }
}
