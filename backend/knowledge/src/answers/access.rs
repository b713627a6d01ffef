//! Who writes answers.

use kernel::{Actor, Role};

/// Whether the actor may plant what we wrote beforehand.
pub fn may_plant(actor: &Actor) -> bool {
    actor.is_system()
}

/// Whether the actor is an editor: the associations' moderators are.
pub fn may_edit(actor: &Actor) -> bool {
    actor.role() == Some(Role::Moderator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_write_nothing() {
        assert!(may_plant(&Actor::System("seed")));
        assert!(!may_plant(&Actor::Visitor) && !may_edit(&Actor::Visitor));
    }
}
