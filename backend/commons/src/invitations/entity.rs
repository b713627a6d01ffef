//! Rows of invitations.

use kernel::MemberRole;
use kernel::id::{AccountId, InvitationId, OrganisationId};
use sea_orm::entity::prelude::*;

/// That somebody is asked into an organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    /// Into which organisation.
    pub organisation_id: OrganisationId,
    /// Who, lower case.
    pub email: String,
    /// As what.
    pub role: MemberRole,
    /// SHA-256 of the token; the token itself is in the mail alone.
    pub token_digest: String,
    /// By whom.
    pub invited_by: Option<AccountId>,
    /// When.
    pub created_at: DateTimeUtc,
    /// When the link stops working.
    pub expires_at: DateTimeUtc,
    /// Who joined by it.
    pub accepted_by: Option<AccountId>,
    /// When it was accepted or cancelled.
    pub ended_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
