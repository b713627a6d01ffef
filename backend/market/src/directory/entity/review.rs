//! Rows of reviews.

use kernel::id::{ProviderId, ReviewId};
use sea_orm::entity::prelude::*;

/// A customer's review.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewId,
    /// Of whom.
    pub provider_id: ProviderId,
    /// Who wrote it, as shown.
    pub author_name: String,
    /// 1 to 5.
    pub stars: i32,
    /// In the author's words.
    pub text: String,
    /// The day.
    pub written_on: Date,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
