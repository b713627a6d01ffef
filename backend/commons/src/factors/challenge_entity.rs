//! Rows of what waits for a second step.

use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// What a challenge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Purpose {
    /// A sign-in whose password was right.
    SignIn,
    /// A passkey that is being made.
    Passkey,
}

/// A second step that is waited for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_challenges")]
pub struct Model {
    /// SHA-256 of its token; the token itself is nowhere kept.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// Whose.
    pub account_id: AccountId,
    /// What for.
    pub purpose: Purpose,
    /// What the WebAuthn library must know again, in base64url.
    pub state: Option<String>,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it stops working.
    pub expires_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
