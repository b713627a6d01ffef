//! Rows of reviews of contracts.

use crate::contracts::Side;
use kernel::id::{AccountId, ContractId, ContractReviewId, DemandId, OrganisationId, ProviderId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How many stars for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// `quality`.
    pub code: String,
    /// 1 to 5.
    pub stars: i32,
}

/// What was given, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Criteria(pub Vec<Given>);

/// What one side says of the other.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_reviews")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContractReviewId,
    /// Of which contract.
    pub contract_id: ContractId,
    /// Of which need.
    pub demand_id: DemandId,
    /// Who says it.
    pub side: Side,
    /// As it is shown.
    pub author_name: String,
    /// Of whom.
    pub of_organisation_id: OrganisationId,
    /// Of which page, when it is of a provider.
    pub of_provider_id: Option<ProviderId>,
    /// 1 to 5, the mean of the criteria.
    pub stars: i32,
    /// Each.
    pub criteria: Criteria,
    /// In words.
    pub text: String,
    /// Who wrote it.
    pub written_by: Option<AccountId>,
    /// When.
    pub written_at: DateTimeUtc,
    /// From when on it is shown.
    pub shown_from: DateTimeUtc,
    /// Whether it was put where it counts.
    pub is_shown: bool,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
