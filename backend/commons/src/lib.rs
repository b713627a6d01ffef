//! What every district shares: people and the organisations they act for, the check before
//! something is public, and the record of who did what.

use platform::vault::SealedColumn;

pub mod accounts;
pub mod appointments;
pub mod audit;
pub mod credentials;
pub mod factors;
pub mod invitations;
pub mod machine_keys;
pub mod mails;
pub mod memberships;
pub mod moderation;
pub mod notices;
pub mod organisations;
pub mod privacy;
pub mod registrations;
pub mod requests;
pub mod sessions;
pub mod suspensions;

/// The columns of this district whose texts are sealed ([`platform::vault`]); what is not in the list
/// is passed over when keys are rotated.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn { table: "totp_factors", column: "secret_sealed", id: "account_id" },
    SealedColumn { table: "person_details", column: "phone_sealed", id: "account_id" },
];

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
    sessions::SessionQuery,
    factors::FactorQuery,
    machine_keys::MachineKeyQuery,
    organisations::PlaceQuery,
    moderation::ModerationQuery,
    audit::AuditQuery,
    appointments::AppointmentQuery,
    registrations::RegistrationQuery,
    notices::NoticeQuery,
    privacy::PersonalDataQuery,
    memberships::MembershipQuery,
    invitations::InvitationQuery,
    suspensions::SuspensionQuery,
);

/// The verbs of what every district shares.
#[derive(async_graphql::MergedObject, Default)]
pub struct CommonsMutation(
    sessions::SessionMutation,
    credentials::CredentialMutation,
    factors::FactorMutation,
    machine_keys::MachineKeyMutation,
    moderation::ModerationMutation,
    appointments::AppointmentMutation,
    registrations::RegistrationMutation,
    notices::NoticeMutation,
    privacy::PersonalDataMutation,
    memberships::MembershipMutation,
    invitations::InvitationMutation,
    suspensions::SuspensionMutation,
);
