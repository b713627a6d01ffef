//! Drafts of stored answers: from missed questions, and out to whoever asks.

use super::super::{Desk, Shelf, editing, store};
use super::editing::StoredAnswer;
use crate::answers::actions as answers;
use crate::answers::{self as stored, AnswerRow, AnswerState};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::id::AnswerId;
use kernel::{Denied, Problem, Role};
use platform::graphql::{Needs, Shown, context, in_transaction, split};
use search_index::SearchIndex;

/// Gives a draft to whoever asks.
#[derive(InputObject)]
pub struct AnswerReleaseInput {
    /// Which.
    answer_id: AnswerId,
    /// The revision that was read.
    revision: i32,
}

/// How giving a draft out ended.
#[derive(SimpleObject)]
pub struct AnswerReleasePayload {
    /// What it is now; null when there are problems.
    answer: Option<StoredAnswer>,
    /// How many cases of the test set were right before; null when it was not run.
    right_before: Option<i32>,
    /// How many are right with it; null when it was not run.
    right_after: Option<i32>,
    /// How many cases there are; null when it was not run.
    case_count: Option<i32>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Has a draft made for missed questions.
#[derive(InputObject)]
pub struct MissedDraftInput {
    /// What they share.
    matter: String,
}

/// How having a draft made ended.
#[derive(SimpleObject)]
pub struct MissedDraftPayload {
    /// The draft, to be written on; null when there are problems.
    answer: Option<StoredAnswer>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// What editors do with drafts.
#[derive(Default)]
pub struct DraftMutation;

#[Object]
impl DraftMutation {
    /// Gives a draft to whoever asks, unless that makes fewer cases of the test set right. The missed questions it
    /// was made for leave the queue. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn answer_release(
        &self,
        ctx: &Context<'_>,
        input: AnswerReleaseInput,
    ) -> async_graphql::Result<AnswerReleasePayload> {
        let (db, _) = context(ctx);
        let AnswerReleaseInput { answer_id, revision } = input;
        let (index, shelf) = (ctx.data_unchecked::<SearchIndex>(), ctx.data_unchecked::<Shelf>());
        ctx.data_unchecked::<Desk>().clear(db).await.shown()?;
        let mut gate = None;
        let row = stored::store::find(db.read(), &answer_id).await.shown()?;
        if let Some(row) = row.filter(|it| it.state == AnswerState::Draft) {
            let read = shelf.now(db, index).await.shown()?;
            let changed = AnswerRow { state: AnswerState::Published, ..row };
            gate = Some(editing::measure(db, index, read, &changed).await.shown()?);
        }
        let lowers = gate.is_some_and(|it| it.after < it.before);
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let row = answers::release(cx, &answer_id, revision, lowers).await?;
                if let Some(matter) = row.key.strip_prefix(editing::MISSED) {
                    store::settle(&cx.tx, matter, cx.now).await?;
                }
                Ok(row)
            })
        });
        let (row, problems) = split(answer.await)?;
        let number = |it: usize| i32::try_from(it).unwrap_or(i32::MAX);
        Ok(AnswerReleasePayload {
            answer: row.map(StoredAnswer),
            right_before: gate.map(|it| number(it.before)),
            right_after: gate.map(|it| number(it.after)),
            case_count: gate.map(|it| number(it.of)),
            problems,
        })
    }

    /// Has a draft made for missed questions: from the stored answer most like them, else from the articles that
    /// fit best. It is given to nobody before it is released. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn missed_draft(
        &self,
        ctx: &Context<'_>,
        input: MissedDraftInput,
    ) -> async_graphql::Result<MissedDraftPayload> {
        let (db, _) = context(ctx);
        let (index, shelf) = (ctx.data_unchecked::<SearchIndex>(), ctx.data_unchecked::<Shelf>());
        ctx.data_unchecked::<Desk>().clear(db).await.shown()?;
        let proposed = editing::proposed(db, index, shelf, &input.matter).await.shown()?;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let proposed = proposed.ok_or(Denied::NotFound)?;
                answers::propose(cx, proposed).await
            })
        });
        let (row, problems) = split(answer.await)?;
        Ok(MissedDraftPayload { answer: row.map(StoredAnswer), problems })
    }
}
