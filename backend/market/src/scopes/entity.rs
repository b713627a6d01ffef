//! Rows of scopes.

use kernel::id::DemandId;
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One answer of a scope, with the words of its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, async_graphql::SimpleObject)]
#[graphql(name = "ScopeAnswer")]
pub struct Answer {
    /// Which field of the template.
    pub key: String,
    /// What it was called.
    pub label: String,
    /// What was answered, with its unit.
    pub value: String,
}

/// The answers of a need, in the order of the template.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Answers(pub Vec<Answer>);

/// The scope of a need (采购范围).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demand_scopes")]
pub struct Model {
    /// Of which need.
    #[sea_orm(primary_key, auto_increment = false)]
    pub demand_id: DemandId,
    /// What was answered.
    pub answers: Answers,
}

/// None: the arrow points at the need.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
