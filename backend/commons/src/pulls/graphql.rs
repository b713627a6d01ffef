//! What is asked now and then, as the board of sources shows it.

use super::entity::Model;
use super::{access, store};
use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use kernel::{Denied, Role};
use platform::graphql::{Needs, Shown, context, list_cost};

/// A source that is asked for its file now and then (定时拉取).
pub struct FeedPull(Model);

#[Object]
impl FeedPull {
    /// What the source calls itself.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Where it is asked.
    async fn url(&self) -> &str {
        &self.0.url
    }
    /// When it was asked last.
    async fn tried_at(&self) -> DateTime<Utc> {
        self.0.tried_at
    }
    /// When it is asked again.
    async fn next_at(&self) -> DateTime<Utc> {
        self.0.next_at
    }
    /// When it answered last, with something new or without; null when it never did.
    async fn good_at(&self) -> Option<DateTime<Utc>> {
        self.0.good_at
    }
    /// How often in a row nothing came.
    async fn failures(&self) -> i32 {
        self.0.failures
    }
    /// Why nothing came last; null when something did.
    async fn problem(&self) -> Option<&str> {
        self.0.problem.as_deref()
    }
}

/// Reading what is asked.
#[derive(Default)]
pub struct PullQuery;

#[Object]
impl PullQuery {
    /// Every source that is asked for its file now and then, by name. Associations, regulators, operators,
    /// and the system administrator.
    #[graphql(
        guard = "Needs(&[Role::Member, Role::Moderator, Role::SystemAdministrator])",
        complexity = "list_cost(5, 20, child_complexity)"
    )]
    async fn feed_pulls(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<FeedPull>> {
        let (db, request) = context(ctx);
        if !access::may_read(&request.actor) {
            return Err(Denied::Forbidden).shown();
        }
        Ok(store::all(db.read()).await.shown()?.into_iter().map(FeedPull).collect())
    }
}
