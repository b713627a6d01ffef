//! What an entry must be.

use super::entity::answer::{Audience, Citations, Field, Model, Phrases};
use chrono::NaiveDate;
use kernel::text::is_long;
use kernel::{Problem, RegionCode};
use serde::{Deserialize, Serialize};

kernel::problems! {
    /// Why a change of an answer is not taken.
    AnswerProblem {
        QuestionLength = "answers.question_length", "question", "问题写 4 到 200 个字";
        Alternatives = "answers.alternatives", "alternatives", "其他问法最多 20 条，每条最多 200 个字";
        TextLength = "answers.text_length", "text", "回答写 10 到 2000 个字";
        Uncited = "answers.uncited", "citations", "至少写明一条依据";
        NoSuchArticle = "answers.no_such_article", "citations", "所引条文没有收录，请核对法规名称和条号";
        NotInForce = "answers.not_in_force", "citations", "所引条文现在不是有效条文，请换成现行的";
        Changed = "answers.changed", "", "别人刚刚改过，请刷新后再改";
        Retired = "answers.retired", "", "这条存答已经停用";
        LowersAccuracy = "answers.lowers_accuracy", "", "改动后测试题答对的变少了，不能公开。请调整问法或条文后再试";
    }
}

/// What an editor changes of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The question.
    pub question: String,
    /// Other ways to ask it.
    pub alternatives: Vec<String>,
    /// The answer.
    pub text: String,
    /// The articles it rests on.
    pub citations: Vec<Citation>,
}

impl Changes {
    /// All that is wrong with the words.
    pub fn problems(&self) -> Vec<Problem> {
        let is_phrase = |it: &String| is_long(it, 2..=200);
        let wrong = [
            (!is_long(&self.question, 4..=200), AnswerProblem::QuestionLength),
            (
                self.alternatives.len() > 20 || !self.alternatives.iter().all(is_phrase),
                AnswerProblem::Alternatives,
            ),
            (!is_long(&self.text, 10..=2_000), AnswerProblem::TextLength),
            (self.citations.is_empty(), AnswerProblem::Uncited),
        ];
        wrong.into_iter().filter(|it| it.0).map(|it| it.1.into()).collect()
    }

    /// The entry with the changes.
    #[must_use]
    pub fn applied(&self, row: Model) -> Model {
        Model {
            question: self.question.trim().to_owned(),
            alternatives: Phrases(self.alternatives.clone()),
            text: self.text.trim().to_owned(),
            citations: Citations(self.citations.clone()),
            ..row
        }
    }
}

/// An article that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Citation {
    /// The law's slug.
    pub law: String,
    /// The number of the article.
    pub article: i32,
}

/// An entry as it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// By which it is known.
    pub key: String,
    /// The question.
    pub question: String,
    /// Other ways to ask it.
    pub alternatives: Vec<String>,
    /// The answer.
    pub answer: String,
    /// What it is about.
    pub field: Field,
    /// The province it is for.
    pub region: Option<RegionCode>,
    /// For whom.
    pub audience: Audience,
    /// The articles it rests on.
    pub citations: Vec<Citation>,
    /// The first day it is right.
    pub valid_from: NaiveDate,
    /// The last day it is right.
    pub valid_to: Option<NaiveDate>,
    /// By when somebody looks at it again.
    pub review_by: NaiveDate,
    /// What it rests on when no law says it: the rules of the platform.
    #[serde(default)]
    pub source: Option<String>,
}

/// A guide as it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewGuide {
    /// By which it is known.
    pub key: String,
    /// What is applied for.
    pub title: String,
    /// What it is about.
    pub field: Field,
    /// The province it is for.
    pub region: Option<RegionCode>,
    /// Who applies.
    pub who: String,
    /// What is done, in order.
    pub steps: Vec<String>,
    /// What is handed in.
    pub papers: Vec<String>,
    /// Where.
    pub place: String,
    /// How long it takes.
    pub time_limit: String,
    /// What it costs.
    pub fee: String,
    /// Where it is done on the net.
    pub link: Option<String>,
    /// The articles it rests on.
    pub citations: Vec<Citation>,
    /// The first day it is right.
    pub valid_from: NaiveDate,
    /// The last day it is right.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// By when somebody looks at it again.
    pub review_by: NaiveDate,
}

/// Whether something is right on a day.
pub fn is_valid(from: NaiveDate, to: Option<NaiveDate>, today: NaiveDate) -> bool {
    from <= today && to.is_none_or(|it| today <= it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_a_day_on_which_it_is_right() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let (from, to) = (day("2026-08-15"), Some(day("2026-12-31")));
        for (today, right) in [
            ("2026-08-14", false),
            ("2026-08-15", true),
            ("2026-12-31", true),
            ("2027-01-01", false),
        ] {
            assert_eq!(is_valid(from, to, day(today)), right, "{today}");
        }
        assert!(is_valid(from, None, day("2040-01-01")));
    }
}
