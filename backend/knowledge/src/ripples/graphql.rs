//! Tasks as GraphQL shows them: to moderators.

use super::entity::task::Model;
use super::rules::{CiterKind, RippleOutcome, RippleReason, RippleState};
use super::{actions, store};
use crate::policies::graphql::comparison::{TextPiece, pieces};
use crate::policies::rules::numeral;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::RippleTaskId;
use kernel::{Page, PageLimit, Problem, Role};
use platform::graphql::{Connection, Needs, Shown, context, in_transaction, list_cost, split};

/// Something the platform says that must be looked at again, because an article it rests on has
/// changed (联动复核).
pub struct RippleTask(Model);

#[Object]
impl RippleTask {
    /// Which.
    async fn id(&self) -> &RippleTaskId {
        &self.0.id
    }

    /// What sort of writing rests on the article.
    async fn kind(&self) -> CiterKind {
        self.0.kind
    }

    /// What it says.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Where it can be read or mended.
    async fn path(&self) -> &str {
        &self.0.path
    }

    /// The law and article it rests on: 生态环境法典第十二条.
    async fn place(&self) -> String {
        match u32::try_from(self.0.number) {
            Ok(number) if number > 0 => format!("{}{}", self.0.slug, numeral::label(number, 0)),
            _ => self.0.slug.clone(),
        }
    }

    /// Why it is looked at.
    async fn reason(&self) -> RippleReason {
        self.0.reason
    }

    /// The words it was written under; empty when nobody has them.
    async fn old_words(&self) -> &str {
        &self.0.old_words
    }

    /// What stands there now, or what took its place; empty when nothing did.
    async fn new_words(&self) -> &str {
        &self.0.new_words
    }

    /// Names what stands there now; handed back when the task is closed.
    async fn new_hash(&self) -> &str {
        &self.0.new_hash
    }

    /// Where that can be read; null when it cannot.
    async fn new_path(&self) -> Option<&str> {
        self.0.new_path.as_deref()
    }

    /// Both in pieces: what is in both, what went, what came.
    #[graphql(complexity = "list_cost(10, 10, child_complexity)")]
    async fn pieces(&self) -> Vec<TextPiece> {
        pieces(&self.0.old_words, &self.0.new_words)
    }

    /// Where the task stands.
    async fn state(&self) -> RippleState {
        self.0.state
    }

    /// When the change was noticed.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.0.opened_at
    }

    /// Until when it should be closed: 24 hours later.
    async fn due_at(&self) -> DateTime<Utc> {
        self.0.due_at
    }

    /// When it was closed; null until then.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.0.closed_at
    }

    /// What was said with it; null until then.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

/// Reading tasks.
#[derive(Default)]
pub struct RippleQuery;

#[Object]
impl RippleQuery {
    /// What must be looked at again, or was, due first. Moderators.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn ripple_tasks(
        &self,
        ctx: &Context<'_>,
        state: RippleState,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<RippleTask>> {
        let (db, _) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), state, &page).await.shown()?;
        let total = if ctx.look_ahead().field("totalCount").exists() {
            Some(store::count(db.read(), state).await.shown()?)
        } else {
            None
        };
        Ok(Connection::of(rows.map(RippleTask), total))
    }

    /// One task; null when there is none. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn ripple_task(
        &self,
        ctx: &Context<'_>,
        id: RippleTaskId,
    ) -> async_graphql::Result<Option<RippleTask>> {
        let (db, _) = context(ctx);
        Ok(store::find(db.read(), &id).await.shown()?.map(RippleTask))
    }
}

/// Closes a task.
#[derive(InputObject)]
pub struct RippleCloseInput {
    /// Which.
    ripple_task_id: RippleTaskId,
    /// How.
    outcome: RippleOutcome,
    /// The `newHash` of what was looked at.
    new_hash: String,
    /// On what grounds, 2 to 500 characters.
    note: String,
}

/// How closing ended.
#[derive(SimpleObject)]
pub struct RippleClosePayload {
    /// As it stands now; null when there are problems.
    ripple_task: Option<RippleTask>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Closing.
#[derive(Default)]
pub struct RippleMutation;

#[Object]
impl RippleMutation {
    /// Closes a task: what was written still says right, or was mended. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn ripple_close(
        &self,
        ctx: &Context<'_>,
        input: RippleCloseInput,
    ) -> async_graphql::Result<RippleClosePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let (id, hash) = (&input.ripple_task_id, &input.new_hash);
                actions::close(cx, id, input.outcome, hash, &input.note).await
            })
        });
        let (row, problems) = split(answer.await)?;
        Ok(RippleClosePayload { ripple_task: row.map(RippleTask), problems })
    }
}
