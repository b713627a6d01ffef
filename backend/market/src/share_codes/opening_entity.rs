//! Rows of openings.

use kernel::id::ShareCodeId;
use sea_orm::entity::prelude::*;

/// That somebody opened a code.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_code_openings")]
pub struct Model {
    /// Which code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub share_code_id: ShareCodeId,
    /// The how-manieth time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// When.
    pub opened_at: DateTimeUtc,
    /// The name of the reader's organisation; none for visitors.
    pub reader: Option<String>,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
