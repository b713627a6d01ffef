//! The waste classes of licences, a row each, so that those of one class are found at once.

use kernel::id::QualificationId;
use sea_orm::entity::prelude::*;

/// One class of one licence.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "qualification_classes")]
pub struct Model {
    /// `HW12`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub waste_class: String,
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub qualification_id: QualificationId,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
