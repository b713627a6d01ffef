//! The assistant as GraphQL shows it.

mod counting;
mod drafts;
mod editing;
mod streaming;
mod types;

use super::ask::{Assistant, Question};
use super::entity::Verdict;
use super::{Desk, rules, store};
use crate::answers::{self, Field};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use commons::sessions::{Auth, limit, origin};
pub use counting::CountingQuery;
pub use drafts::DraftMutation;
pub use editing::{EditingMutation, EditingQuery};
use kernel::id::AskedQuestionId;
use kernel::{Denied, Problem, RegionCode};
use platform::Model;
use platform::auth::Attempt;
use platform::graphql::{Public, Shown, context, in_transaction, list_cost, split};
pub use streaming::AskSubscription;
pub use types::{AskCitation, AskPayload};
use types::{FieldCount, Guide, TopQuestion};

/// Of how many days the questions asked most are counted. 配置值.
const TOP_DAYS: i64 = 30;
/// Questions listed at most.
const LISTED: i32 = 100;

/// A question.
#[derive(InputObject, Debug, Default)]
pub struct AskInput {
    /// In one's own words, at most 500 characters.
    question: String,
    /// Only what holds in this division.
    region: Option<RegionCode>,
    /// Only of this field.
    field: Option<Field>,
    /// The `conversation` of the answer before, when this follows on.
    conversation: Option<String>,
    /// Whether this was asked a moment ago and is not counted again: a page that has its answer and wants what a
    /// machine adds.
    #[graphql(default)]
    is_again: bool,
}

/// What is asked, counted and checked.
fn question_of(
    ctx: &Context<'_>,
    input: AskInput,
) -> async_graphql::Result<Result<Question, rules::AskProblem>> {
    let request = context(ctx).1;
    // Pages are counted at their own door.
    if request.ip.is_some() {
        limit(ctx.data_unchecked::<Auth>(), Attempt::Ask(origin(request)))?;
    }
    let AskInput { question, region, field, conversation, is_again } = input;
    let text = rules::check(&question);
    Ok(text.map(|text| Question { text, region, field, conversation, is_again }))
}

/// Asking.
#[derive(Default)]
pub struct AskQuery;

#[Object]
impl AskQuery {
    /// Answers a question with its sources, or says that it does not know. Changes nothing: what was asked is
    /// written down afterwards, without anything personal.
    #[graphql(guard = "Public", complexity = "20 + 3 * child_complexity")]
    async fn ask(&self, ctx: &Context<'_>, input: AskInput) -> async_graphql::Result<AskPayload> {
        let question = match question_of(ctx, input)? {
            Ok(question) => question,
            Err(problem) => return Ok(AskPayload::refused(problem)),
        };
        let answered = Assistant::of(ctx).answer(question).await.shown()?;
        let has_machine = ctx.data_unchecked::<Model>().settings().is_some();
        Ok(AskPayload::of(answered).written_on(has_machine))
    }

    /// What can be asked about, with how many stored answers there are.
    #[graphql(guard = "Public")]
    async fn knowledge_fields(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<FieldCount>> {
        let (db, _) = context(ctx);
        let counts = answers::store::count_by_field(db.read()).await.shown()?;
        let mut counts: Vec<FieldCount> = counts.into_iter().map(FieldCount::from).collect();
        counts.sort_by_key(|it| std::cmp::Reverse(it.count));
        Ok(counts)
    }

    /// Questions that have a stored answer: those asked most of late first; of one field only, when given.
    #[graphql(guard = "Public", complexity = "list_cost(2, first, child_complexity)")]
    async fn top_questions(
        &self,
        ctx: &Context<'_>,
        field: Option<Field>,
        #[graphql(default = 12)] first: i32,
    ) -> async_graphql::Result<Vec<TopQuestion>> {
        let (db, _) = context(ctx);
        let first = first.clamp(1, LISTED);
        let limit = u64::try_from(first).unwrap_or(1);
        let since = db.clock().now() - chrono::Duration::days(TOP_DAYS);
        let given = store::most_given(db.read(), since, limit).await.shown()?;
        let rows = answers::store::of_field(db.read(), field, 1_000).await.shown()?;
        let times = |id: &str| given.iter().find(|(it, _)| it == id).map_or(0, |(_, times)| *times);
        let mut rows: Vec<(i64, answers::AnswerRow)> =
            rows.into_iter().map(|it| (times(it.id.as_str()), it)).collect();
        rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        Ok(rows.into_iter().take(limit as usize).map(TopQuestion::from).collect())
    }

    /// A guide through a procedure; null when there is none.
    #[graphql(guard = "Public")]
    async fn guide(
        &self,
        ctx: &Context<'_>,
        id: kernel::id::GuideId,
    ) -> async_graphql::Result<Option<Guide>> {
        let (db, _) = context(ctx);
        Ok(answers::store::find_guide(db.read(), &id).await.shown()?.map(Guide))
    }

    /// Every guide, of one field only when given.
    #[graphql(guard = "Public", complexity = "list_cost(2, 30, child_complexity)")]
    async fn guides(
        &self,
        ctx: &Context<'_>,
        field: Option<Field>,
    ) -> async_graphql::Result<Vec<Guide>> {
        let (db, _) = context(ctx);
        let rows = answers::store::guides(db.read()).await.shown()?;
        let rows = rows.into_iter().filter(|it| field.is_none_or(|field| it.field == field));
        Ok(rows.take(LISTED as usize).map(Guide).collect())
    }
}

/// Says whether an answer helped.
#[derive(InputObject)]
pub struct AskJudgeInput {
    /// The `answerId` of the answer.
    answer_id: AskedQuestionId,
    /// Whether it helped.
    verdict: Verdict,
    /// Why not, at most 200 characters.
    #[graphql(default)]
    reason: String,
}

/// How judging ended.
#[derive(SimpleObject)]
pub struct AskJudgePayload {
    /// Whether it was written down.
    is_judged: bool,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Judging answers.
#[derive(Default)]
pub struct AskMutation;

#[Object]
impl AskMutation {
    /// Says whether an answer helped, and why not. Whoever has its number may, again and again.
    #[graphql(guard = "Public")]
    async fn ask_judge(
        &self,
        ctx: &Context<'_>,
        input: AskJudgeInput,
    ) -> async_graphql::Result<AskJudgePayload> {
        let (db, request) = context(ctx);
        limit(ctx.data_unchecked::<Auth>(), Attempt::Ask(origin(request)))?;
        ctx.data_unchecked::<Desk>().clear(db).await.shown()?;
        let AskJudgeInput { answer_id, verdict, reason } = input;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let reason = rules::masked(reason.trim());
                if reason.chars().count() > 200 {
                    return Err(rules::AskProblem::ReasonLength.into());
                }
                let reason = Some(reason).filter(|it| !it.is_empty());
                if !store::judge(&cx.tx, &answer_id, verdict, reason, cx.now).await? {
                    return Err(Denied::NotFound.into());
                }
                Ok(())
            })
        });
        let (done, problems) = split(answer.await)?;
        Ok(AskJudgePayload { is_judged: done.is_some(), problems })
    }
}
