//! The same for many checks at once.

use super::ChangeRequest;
use crate::moderation::batch_entity::{BatchAct, BatchState, Model};
use crate::moderation::batches::{self, Examined, NewBatch};
use crate::moderation::kinds::Policy;
use crate::moderation::reasons::Reason;
use crate::moderation::rules::Words;
use crate::moderation::store;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, ChangeRequestId, ModerationBatchId};
use kernel::{Problem, Role};
use platform::Db;
use platform::graphql::{Needs, Shown, context, in_transaction, list_cost, split};
use std::collections::HashMap;

/// How many acts are listed: what a person did last.
const LISTED: u64 = 20;

/// One check of an act on many.
#[derive(InputObject)]
pub struct ModerationBatchItemInput {
    /// Which.
    change_request_id: ChangeRequestId,
    /// The one that was seen.
    revision: i32,
}

/// An act on many checks at once.
#[derive(InputObject)]
pub struct ModerationBatchInput {
    /// What is done.
    act: BatchAct,
    /// To which; 1 to 100.
    items: Vec<ModerationBatchItemInput>,
    /// To whom they are given; for ASSIGN.
    assign_to: Option<AccountId>,
    /// Why they go back; for REFUSE.
    reason_code: Option<Reason>,
    /// What the owners are told; for REFUSE it must be said.
    note: Option<String>,
    /// What moderators tell each other; the owners never see it.
    inward_note: Option<String>,
}

impl From<ModerationBatchInput> for NewBatch {
    fn from(it: ModerationBatchInput) -> Self {
        let items = it.items.into_iter().map(|it| (it.change_request_id, it.revision));
        Self {
            act: it.act,
            items: items.collect(),
            assign_to: it.assign_to,
            words: Words { reason: it.reason_code, note: it.note, inward_note: it.inward_note },
        }
    }
}

/// Which act on many.
#[derive(InputObject)]
pub struct ModerationBatchApplyInput {
    /// Which.
    batch_id: ModerationBatchId,
}

/// Which act on many.
#[derive(InputObject)]
pub struct ModerationBatchUndoInput {
    /// Which.
    batch_id: ModerationBatchId,
}

/// A check with what an act on many would do to it.
#[derive(SimpleObject)]
pub struct ExaminedChangeRequest {
    /// The check.
    change_request: ChangeRequest,
    /// What keeps it out; empty when it would be done.
    problems: Vec<Problem>,
}

impl From<Examined> for ExaminedChangeRequest {
    fn from(it: Examined) -> Self {
        let problems = it.problems.into_iter().map(Into::into).collect();
        Self { change_request: ChangeRequest(it.request), problems }
    }
}

/// What an act on many would do.
#[derive(SimpleObject)]
pub struct ModerationBatchPreview {
    /// Each check; empty when the act itself has problems.
    items: Vec<ExaminedChangeRequest>,
    /// How many it would be done to.
    able_count: i32,
    /// What to mend about the act itself.
    problems: Vec<Problem>,
}

/// An act on many checks at once (批量处理).
pub struct ModerationBatch(Model);

#[Object]
impl ModerationBatch {
    /// Which.
    async fn id(&self) -> &ModerationBatchId {
        &self.0.id
    }
    /// What is done.
    async fn act(&self) -> BatchAct {
        self.0.act
    }
    /// Where it stands.
    async fn state(&self) -> BatchState {
        self.0.state
    }
    /// When it began.
    async fn started_at(&self) -> DateTime<Utc> {
        self.0.started_at
    }
    /// When it takes effect, unless it is undone or hastened.
    async fn effective_at(&self) -> DateTime<Utc> {
        self.0.effective_at
    }
    /// When it took effect or was undone; null before.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// Whether it can still be undone.
    async fn may_undo(&self, ctx: &Context<'_>) -> bool {
        self.0.state == BatchState::Open && context(ctx).0.clock().now() < self.0.effective_at
    }
    /// How many checks it holds.
    async fn count(&self, ctx: &Context<'_>) -> async_graphql::Result<i32> {
        let (count, _) = counts(ctx, &self.0.id).await?;
        Ok(count)
    }
    /// How many of them it was not done to in the end, because they had changed.
    async fn refused_count(&self, ctx: &Context<'_>) -> async_graphql::Result<i32> {
        let (_, refused) = counts(ctx, &self.0.id).await?;
        Ok(refused)
    }
}

async fn counts(ctx: &Context<'_>, id: &ModerationBatchId) -> async_graphql::Result<(i32, i32)> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    Ok(loader.load_one(CountsOf(id.clone())).await?.unwrap_or_default())
}

/// Key of the loader of how many checks an act holds, and how many it was not done to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct CountsOf(ModerationBatchId);

#[async_trait::async_trait]
impl Loader<CountsOf> for Db {
    type Value = (i32, i32);
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[CountsOf]) -> Result<HashMap<CountsOf, (i32, i32)>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let mut found: HashMap<CountsOf, (i32, i32)> = HashMap::new();
        for item in store::batches::items_of(self.read(), &ids).await.shown()? {
            let (count, refused) = found.entry(CountsOf(item.batch_id)).or_default();
            *count += 1;
            *refused += i32::from(item.refusal.is_some());
        }
        Ok(found)
    }
}

/// Reading acts on many.
#[derive(Default)]
pub struct BatchQuery;

#[Object]
impl BatchQuery {
    /// What an act on many would do, and what it would leave alone and why. Nothing is changed.
    /// Moderators only.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, 100, child_complexity)"
    )]
    async fn moderation_batch_preview(
        &self,
        ctx: &Context<'_>,
        input: ModerationBatchInput,
    ) -> async_graphql::Result<ModerationBatchPreview> {
        let (db, request) = context(ctx);
        let answer = batches::preview(db, &request.actor, &input.into()).await;
        let (items, problems) = split(answer)?;
        let items: Vec<ExaminedChangeRequest> =
            items.unwrap_or_default().into_iter().map(Into::into).collect();
        let able = items.iter().filter(|it| it.problems.is_empty()).count();
        let able_count = i32::try_from(able).unwrap_or(i32::MAX);
        Ok(ModerationBatchPreview { items, able_count, problems })
    }

    /// The last acts on many of the person who asks, newest first. Moderators only.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, 20, child_complexity)"
    )]
    async fn moderation_batches(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<ModerationBatch>> {
        let (db, request) = context(ctx);
        let Some(account_id) = request.actor.account_id() else { return Ok(Vec::new()) };
        let rows = store::batches::of_person(db.read(), account_id, LISTED).await.shown()?;
        Ok(rows.into_iter().map(ModerationBatch).collect())
    }
}

/// How an act on many began or ended.
#[derive(SimpleObject)]
pub struct ModerationBatchPayload {
    /// The act; null when there are problems.
    batch: Option<ModerationBatch>,
    /// The checks it was not done to, each with why.
    refused: Vec<ExaminedChangeRequest>,
    /// What to mend.
    problems: Vec<Problem>,
}

impl ModerationBatchPayload {
    fn of(answer: kernel::Result<(Model, Vec<Examined>)>) -> async_graphql::Result<Self> {
        let (answer, problems) = split(answer)?;
        let (batch, refused) =
            answer.map_or((None, Vec::new()), |(it, refused)| (Some(it), refused));
        let refused = refused.into_iter().map(Into::into).collect();
        Ok(Self { batch: batch.map(ModerationBatch), refused, problems })
    }
}

/// Acting on many.
#[derive(Default)]
pub struct BatchMutation;

#[Object]
impl BatchMutation {
    /// Begins an act on many checks. Decisions take effect, and are told, when its window ends.
    /// Moderators of their region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn moderation_batch_start(
        &self,
        ctx: &Context<'_>,
        input: ModerationBatchInput,
    ) -> async_graphql::Result<ModerationBatchPayload> {
        let policy = ctx.data_unchecked::<Policy>().clone();
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { batches::start(cx, input.into(), &policy).await })
        });
        ModerationBatchPayload::of(answer.await)
    }

    /// Undoes an act on many, while its window is open. Whoever began it.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn moderation_batch_undo(
        &self,
        ctx: &Context<'_>,
        input: ModerationBatchUndoInput,
    ) -> async_graphql::Result<ModerationBatchPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { batches::undo(cx, &input.batch_id).await })
        });
        ModerationBatchPayload::of(answer.await.map(|it| (it, Vec::new())))
    }

    /// Lets an act on many take effect at once (立即生效). Whoever began it.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn moderation_batch_apply(
        &self,
        ctx: &Context<'_>,
        input: ModerationBatchApplyInput,
    ) -> async_graphql::Result<ModerationBatchPayload> {
        let policy = ctx.data_unchecked::<Policy>().clone();
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { batches::apply(cx, &input.batch_id, &policy).await })
        });
        ModerationBatchPayload::of(answer.await.map(|it| (it, Vec::new())))
    }
}
