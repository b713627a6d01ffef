//! Rows of how persons want to be told.

use super::rules::{Delivery, NoticeKind};
use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// How a person wants one kind told.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_settings")]
pub struct Model {
    /// Whose setting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// Of which kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: NoticeKind,
    /// How it is told by mail.
    pub delivery: Delivery,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
