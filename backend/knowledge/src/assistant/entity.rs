//! Rows of questions that were asked.

use crate::answers::Field;
use kernel::RegionCode;
use kernel::id::{AnswerId, AskedQuestionId};
use sea_orm::entity::prelude::*;

/// How sure an answer was.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "AskTier")]
pub enum Tier {
    /// 存答: an answer written beforehand.
    Answer,
    /// 条文: the passages that fit best.
    Passages,
    /// 猜您想问: other ways to ask.
    DidYouMean,
    /// 不知道: nothing in the library answers; a person may.
    Unknown,
}

impl From<answering::Tier> for Tier {
    fn from(tier: answering::Tier) -> Self {
        match tier {
            answering::Tier::Answer => Self::Answer,
            answering::Tier::Passages => Self::Passages,
            answering::Tier::DidYouMean => Self::DidYouMean,
            answering::Tier::Unknown => Self::Unknown,
        }
    }
}

/// What the asker thought of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "AskVerdict")]
pub enum Verdict {
    /// 有用.
    Up,
    /// 没用.
    Down,
}

/// A question that was asked, without anything personal.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asked_questions")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AskedQuestionId,
    /// The conversation it belongs to.
    pub conversation: String,
    /// When.
    pub asked_at: DateTimeUtc,
    /// What, masked.
    pub text: String,
    /// The same for questions of the same words.
    pub matter: String,
    /// The region chosen or named.
    pub region_code: Option<RegionCode>,
    /// The field chosen.
    pub field: Option<Field>,
    /// How it was answered.
    pub tier: Tier,
    /// The stored answer that was given.
    pub answer_id: Option<AnswerId>,
    /// How probable an answer was, in thousandths.
    pub probability: i32,
    /// What the asker thought of it.
    pub verdict: Option<Verdict>,
    /// Why.
    pub reason: Option<String>,
    /// When they said so.
    pub judged_at: Option<DateTimeUtc>,
    /// When an editor dealt with it.
    pub settled_at: Option<DateTimeUtc>,
}

/// None: the arrows point away.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
