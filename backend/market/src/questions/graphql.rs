//! Questions as GraphQL shows them: to everybody, without who asked.

use super::entity::Model;
use super::{actions, store};
use crate::demands::demand_payload;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::texts::{Told, screened};
use kernel::Role;
use kernel::id::{DemandId, DemandQuestionId};
use platform::graphql::{Needs, Shown, context};

/// A question about a need (提问).
#[derive(SimpleObject)]
pub struct DemandQuestion {
    /// Which.
    id: DemandQuestionId,
    /// What is asked.
    question: String,
    /// When.
    asked_at: DateTime<Utc>,
    /// What the owner says; null until then.
    answer: Option<String>,
    /// When; null until then.
    answered_at: Option<DateTime<Utc>>,
    /// Whether the organisation the viewer acts for has asked it.
    is_own: bool,
}

/// The questions about a need, in the order they were asked.
///
/// # Errors
/// When the database fails.
pub async fn of_demand(
    ctx: &Context<'_>,
    id: &DemandId,
) -> async_graphql::Result<Vec<DemandQuestion>> {
    let (db, request) = context(ctx);
    let own = request.actor.organisation_id();
    let shown = |it: Model| DemandQuestion {
        is_own: own == Some(&it.organisation_id),
        id: it.id,
        question: it.question,
        asked_at: it.asked_at,
        answer: it.answer,
        answered_at: it.answered_at,
    };
    Ok(store::of_demand(db.read(), id).await.shown()?.into_iter().map(shown).collect())
}

/// Asks about a need.
#[derive(InputObject)]
pub struct DemandQuestionAskInput {
    /// About what.
    demand_id: DemandId,
    /// 5 to 500 characters; everybody reads it.
    question: String,
    /// The same key twice is the same question.
    request_key: String,
}

/// Answers a question.
#[derive(InputObject)]
pub struct DemandQuestionAnswerInput {
    /// Which.
    question_id: DemandQuestionId,
    /// 2 to 2,000 characters; everybody reads it, and it stays as it is.
    answer: String,
}

demand_payload! {
    /// How asking ended.
    DemandQuestionAskPayload
    /// How answering ended.
    DemandQuestionAnswerPayload
}

/// Asking and answering.
#[derive(Default)]
pub struct QuestionMutation;

#[Object]
impl QuestionMutation {
    /// Asks about a need that takes bids; everybody reads it, without who asked. Providers.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn demand_question_ask(
        &self,
        ctx: &Context<'_>,
        input: DemandQuestionAskInput,
    ) -> async_graphql::Result<DemandQuestionAskPayload> {
        let text = input.question.clone();
        let texts = vec![Told { place: "demand.question", field: "question", text }];
        let answer = screened(ctx, texts, |cx| {
            Box::pin(async move {
                actions::ask(cx, &input.demand_id, &input.question, &input.request_key).await
            })
        });
        DemandQuestionAskPayload::of(answer.await)
    }

    /// Answers a question, once and for everybody. The owner of the need.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn demand_question_answer(
        &self,
        ctx: &Context<'_>,
        input: DemandQuestionAnswerInput,
    ) -> async_graphql::Result<DemandQuestionAnswerPayload> {
        let text = input.answer.clone();
        let texts = vec![Told { place: "demand.answer", field: "answer", text }];
        let answer = screened(ctx, texts, |cx| {
            Box::pin(async move { actions::answer(cx, &input.question_id, &input.answer).await })
        });
        DemandQuestionAnswerPayload::of(answer.await)
    }
}
