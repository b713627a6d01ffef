//! Rows of notices.

use super::rules::{MailState, NoticeKind};
use kernel::id::{AccountId, NoticeId};
use sea_orm::entity::prelude::*;

/// What one person is told about one event.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    /// Which; sorts by time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NoticeId,
    /// Who is told.
    pub account_id: AccountId,
    /// About what kind of thing.
    pub kind: NoticeKind,
    /// One line.
    pub title: String,
    /// A sentence or a few.
    pub body: String,
    /// Where to look, an address on this site.
    pub path: String,
    /// When it was told.
    pub created_at: DateTimeUtc,
    /// When the person looked at it.
    pub read_at: Option<DateTimeUtc>,
    /// What becomes of it by mail.
    pub mail: MailState,
    /// When it was mailed.
    pub mailed_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
