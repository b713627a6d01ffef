//! Rows of refresh tokens.

use kernel::id::{AccountId, OrganisationId, SessionId};
use sea_orm::entity::prelude::*;

/// One refresh token of a signed-in device.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// Whose.
    pub account_id: AccountId,
    /// The sign-in it descends from: the session.
    pub family: SessionId,
    /// SHA-256 of the refresh token; the token itself is nowhere kept.
    pub token_digest: String,
    /// When it was given.
    pub created_at: DateTimeUtc,
    /// When it stops working by itself.
    pub expires_at: DateTimeUtc,
    /// When a newer token took its place.
    pub replaced_at: Option<DateTimeUtc>,
    /// When it was ended.
    pub ended_at: Option<DateTimeUtc>,
    /// The organisation the device acts for.
    pub organisation_id: Option<OrganisationId>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
