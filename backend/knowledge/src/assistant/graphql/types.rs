//! What an answer is made of.

use super::super::ask::{Answered, Given};
use super::super::entity::Tier;
use crate::answers::{AnswerRow, Audience, Field, GuideRow};
use crate::policies::cite::{self, Cited};
use crate::policies::rules::LawStatus;
use async_graphql::{Context, Object, SimpleObject};
use kernel::id::{AnswerId, AskedQuestionId, GuideId};
use kernel::{Date, Problem, RegionCode, region};
use platform::graphql::{Shown, context};

/// What came of a question.
#[derive(SimpleObject)]
pub struct AskPayload {
    /// How sure the answer is; null when the question has problems.
    tier: Option<Tier>,
    /// The answers, the best first; empty when nothing is cited.
    answers: Vec<AskAnswer>,
    /// Guides through a procedure that the question is about.
    guides: Vec<Guide>,
    /// Up to three other questions that may have been meant.
    suggestions: Vec<String>,
    /// Why nothing is answered; null when something is.
    refusal: Option<String>,
    /// The number under which the answer can be judged and handed to a person; null with problems.
    answer_id: Option<AskedQuestionId>,
    /// What the next question follows on.
    conversation: String,
    /// The question as it was understood, when that is not as it was typed.
    understood_as: Option<String>,
    /// The question as it is kept, when something personal was hidden in it.
    masked_question: Option<String>,
    /// How probable it is that the library answers, in hundredths.
    probability: i32,
    /// The provinces whose answers differ, to be asked back; empty when one is chosen or none differ.
    differing_regions: Vec<DifferingRegion>,
    /// Whether a region was chosen of whose own rules the library has none.
    is_region_unheld: bool,
    /// Whether a language model may add to this answer: `askStream` with the same input and `isAgain` gives it.
    may_be_written_on: bool,
    /// What to mend.
    problems: Vec<Problem>,
}

/// A province that answers otherwise than others.
#[derive(SimpleObject)]
pub struct DifferingRegion {
    /// Its code.
    code: RegionCode,
    /// Its name.
    name: String,
}

impl AskPayload {
    pub(super) fn refused(problem: impl Into<Problem>) -> Self {
        Self {
            tier: None,
            answers: Vec::new(),
            guides: Vec::new(),
            suggestions: Vec::new(),
            refusal: None,
            answer_id: None,
            conversation: String::new(),
            understood_as: None,
            masked_question: None,
            probability: 0,
            differing_regions: Vec::new(),
            is_region_unheld: false,
            may_be_written_on: false,
            problems: vec![problem.into()],
        }
    }

    /// The answer, when a model is set.
    pub(super) fn written_on(self, has_machine: bool) -> Self {
        let may = has_machine && self.tier == Some(Tier::Passages);
        Self { may_be_written_on: may, ..self }
    }

    pub(super) fn of(it: Answered) -> Self {
        let region = |code: RegionCode| DifferingRegion { name: name_of(&code), code };
        Self {
            tier: Some(it.tier),
            answers: it.given.into_iter().map(AskAnswer).collect(),
            guides: it.guides.into_iter().map(Guide).collect(),
            suggestions: it.suggestions,
            refusal: it.refusal,
            answer_id: Some(it.id),
            conversation: it.conversation,
            understood_as: it.understood_as,
            masked_question: it.masked,
            probability: (it.probability * 100.0).round() as i32,
            differing_regions: if it.regions.len() > 1 {
                it.regions.into_iter().map(region).collect()
            } else {
                Vec::new()
            },
            is_region_unheld: it.unheld,
            may_be_written_on: false,
            problems: Vec::new(),
        }
    }
}

/// The name of a division; its code when it is none of ours.
fn name_of(code: &RegionCode) -> String {
    region::find(code.as_str()).map_or_else(|| code.to_string(), |it| it.name.clone())
}

/// One answer.
pub struct AskAnswer(Given);

#[Object]
impl AskAnswer {
    /// The answer in words: one written beforehand, or the words of the law.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The words as escaped HTML, the sentence that answers in `<mark>`.
    async fn marked(&self) -> String {
        marked(&self.0.text, self.0.marked)
    }

    /// Whether these are the words of a law rather than an answer written by people.
    async fn is_quotation(&self) -> bool {
        self.0.stored.is_none()
    }

    /// The question that was answered beforehand; null for the words of a law.
    async fn question(&self) -> Option<&str> {
        self.0.stored.as_ref().map(|it| it.question.as_str())
    }

    /// The stored answer; null for the words of a law.
    async fn stored_id(&self) -> Option<&AnswerId> {
        self.0.stored.as_ref().map(|it| &it.id)
    }

    /// The province it is for; null for everywhere.
    async fn region(&self) -> Option<&RegionCode> {
        self.0.stored.as_ref().and_then(|it| it.region_code.as_ref())
    }

    /// The name of that province; null for everywhere.
    async fn region_name(&self) -> Option<String> {
        self.0.stored.as_ref().and_then(|it| it.region_code.as_ref()).map(name_of)
    }

    /// For whom it was written; null for the words of a law.
    async fn audience(&self) -> Option<Audience> {
        self.0.stored.as_ref().map(|it| it.audience)
    }

    /// Where it comes from: who wrote it, or the law.
    async fn source(&self) -> String {
        match &self.0.stored {
            Some(stored) => stored.source.clone(),
            None => self.0.citations.first().map(|it| it.law_title.clone()).unwrap_or_default(),
        }
    }

    /// Who issued what it rests on first; null where the source does not say.
    async fn issuer(&self) -> Option<&str> {
        self.0.citations.first().and_then(|it| it.issuer.as_deref())
    }

    /// The day it was last checked, or from which the law holds; null when that is not known.
    async fn date(&self) -> Option<Date> {
        match &self.0.stored {
            Some(stored) => Some(Date(stored.checked_on)),
            None => self.0.citations.first().map(|it| Date(it.effective_on)),
        }
    }

    /// The day from which an article it cites reads otherwise than when the answer was checked; null when
    /// none does.
    async fn changed_since(&self) -> Option<Date> {
        self.0.changed_since.map(Date)
    }

    /// The articles it rests on, all in force.
    async fn citations(&self) -> Vec<AskCitation> {
        self.0.citations.iter().cloned().map(AskCitation).collect()
    }
}

/// Escaped HTML with a stretch of characters in `<mark>`.
fn marked(text: &str, range: Option<(usize, usize)>) -> String {
    let mut html = String::with_capacity(text.len() + 32);
    for (at, it) in text.chars().enumerate() {
        if range.is_some_and(|(from, _)| from == at) {
            html.push_str("<mark>");
        }
        match it {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
        if range.is_some_and(|(_, to)| to == at + 1) {
            html.push_str("</mark>");
        }
    }
    html
}

/// An article that an answer rests on.
#[derive(Clone)]
pub struct AskCitation(Cited);

impl AskCitation {
    pub(crate) fn of(it: Cited) -> Self {
        Self(it)
    }

    pub(super) fn cited(&self) -> &Cited {
        &self.0
    }
}

#[Object]
impl AskCitation {
    /// The full title of the law.
    async fn law_title(&self) -> &str {
        &self.0.law_title
    }

    /// The number of the article.
    async fn article_number(&self) -> i32 {
        self.0.number
    }

    /// As the law writes it: 第一百二十条.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// The page of the article.
    async fn url(&self) -> &str {
        &self.0.url
    }

    /// Whether it holds today.
    async fn status(&self) -> LawStatus {
        self.0.status
    }

    /// Who made the law; null where the source does not say.
    async fn issuer(&self) -> Option<&str> {
        self.0.issuer.as_deref()
    }

    /// The first day this text holds.
    async fn effective_on(&self) -> Date {
        Date(self.0.effective_on)
    }

    /// The words of the article.
    async fn text(&self) -> &str {
        &self.0.text
    }
}

/// A field and how many stored answers it has.
#[derive(SimpleObject)]
pub struct FieldCount {
    /// The field.
    field: Field,
    /// How many.
    pub(super) count: i32,
}

impl From<(Field, i64)> for FieldCount {
    fn from((field, count): (Field, i64)) -> Self {
        Self { field, count: i32::try_from(count).unwrap_or(i32::MAX) }
    }
}

/// A question that has a stored answer.
#[derive(SimpleObject)]
pub struct TopQuestion {
    /// Its answer.
    id: AnswerId,
    /// The question.
    question: String,
    /// What it is about.
    field: Field,
    /// The name of the province it is for; null for everywhere.
    region_name: Option<String>,
    /// How often it was answered in the last 30 days.
    times: i32,
}

impl From<(i64, AnswerRow)> for TopQuestion {
    fn from((times, row): (i64, AnswerRow)) -> Self {
        Self {
            id: row.id,
            question: row.question,
            field: row.field,
            region_name: row.region_code.as_ref().map(name_of),
            times: i32::try_from(times).unwrap_or(i32::MAX),
        }
    }
}

/// How something is applied for (办事指南).
pub struct Guide(pub(super) GuideRow);

#[Object(name = "ProcedureGuide")]
impl Guide {
    /// Which.
    async fn id(&self) -> &GuideId {
        &self.0.id
    }

    /// What is applied for.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What it is about.
    async fn field(&self) -> Field {
        self.0.field
    }

    /// The name of the province it is for; null for everywhere.
    async fn region_name(&self) -> Option<String> {
        self.0.region_code.as_ref().map(name_of)
    }

    /// Who applies.
    async fn who(&self) -> &str {
        &self.0.who
    }

    /// What is done, in order.
    async fn steps(&self) -> &[String] {
        &self.0.steps.0
    }

    /// What is handed in.
    async fn papers(&self) -> &[String] {
        &self.0.papers.0
    }

    /// Where.
    async fn place(&self) -> &str {
        &self.0.place
    }

    /// How long it takes.
    async fn time_limit(&self) -> &str {
        &self.0.time_limit
    }

    /// What it costs.
    async fn fee(&self) -> &str {
        &self.0.fee
    }

    /// Where it is done on the net; null when nowhere.
    async fn link(&self) -> Option<&str> {
        self.0.link.as_deref()
    }

    /// By when it is looked at again.
    async fn review_by(&self) -> Date {
        Date(self.0.review_by)
    }

    /// The articles it rests on, in force today.
    async fn citations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AskCitation>> {
        let (db, _) = context(ctx);
        let wanted = &self.0.citations.0;
        let wanted: Vec<(String, i32)> =
            wanted.iter().map(|it| (it.law.clone(), it.article)).collect();
        let today = db.clock().today();
        let cited = cite::cite(db.read(), &wanted, today).await.shown()?;
        let in_force = cited.into_iter().filter(|it| it.status == LawStatus::InForce);
        Ok(in_force.map(AskCitation).collect())
    }
}
