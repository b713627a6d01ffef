//! Who reads the board of sources, who replays, and who says whose a row is.

use super::entity::conflict::Model as Conflict;
use kernel::{Actor, OrganisationKind, Role};

/// Associations, regulators, operators, and the system administrator, who keeps the keys.
pub(crate) fn may_read(actor: &Actor) -> bool {
    let kinds =
        [OrganisationKind::Regulator, OrganisationKind::Operator, OrganisationKind::Association];
    matches!(actor.role(), Some(Role::Moderator | Role::SystemAdministrator))
        || kinds.into_iter().any(|it| actor.acts_for(it))
}

/// Moderators, and owners and editors of an operator.
pub(super) fn may_replay(actor: &Actor) -> bool {
    actor.role() == Some(Role::Moderator)
        || (actor.acts_for(OrganisationKind::Operator) && actor.may_edit())
}

/// Owners and editors of the organisation it names.
pub(super) fn may_decide(actor: &Actor, conflict: &Conflict) -> bool {
    actor.may_edit() && actor.organisation_id() == Some(&conflict.organisation_id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use kernel::id::{AccountId, OrganisationId};
    use kernel::{Dice, Member, MemberRole};

    fn person(role: Role, of: Option<(OrganisationKind, MemberRole)>) -> Actor {
        let (now, mut rng) = (Utc.timestamp_opt(0, 0).unwrap(), Dice::seeded(1));
        let member = of.map(|(kind, role)| Member {
            organisation_id: OrganisationId::new(now, &mut rng),
            kind,
            role,
            is_cleared: true,
        });
        Actor::Person { account_id: AccountId::new(now, &mut rng), role, member, region: None }
    }

    #[test]
    fn those_who_keep_order_read_and_fewer_replay() {
        use OrganisationKind as K;
        for (kind, role, reads, replays) in [
            (K::Regulator, MemberRole::Editor, true, false),
            (K::Operator, MemberRole::Editor, true, true),
            (K::Operator, MemberRole::Viewer, true, false),
            (K::Enterprise, MemberRole::Owner, false, false),
            (K::Provider, MemberRole::Owner, false, false),
        ] {
            let actor = person(Role::Member, Some((kind, role)));
            assert_eq!((may_read(&actor), may_replay(&actor)), (reads, replays), "{kind:?}");
        }
        let moderator = person(Role::Moderator, None);
        assert!(may_read(&moderator) && may_replay(&moderator));
        let system = person(Role::SystemAdministrator, None);
        assert!(may_read(&system) && !may_replay(&system));
        assert!(!may_read(&person(Role::SecurityAdministrator, None)));
        assert!(!may_read(&Actor::Visitor));
    }
}
