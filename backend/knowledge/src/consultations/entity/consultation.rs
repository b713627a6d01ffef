//! Rows of questions handed to a person.

use super::expert::Names;
use crate::answers::{Citations, Field};
use kernel::RegionCode;
use kernel::id::{AccountId, AnswerId, ConsultationId, ExpertId};
use sea_orm::entity::prelude::*;

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConsultationState {
    /// No expert is named.
    Waiting,
    /// An expert is at it.
    Named,
    /// It is answered.
    Answered,
    /// The answer is public.
    Published,
}

/// A question handed to a person, without anything personal but the address.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultations")]
pub struct Model {
    /// Which; also the code by which it is followed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsultationId,
    /// What is asked, masked.
    pub question: String,
    /// What was asked of the assistant before, in order.
    pub transcript: Names,
    /// Where.
    pub region_code: Option<RegionCode>,
    /// What it is about.
    pub field: Field,
    /// Where the outcome is mailed; blanked when it is of no use any more.
    pub email: Option<String>,
    /// Who asked, if known.
    pub account_id: Option<AccountId>,
    /// When.
    pub asked_at: DateTimeUtc,
    /// By when an expert is named.
    pub name_by: DateTimeUtc,
    /// By when it is answered.
    pub answer_by: DateTimeUtc,
    /// Where it stands.
    pub state: ConsultationState,
    /// Who is at it.
    pub expert_id: Option<ExpertId>,
    /// Since when.
    pub named_at: Option<DateTimeUtc>,
    /// Experts who handed it back.
    pub declined: Names,
    /// The answer.
    pub answer: Option<String>,
    /// The articles it rests on.
    pub citations: Citations,
    /// When it was answered.
    pub answered_at: Option<DateTimeUtc>,
    /// What it was published as.
    pub stored_answer_id: Option<AnswerId>,
    /// Points the asker gave, 1 to 5.
    pub rating: Option<i32>,
    /// What the asker said of it.
    pub rating_note: Option<String>,
    /// When the answer was corrected last.
    pub corrected_at: Option<DateTimeUtc>,
}

/// None: the arrows point away.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
