//! What editors see and do.

use super::super::editing::{self, Missed};
use super::super::{Desk, Shelf, store};
use super::types::AskCitation;
use crate::answers::actions as answers;
use crate::answers::rules::{Changes, Citation};
use crate::answers::{self as stored, AnswerRow, AnswerState, Field};
use crate::consultations::{CitationInput, actions as consultations};
use crate::policies::cite;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::id::AnswerId;
use kernel::{Date, Page, PageLimit, Problem, Role};
use platform::graphql::{Connection, Needs, Shown, context, in_transaction, list_cost, split};
use search_index::SearchIndex;

/// A stored answer as editors see it (存答).
pub struct StoredAnswer(pub(super) AnswerRow);

#[Object]
impl StoredAnswer {
    /// Which.
    async fn id(&self) -> &AnswerId {
        &self.0.id
    }

    /// The question.
    async fn question(&self) -> &str {
        &self.0.question
    }

    /// Other ways to ask it.
    async fn alternatives(&self) -> &[String] {
        &self.0.alternatives.0
    }

    /// The answer.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// What it is about.
    async fn field(&self) -> Field {
        self.0.field
    }

    /// The province it is for; null for everywhere.
    async fn region(&self) -> Option<&kernel::RegionCode> {
        self.0.region_code.as_ref()
    }

    /// Where it stands.
    async fn state(&self) -> AnswerState {
        self.0.state
    }

    /// How often it was changed; sent back with a change.
    async fn revision(&self) -> i32 {
        self.0.revision
    }

    /// By when somebody looks at it again.
    async fn review_by(&self) -> Date {
        Date(self.0.review_by)
    }

    /// Who wrote it.
    async fn source(&self) -> &str {
        &self.0.source
    }

    /// The articles it rests on, as they stand today.
    async fn citations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AskCitation>> {
        let (db, _) = context(ctx);
        let wanted = &self.0.citations.0;
        let wanted: Vec<(String, i32)> =
            wanted.iter().map(|it| (it.law.clone(), it.article)).collect();
        let cited = cite::cite(db.read(), &wanted, db.clock().today()).await.shown()?;
        Ok(cited.into_iter().map(AskCitation::of).collect())
    }
}

/// Questions of the same words that were not answered.
#[derive(SimpleObject)]
pub struct MissedQuestion {
    /// What they share.
    matter: String,
    /// One of them, as it is kept.
    text: String,
    /// How many.
    count: i64,
}

impl From<Missed> for MissedQuestion {
    fn from(it: Missed) -> Self {
        Self { matter: it.matter, text: it.text, count: it.count }
    }
}

/// An answer that did not help.
#[derive(SimpleObject)]
pub struct UnhelpfulAnswer {
    /// What was asked, as it is kept.
    text: String,
    /// Why it did not help; null when that was not said.
    reason: Option<String>,
    /// The stored answer that was given; null for passages.
    answer_id: Option<AnswerId>,
}

/// What editors read.
#[derive(Default)]
pub struct EditingQuery;

#[Object]
impl EditingQuery {
    /// Stored answers of a state in the order they came, of one field only when given: those in use, the drafts
    /// that letters and missed questions became, or those put away. Moderators.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn stored_answers(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "AnswerState::Published")] state: AnswerState,
        field: Option<Field>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<StoredAnswer>> {
        let (db, _) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = stored::store::page(db.read(), state, field, &page).await.shown()?;
        Ok(Connection::of(rows.map(StoredAnswer), None))
    }

    /// A stored answer; null when there is none. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn stored_answer(
        &self,
        ctx: &Context<'_>,
        id: AnswerId,
    ) -> async_graphql::Result<Option<StoredAnswer>> {
        let (db, _) = context(ctx);
        Ok(stored::store::find(db.read(), &id).await.shown()?.map(StoredAnswer))
    }

    /// What was not answered and nobody dealt with, asked most often first. Moderators.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(2, first, child_complexity)"
    )]
    async fn missed_questions(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 50)] first: i32,
    ) -> async_graphql::Result<Vec<MissedQuestion>> {
        let (db, _) = context(ctx);
        let limit = u64::try_from(first.clamp(1, 100)).unwrap_or(1);
        let missed = editing::missed(db, limit).await.shown()?;
        Ok(missed.into_iter().map(MissedQuestion::from).collect())
    }

    /// Answers that did not help, the latest first, with the reason. Moderators.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(2, first, child_complexity)"
    )]
    async fn unhelpful_answers(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 50)] first: i32,
    ) -> async_graphql::Result<Vec<UnhelpfulAnswer>> {
        let (db, _) = context(ctx);
        let limit = u64::try_from(first.clamp(1, 100)).unwrap_or(1);
        let rows = store::unhelpful(db.read(), limit).await.shown()?;
        let shown = rows.into_iter().map(|it| UnhelpfulAnswer {
            text: it.text,
            reason: it.reason,
            answer_id: it.answer_id,
        });
        Ok(shown.collect())
    }
}

/// Changes a stored answer.
#[derive(InputObject)]
pub struct AnswerReviseInput {
    /// Which.
    answer_id: AnswerId,
    /// The revision that was read.
    revision: i32,
    /// The question, 4 to 200 characters.
    question: String,
    /// Other ways to ask it, at most 20.
    alternatives: Vec<String>,
    /// The answer, 10 to 2000 characters.
    text: String,
    /// The articles it rests on, all in force.
    citations: Vec<CitationInput>,
}

/// How changing ended.
#[derive(SimpleObject)]
pub struct AnswerRevisePayload {
    /// What it is now; null when there are problems.
    answer: Option<StoredAnswer>,
    /// How many cases of the test set were right before; null when it was not run.
    right_before: Option<i32>,
    /// How many are right with the change; null when it was not run.
    right_after: Option<i32>,
    /// How many cases there are; null when it was not run.
    case_count: Option<i32>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Takes a stored answer out of use.
#[derive(InputObject)]
pub struct AnswerRetireInput {
    /// Which.
    answer_id: AnswerId,
    /// The revision that was read.
    revision: i32,
}

/// How taking out of use ended.
#[derive(SimpleObject)]
pub struct AnswerRetirePayload {
    /// What it is now; null when there are problems.
    answer: Option<StoredAnswer>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Says that questions were dealt with.
#[derive(InputObject)]
pub struct MissedSettleInput {
    /// What they share.
    matter: String,
}

/// How settling ended.
#[derive(SimpleObject)]
pub struct MissedSettlePayload {
    /// How many questions were settled.
    count: i64,
    /// What to mend.
    problems: Vec<Problem>,
}

/// What editors do.
#[derive(Default)]
pub struct EditingMutation;

#[Object]
impl EditingMutation {
    /// Changes a stored answer, unless that makes fewer cases of the test set right. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn answer_revise(
        &self,
        ctx: &Context<'_>,
        input: AnswerReviseInput,
    ) -> async_graphql::Result<AnswerRevisePayload> {
        let (db, _) = context(ctx);
        let AnswerReviseInput { answer_id, revision, question, alternatives, text, citations } =
            input;
        let citations: Vec<Citation> = citations.into_iter().map(Citation::from).collect();
        let changes = Changes { question, alternatives, text, citations };
        let (index, shelf) = (ctx.data_unchecked::<SearchIndex>(), ctx.data_unchecked::<Shelf>());
        let mut gate = None;
        let row = stored::store::find(db.read(), &answer_id).await.shown()?;
        if let Some(row) = row.filter(|it| it.state == AnswerState::Published) {
            let read = shelf.now(db, index).await.shown()?;
            let measured =
                editing::measure(db, index, read, &changes.applied(row)).await.shown()?;
            gate = Some(measured);
        }
        let lowers = gate.is_some_and(|it| it.after < it.before);
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let row = answers::revise(cx, &answer_id, revision, changes, lowers).await?;
                consultations::on_answer_revised(cx, &row).await?;
                Ok(row)
            })
        });
        let (row, problems) = split(answer.await)?;
        let number = |it: usize| i32::try_from(it).unwrap_or(i32::MAX);
        Ok(AnswerRevisePayload {
            answer: row.map(StoredAnswer),
            right_before: gate.map(|it| number(it.before)),
            right_after: gate.map(|it| number(it.after)),
            case_count: gate.map(|it| number(it.of)),
            problems,
        })
    }

    /// Takes a stored answer out of use. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn answer_retire(
        &self,
        ctx: &Context<'_>,
        input: AnswerRetireInput,
    ) -> async_graphql::Result<AnswerRetirePayload> {
        let AnswerRetireInput { answer_id, revision } = input;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { answers::retire(cx, &answer_id, revision).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(AnswerRetirePayload { answer: row.map(StoredAnswer), problems })
    }

    /// Says that questions of the same words were dealt with: they leave the queue. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn missed_settle(
        &self,
        ctx: &Context<'_>,
        input: MissedSettleInput,
    ) -> async_graphql::Result<MissedSettlePayload> {
        let (db, _) = context(ctx);
        ctx.data_unchecked::<Desk>().clear(db).await.shown()?;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { store::settle(&cx.tx, &input.matter, cx.now).await })
        });
        let (count, problems) = split(answer.await)?;
        let count = count.map_or(0, |it| i64::try_from(it).unwrap_or(i64::MAX));
        Ok(MissedSettlePayload { count, problems })
    }
}
