//! Rows of questions.

use kernel::id::{AccountId, DemandId, DemandQuestionId, OrganisationId};
use sea_orm::entity::prelude::*;

/// A question about a need.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demand_questions")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DemandQuestionId,
    /// About what.
    pub demand_id: DemandId,
    /// Who asks; shown to nobody.
    pub organisation_id: OrganisationId,
    /// Who typed it; shown to nobody.
    pub asked_by: Option<AccountId>,
    /// What is asked.
    pub question: String,
    /// When.
    pub asked_at: DateTimeUtc,
    /// What the owner says; null until then.
    pub answer: Option<String>,
    /// Who typed it.
    pub answered_by: Option<AccountId>,
    /// When.
    pub answered_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
