//! Rows of the requests in an act on many.

use kernel::id::{AccountId, ChangeRequestId, ModerationBatchId};
use sea_orm::entity::prelude::*;

/// One request of an act on many.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "moderation_batch_items")]
pub struct Model {
    /// Of which act.
    #[sea_orm(primary_key, auto_increment = false)]
    pub batch_id: ModerationBatchId,
    /// Which request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub change_request_id: ChangeRequestId,
    /// As it was when the act began.
    pub revision: i32,
    /// To whom it was given before.
    pub assigned_before: Option<AccountId>,
    /// The code of the problem that kept it from taking effect.
    pub refusal: Option<String>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
