//! Who keeps the list.

use kernel::{Actor, Role};

/// Moderators and the system administrator, and the product when it is installed.
pub fn may_keep(actor: &Actor) -> bool {
    let is_keeper = matches!(actor.role(), Some(Role::Moderator | Role::SystemAdministrator));
    actor.is_system() || is_keeper
}
