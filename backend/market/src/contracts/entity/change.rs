//! Rows of changes that one side proposes.

use super::{Side, text_enum};
use chrono::NaiveDate;
use commons::moderation::Differences;
use kernel::Fen;
use kernel::id::{AccountId, ContractChangeId, ContractId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where a change of a contract stands.
    ContractChangeState {
        /// 待对方确认.
        Proposed,
        /// 已同意.
        Agreed,
        /// 未同意.
        Refused,
        /// 已收回.
        Withdrawn,
    }
}

/// What a contract shall say, or that it shall end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ChangedTerms {
    /// For how much.
    pub price_fen: Fen,
    /// To this day.
    pub ends_on: NaiveDate,
    /// The days of the milestones that are not accepted, by number.
    pub due: Vec<(i32, NaiveDate)>,
    /// Whether it shall end as it is.
    pub ends_now: bool,
}

/// A change that one side proposes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_changes")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContractChangeId,
    /// Of what.
    pub contract_id: ContractId,
    /// Who proposes it.
    pub side: Side,
    /// Why.
    pub reason: String,
    /// What, field by field.
    pub differences: Differences,
    /// What it shall be.
    pub terms: ChangedTerms,
    /// Where it stands.
    pub state: ContractChangeState,
    /// Who proposed it.
    pub proposed_by: Option<AccountId>,
    /// When.
    pub proposed_at: DateTimeUtc,
    /// Who decided it.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
