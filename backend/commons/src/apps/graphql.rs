//! Neighbouring systems as GraphQL shows them: to everybody.

use super::entity::{Link, Model};
use super::rules::TypedApp;
use super::{actions, store};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::AppId;
use kernel::{Problem, Role};
use platform::graphql::{Needs, Public, Shown, context, in_transaction, split};

/// A system beside ours (业务应用系统).
pub struct App(Model);

#[Object]
impl App {
    /// Which.
    async fn id(&self) -> &AppId {
        &self.0.id
    }
    /// As its keeper calls it.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Who runs it.
    async fn keeper(&self) -> &str {
        &self.0.keeper
    }
    /// What it is for.
    async fn purpose(&self) -> &str {
        &self.0.purpose
    }
    /// Who uses it.
    async fn audience(&self) -> &str {
        &self.0.audience
    }
    /// How one signs in there.
    async fn login_hint(&self) -> &str {
        &self.0.login_hint
    }
    /// How to begin, in steps; null without.
    async fn guide(&self) -> Option<&str> {
        self.0.guide.as_deref()
    }
    /// Where it is; null while nobody has verified the address.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }
    /// Its place in the list, ascending.
    async fn position(&self) -> i32 {
        self.0.position
    }
    /// Whether the address opens, asked every ten minutes.
    async fn link(&self) -> Link {
        self.0.link
    }
    /// Since when it does, or does not; null while it is not known.
    async fn link_since(&self) -> Option<DateTime<Utc>> {
        self.0.link_since
    }
    /// When it was asked last; null when it never was.
    async fn checked_at(&self) -> Option<DateTime<Utc>> {
        self.0.checked_at
    }
    /// When these words were changed last.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.0.changed_at
    }
    /// Counts changes.
    async fn revision(&self) -> i32 {
        self.0.revision
    }
}

/// Reading the navigation.
#[derive(Default)]
pub struct AppQuery;

#[Object]
impl AppQuery {
    /// The systems beside ours, in their order; at most 60.
    #[graphql(guard = "Public", complexity = "30 * child_complexity")]
    async fn apps(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<App>> {
        let (db, _) = context(ctx);
        let rows = store::all(db.read()).await.shown()?;
        Ok(rows.into_iter().map(App).collect())
    }
}

/// What the list says of a system.
#[derive(InputObject)]
pub struct AppWords {
    /// As its keeper calls it, 2 to 40 characters.
    name: String,
    /// Who runs it, 2 to 60 characters.
    keeper: String,
    /// What it is for, 4 to 200 characters.
    purpose: String,
    /// Who uses it, 2 to 100 characters.
    audience: String,
    /// How one signs in there, 2 to 200 characters.
    login_hint: String,
    /// How to begin, at most 1,000 characters.
    guide: Option<String>,
    /// An address of the public web that somebody has verified.
    url: Option<String>,
    /// Its place in the list, 0 to 999, ascending.
    position: i32,
}

impl From<AppWords> for TypedApp {
    fn from(words: AppWords) -> Self {
        let AppWords { name, keeper, purpose, audience, login_hint, guide, url, position } = words;
        Self { name, keeper, purpose, audience, login_hint, guide, url, position }
    }
}

/// Adds a system.
#[derive(InputObject)]
pub struct AppAddInput {
    /// What the list is to say.
    words: AppWords,
}

/// Changes what the list says of a system.
#[derive(InputObject)]
pub struct AppChangeInput {
    /// Which.
    app_id: AppId,
    /// What the list is to say.
    words: AppWords,
    /// The one that was seen.
    revision: i32,
}

/// Takes a system off the list.
#[derive(InputObject)]
pub struct AppRetireInput {
    /// Which.
    app_id: AppId,
    /// The one that was seen.
    revision: i32,
}

/// How adding ended.
#[derive(SimpleObject)]
pub struct AppAddPayload {
    /// As it is listed; null when there are problems.
    app: Option<App>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How changing ended.
#[derive(SimpleObject)]
pub struct AppChangePayload {
    /// As it is listed now; null when there are problems.
    app: Option<App>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How taking off ended.
#[derive(SimpleObject)]
pub struct AppRetirePayload {
    /// What was taken off; null when there are problems.
    app: Option<App>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Keeping the navigation.
#[derive(Default)]
pub struct AppMutation;

#[Object]
impl AppMutation {
    /// Adds a system to the list. Moderators and the system administrator.
    #[graphql(guard = "Needs(&[Role::Moderator, Role::SystemAdministrator])")]
    async fn app_add(
        &self,
        ctx: &Context<'_>,
        input: AppAddInput,
    ) -> async_graphql::Result<AppAddPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::add(cx, input.words.into()).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(AppAddPayload { app: row.map(App), problems })
    }

    /// Changes what the list says of a system. Moderators and the system administrator.
    #[graphql(guard = "Needs(&[Role::Moderator, Role::SystemAdministrator])")]
    async fn app_change(
        &self,
        ctx: &Context<'_>,
        input: AppChangeInput,
    ) -> async_graphql::Result<AppChangePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let AppChangeInput { app_id, words, revision } = input;
                actions::change(cx, &app_id, words.into(), revision).await
            })
        });
        let (row, problems) = split(answer.await)?;
        Ok(AppChangePayload { app: row.map(App), problems })
    }

    /// Takes a system off the list. Moderators and the system administrator.
    #[graphql(guard = "Needs(&[Role::Moderator, Role::SystemAdministrator])")]
    async fn app_retire(
        &self,
        ctx: &Context<'_>,
        input: AppRetireInput,
    ) -> async_graphql::Result<AppRetirePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::retire(cx, &input.app_id, input.revision).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(AppRetirePayload { app: row.map(App), problems })
    }
}
