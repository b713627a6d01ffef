//! Rows of passkeys.

use kernel::id::{AccountId, PasskeyId};
use sea_orm::entity::prelude::*;

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PasskeyId,
    /// Whose.
    pub account_id: AccountId,
    /// What the authenticator calls it, in base64url.
    pub credential_id: String,
    /// What its owner calls it.
    pub name: String,
    /// Its public key and what never changes, as the WebAuthn library writes it, in base64url.
    pub fixed_state: String,
    /// Its counter and what changes with use, as the WebAuthn library writes it, in base64url.
    pub moving_state: String,
    /// The ways it can be reached, as bits of the WebAuthn library.
    pub transports: i32,
    /// When it was added.
    pub created_at: DateTimeUtc,
    /// When it was last used.
    pub last_used_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
