//! Rows of sign-ins: one device of one person.

use kernel::id::{AccountId, SessionId};
use sea_orm::entity::prelude::*;

/// A signed-in device, as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ins")]
pub struct Model {
    /// Which; the family of its tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// Whose.
    pub account_id: AccountId,
    /// What device it is, in plain words.
    pub device: String,
    /// The address it was last seen at.
    pub address: Option<String>,
    /// Whether it may do nothing but set up a second factor.
    pub is_limited: bool,
    /// When the person signed in.
    pub began_at: DateTimeUtc,
    /// When it last got new tokens.
    pub last_used_at: DateTimeUtc,
    /// When it ends when it is not used.
    pub expires_at: DateTimeUtc,
    /// When it ends at the latest.
    pub ends_at: DateTimeUtc,
    /// When it was ended.
    pub ended_at: Option<DateTimeUtc>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
