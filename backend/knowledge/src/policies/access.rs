//! Who may do what with the law library. Reading is for everybody.

use kernel::Actor;

/// Whether the actor may bring texts of laws in: imports and seeds.
pub fn may_record(actor: &Actor) -> bool {
    actor.is_system()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_product_brings_laws_in() {
        assert!(may_record(&Actor::System("import")));
        assert!(!may_record(&Actor::Visitor));
    }
}
