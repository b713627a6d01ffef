//! What every district shares: people and the organisations they act for, the check before
//! something is public, and the record of who did what.

use kernel::id::OrganisationId;
use platform::vault::SealedColumn;

pub mod accounts;
pub mod appointments;
pub mod apps;
pub mod audit;
pub mod credentials;
pub mod factors;
pub mod feeds;
pub mod invitations;
pub mod machine_keys;
pub mod mail_links;
pub mod mails;
pub mod memberships;
pub mod moderation;
pub mod moves;
pub mod notices;
pub mod organisations;
pub mod privacy;
pub mod pulls;
pub mod registrations;
pub mod requests;
pub mod sessions;
pub mod suspensions;
pub mod texts;

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
    /// It contradicts what is known; nothing was written.
    Conflict(Conflict),
    /// It is about nobody we know, and its list is taken only for those we know; nothing was written.
    Passed,
}

/// That a row contradicts what is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// How, in a sentence for people.
    pub reason: String,
    /// What an organisation says of itself that it contradicts; none when it is about none.
    pub with: Option<OrganisationId>,
}

/// The root fields of people: who they are, how they sign in, for whom they act.
#[derive(async_graphql::MergedObject, Default)]
pub struct PeopleQuery(
    accounts::AccountQuery,
    sessions::SessionQuery,
    factors::FactorQuery,
    notices::NoticeQuery,
    privacy::PersonalDataQuery,
    memberships::MembershipQuery,
    invitations::InvitationQuery,
);

/// The verbs of people.
#[derive(async_graphql::MergedObject, Default)]
pub struct PeopleMutation(
    sessions::SessionMutation,
    sessions::SessionSupervisionMutation,
    credentials::CredentialMutation,
    factors::FactorMutation,
    notices::NoticeMutation,
    privacy::PersonalDataMutation,
    memberships::MembershipMutation,
    invitations::InvitationMutation,
);

/// The root fields of order: what is checked, by whom, and what was done.
#[derive(async_graphql::MergedObject, Default)]
pub struct OrderQuery(
    organisations::OrganisationQuery,
    organisations::PlaceQuery,
    registrations::RegistrationQuery,
    moderation::ModerationQuery,
    suspensions::SuspensionQuery,
    moves::MoveQuery,
    texts::TextQuery,
    appointments::AppointmentQuery,
    machine_keys::MachineKeyQuery,
    audit::AuditQuery,
    apps::AppQuery,
    feeds::FeedQuery,
    pulls::PullQuery,
);

/// The verbs of order.
#[derive(async_graphql::MergedObject, Default)]
pub struct OrderMutation(
    registrations::RegistrationMutation,
    moderation::ModerationMutation,
    suspensions::SuspensionMutation,
    moves::MoveMutation,
    texts::TextMutation,
    appointments::AppointmentMutation,
    machine_keys::MachineKeyMutation,
    apps::AppMutation,
    feeds::FeedMutation,
);
