//! Who may appoint.

use super::entity::Model;
use kernel::id::AccountId;
use kernel::{Actor, Role};

/// System administrators propose, never themselves.
pub fn may_propose(actor: &Actor, account_id: &AccountId) -> bool {
    actor.role() == Some(Role::SystemAdministrator) && actor.account_id() != Some(account_id)
}

/// Security administrators decide, never on themselves and never on what they proposed.
pub fn may_decide(actor: &Actor, appointment: &Model) -> bool {
    actor.role() == Some(Role::SecurityAdministrator)
        && actor.account_id() != Some(&appointment.account_id)
        && actor.account_id() != appointment.proposed_by.as_ref()
}

#[cfg(test)]
mod tests {
    use super::super::entity::AppointmentState;
    use super::*;
    use chrono::{DateTime, Utc};
    use kernel::Dice;
    use kernel::id::AppointmentId;

    fn person(account_id: &AccountId, role: Role) -> Actor {
        Actor::Person { account_id: account_id.clone(), role, member: None, region: None }
    }

    #[test]
    fn one_proposes_another_decides_and_nobody_on_themselves() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let mut rng = Dice::seeded(1);
        let [system, security, other] = [(); 3].map(|()| AccountId::new(now, &mut rng));
        let of = |account_id: &AccountId, proposed_by: &AccountId| Model {
            id: AppointmentId::new(now, &mut Dice::seeded(2)),
            account_id: account_id.clone(),
            role: Role::Moderator,
            region_code: None,
            state: AppointmentState::Proposed,
            proposed_by: Some(proposed_by.clone()),
            proposed_at: now,
            decided_by: None,
            decided_at: None,
        };
        let decides = |who: &AccountId, role, what: &Model| may_decide(&person(who, role), what);

        assert!(may_propose(&person(&system, Role::SystemAdministrator), &other));
        assert!(!may_propose(&person(&system, Role::SystemAdministrator), &system));
        for role in
            [Role::Member, Role::Moderator, Role::SecurityAdministrator, Role::AuditAdministrator]
        {
            assert!(!may_propose(&person(&security, role), &other), "{role:?}");
        }
        let role = Role::SecurityAdministrator;
        assert!(decides(&security, role, &of(&other, &system)));
        assert!(!decides(&security, role, &of(&security, &system)), "on oneself");
        assert!(!decides(&security, role, &of(&other, &security)), "what one proposed");
        for role in
            [Role::Member, Role::Moderator, Role::SystemAdministrator, Role::AuditAdministrator]
        {
            assert!(!decides(&security, role, &of(&other, &system)), "{role:?}");
        }
        assert!(!may_propose(&Actor::System("x"), &other));
    }
}
