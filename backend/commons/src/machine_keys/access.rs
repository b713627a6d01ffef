//! Who makes, sees and revokes keys.

use super::entity::Model;
use kernel::id::OrganisationId;
use kernel::{Actor, Denied, MemberRole, Role};

/// Whose keys somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holder {
    /// Those of the organisation they own.
    Organisation(OrganisationId),
    /// Those of neighbouring systems.
    Systems,
}

impl Holder {
    /// The organisation, if it is one.
    pub(super) fn organisation_id(&self) -> Option<&OrganisationId> {
        match self {
            Self::Organisation(id) => Some(id),
            Self::Systems => None,
        }
    }

    /// Whether a key is this holder's.
    pub(super) fn holds(&self, key: &Model) -> bool {
        self.organisation_id() == key.organisation_id.as_ref()
    }
}

/// Whose keys the actor keeps.
pub(super) fn holder_of(actor: &Actor) -> Result<Holder, Denied> {
    match actor {
        Actor::Person { role: Role::SystemAdministrator, .. } => Ok(Holder::Systems),
        Actor::Person { member: Some(member), .. } if member.role == MemberRole::Owner => {
            Ok(Holder::Organisation(member.organisation_id.clone()))
        }
        Actor::Visitor => Err(Denied::Unauthenticated),
        _ => Err(Denied::Forbidden),
    }
}
