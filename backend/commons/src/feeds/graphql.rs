//! Feeds as GraphQL shows them: the board of sources, their runs, and whose a row is.

mod runs;

use super::actions::{self, MappingCheck};
use super::entity::conflict::{ConflictState, Model as Conflict};
use super::entity::feed::Model as FeedModel;
use super::{access, conflicts, rules, store};
use crate::moderation::{ChangeRequest, shown_of_subject};
use crate::organisations::{Organisation, OrganisationOf};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{FeedConflictId, FeedId, FeedRunId};
use kernel::{Denied, Problem, Role};
use platform::Db;
use platform::graphql::{Needs, Public, Shown, context, in_transaction, list_cost, split};
use runs::{Feed, FeedCell, FeedOf, FeedRun, cells_of};

/// A row that disagrees with what an organisation says of itself (归属待确认).
pub struct FeedConflict(pub(super) Conflict);

#[Object]
impl FeedConflict {
    /// Which.
    async fn id(&self) -> &FeedConflictId {
        &self.0.id
    }
    /// What the source calls itself; null when it is gone.
    async fn feed_name(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let key = FeedOf(self.0.feed_id.clone());
        Ok(ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await?.map(|it| it.name))
    }
    /// With whom.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let key = OrganisationOf(self.0.organisation_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }
    /// What the row names.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// In what they disagree.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// As it stood in the file.
    async fn cells(&self) -> Vec<FeedCell> {
        cells_of(&self.0.cells)
    }
    /// Where it stands.
    async fn state(&self) -> ConflictState {
        self.0.state
    }
    /// When it was found.
    async fn found_at(&self) -> DateTime<Utc> {
        self.0.found_at
    }
    /// Whether the person who asks may say whose it is.
    async fn may_decide(&self, ctx: &Context<'_>) -> bool {
        let actor = &context(ctx).1.actor;
        self.0.state == ConflictState::Open && access::may_decide(actor, &self.0)
    }
    /// Where the check of a no stands; null when there is none.
    async fn change_request(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        shown_of_subject(ctx, self.0.id.as_str()).await
    }
}

/// A source as everybody may know it.
#[derive(SimpleObject)]
pub struct FeedSummary {
    /// As it is kept with what it says.
    name: String,
    /// When something good came of it last; null when nothing did yet.
    good_at: Option<DateTime<Utc>>,
    /// Whether nothing good has come of it for longer than it is expected.
    is_stale: bool,
}

/// Reading feeds.
#[derive(Default)]
pub struct FeedQuery;

#[Object]
impl FeedQuery {
    /// Where what is public comes from, by name.
    #[graphql(guard = "Public", complexity = "list_cost(5, 20, child_complexity)")]
    async fn feed_summaries(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<FeedSummary>> {
        let db = context(ctx).0;
        let now = db.clock().now();
        let summary = |it: FeedModel| FeedSummary {
            is_stale: rules::is_stale(it.good_at, it.every_days, now),
            name: it.name,
            good_at: it.good_at,
        };
        Ok(store::feeds(db.read()).await.shown()?.into_iter().map(summary).collect())
    }

    /// Every source, by name. Associations, regulators, operators, and the system administrator.
    #[graphql(
        guard = "Needs(&[Role::Member, Role::Moderator, Role::SystemAdministrator])",
        complexity = "list_cost(5, 20, child_complexity)"
    )]
    async fn feeds(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Feed>> {
        let (db, request) = context(ctx);
        if !access::may_read(&request.actor) {
            return Err(Denied::Forbidden).shown();
        }
        Ok(store::feeds(db.read()).await.shown()?.into_iter().map(Feed).collect())
    }

    /// A source; null when it does not exist, or for those who do not see the board.
    #[graphql(guard = "Needs(&[Role::Member, Role::Moderator, Role::SystemAdministrator])")]
    async fn feed(&self, ctx: &Context<'_>, id: FeedId) -> async_graphql::Result<Option<Feed>> {
        let (db, request) = context(ctx);
        if !access::may_read(&request.actor) {
            return Ok(None);
        }
        Ok(store::feeds_by_id(db.read(), vec![id.clone()]).await.shown()?.remove(&id).map(Feed))
    }

    /// A run; null when it does not exist, or for those who do not see the board.
    #[graphql(guard = "Needs(&[Role::Member, Role::Moderator, Role::SystemAdministrator])")]
    async fn feed_run(
        &self,
        ctx: &Context<'_>,
        id: FeedRunId,
    ) -> async_graphql::Result<Option<FeedRun>> {
        let (db, request) = context(ctx);
        if !access::may_read(&request.actor) {
            return Ok(None);
        }
        Ok(store::find_run(db.read(), &id).await.shown()?.map(FeedRun))
    }

    /// Rows that disagree with what the organisation acted for says of itself, the newest hundred.
    #[graphql(guard = "Needs(&[Role::Member])", complexity = "list_cost(5, 20, child_complexity)")]
    async fn my_feed_conflicts(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<FeedConflict>> {
        let (db, request) = context(ctx);
        let Some(own) = request.actor.organisation_id() else { return Ok(Vec::new()) };
        let rows = store::conflicts_of(db.read(), own).await.shown()?;
        Ok(rows.into_iter().map(FeedConflict).collect())
    }
}

/// Tries rows again.
#[derive(InputObject)]
pub struct FeedRunReplayInput {
    /// The run that put them aside.
    feed_run_id: FeedRunId,
    /// A mapping in place of the run's own, as TOML.
    mapping: Option<String>,
}

/// How that was taken.
#[derive(SimpleObject)]
pub struct FeedRunReplayPayload {
    /// The replay, which runs in the background; null when there are problems.
    feed_run: Option<FeedRun>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Says whose a row is.
#[derive(InputObject)]
pub struct FeedConflictDecideInput {
    /// Which.
    feed_conflict_id: FeedConflictId,
    /// Whether it is about the organisation acted for.
    is_ours: bool,
}

/// How that was taken.
#[derive(SimpleObject)]
pub struct FeedConflictDecidePayload {
    /// The conflict; null when there are problems.
    feed_conflict: Option<FeedConflict>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Replaying and deciding.
#[derive(Default)]
pub struct FeedMutation;

#[Object]
impl FeedMutation {
    /// Tries the rows again that a run put aside, under its mapping or a better one. Moderators, and
    /// owners and editors of operators.
    #[graphql(guard = "Needs(&[Role::Member, Role::Moderator])")]
    async fn feed_run_replay(
        &self,
        ctx: &Context<'_>,
        input: FeedRunReplayInput,
    ) -> async_graphql::Result<FeedRunReplayPayload> {
        let check = *ctx.data_unchecked::<MappingCheck>();
        let answer = in_transaction(ctx, |cx| {
            Box::pin(
                async move { actions::replay(cx, &input.feed_run_id, input.mapping, check).await },
            )
        });
        let (row, problems) = split(answer.await)?;
        Ok(FeedRunReplayPayload { feed_run: row.map(FeedRun), problems })
    }

    /// Says whether a row is about the organisation acted for: if so it is taken as its own, if not
    /// nothing of it is taken and a moderator looks. Owners and editors, once.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn feed_conflict_decide(
        &self,
        ctx: &Context<'_>,
        input: FeedConflictDecideInput,
    ) -> async_graphql::Result<FeedConflictDecidePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(
                async move { conflicts::decide(cx, &input.feed_conflict_id, input.is_ours).await },
            )
        });
        let (row, problems) = split(answer.await)?;
        Ok(FeedConflictDecidePayload { feed_conflict: row.map(FeedConflict), problems })
    }
}
