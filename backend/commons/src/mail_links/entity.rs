//! Rows of links sent by mail.

use kernel::id::{AccountId, MailLinkId};
use sea_orm::entity::prelude::*;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LinkPurpose {
    /// To set a new password.
    PasswordReset,
    /// To confirm a new address from the old one.
    EmailOld,
    /// To confirm a new address from itself.
    EmailNew,
    /// To confirm the address one registers with.
    Registration,
}

/// A link; the word in it is made from the id with the key of the installation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_links")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailLinkId,
    /// Whose.
    pub account_id: AccountId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The address it is sent to.
    pub sent_to: String,
    /// The address that is to become the account's.
    pub new_email: Option<String>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it stops working.
    pub expires_at: DateTimeUtc,
    /// When it was opened, or became worthless.
    pub used_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
