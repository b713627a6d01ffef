//! Who may do what with the law library. Reading is for everybody.

use kernel::{Actor, Role};

/// Whether the actor may bring texts of laws in: imports, seeds, administrators.
pub fn may_record(actor: &Actor) -> bool {
    actor.role() == Role::Administrator
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_product_and_administrators_bring_laws_in() {
        assert!(may_record(&Actor::System("import")));
        assert!(!may_record(&Actor::Visitor));
    }
}
