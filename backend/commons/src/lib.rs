//! What every district shares: people and the organisations they act for, the check before
//! something is public, and the record of who did what.

pub mod accounts;
pub mod appointments;
pub mod audit;
pub mod invitations;
pub mod memberships;
pub mod moderation;
pub mod organisations;
pub mod registrations;
pub mod requests;
pub mod suspensions;

/// How recording a row of somebody else's data ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordOutcome {
    /// It was not known.
    New,
    /// It was known otherwise.
    Changed,
    /// It was known just so.
    Unchanged,
    /// It contradicts what is known; nothing was written. The sentence says how.
    Conflict(String),
}

/// The root fields of what every district shares.
#[derive(async_graphql::MergedObject, Default)]
pub struct CommonsQuery(
    accounts::AccountQuery,
    organisations::PlaceQuery,
    moderation::ModerationQuery,
    audit::AuditQuery,
    appointments::AppointmentQuery,
    registrations::RegistrationQuery,
    memberships::MembershipQuery,
    invitations::InvitationQuery,
    suspensions::SuspensionQuery,
);

/// The verbs of what every district shares.
#[derive(async_graphql::MergedObject, Default)]
pub struct CommonsMutation(
    accounts::AccountMutation,
    moderation::ModerationMutation,
    appointments::AppointmentMutation,
    registrations::RegistrationMutation,
    memberships::MembershipMutation,
    invitations::InvitationMutation,
    suspensions::SuspensionMutation,
);
