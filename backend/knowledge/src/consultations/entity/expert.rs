//! Rows of experts.

use crate::answers::Field;
use kernel::RegionCode;
use kernel::id::{AccountId, ExpertId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Fields, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Fields(pub Vec<Field>);

/// Names, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Names(pub Vec<String>);

/// Somebody who answers.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "experts")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExpertId,
    /// Who.
    pub account_id: AccountId,
    /// As it is shown.
    pub name: String,
    /// Where they work.
    pub unit: String,
    /// What they answer.
    pub fields: Fields,
    /// Where; none for everywhere.
    pub region_code: Option<RegionCode>,
    /// Organisations they have an interest in, by name.
    pub conflicts: Names,
    /// How many questions they take at once.
    pub capacity: i32,
    /// Whether they take questions now.
    pub is_active: bool,
    /// When they were named last.
    pub named_at: Option<DateTimeUtc>,
    /// When they came.
    pub created_at: DateTimeUtc,
}

/// None: the arrows point away.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
