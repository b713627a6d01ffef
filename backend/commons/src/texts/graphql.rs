//! Findings as GraphQL shows them, and the door through which texts are sent.

use super::actions::{self, Told, label_of};
use super::entity::{FindingKind, FindingState, Model};
use super::store;
use crate::moderation::{ChangeRequest, shown_of_subject};
use crate::organisations::{Organisation, OrganisationOf};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use kernel::id::TextFindingId;
use kernel::{Error, Page, PageLimit, Problem, Role};
use platform::graphql::{Connection, Needs, Shown, context, in_transaction, list_cost, split};
use platform::{Cx, Db};

/// Runs a change that sends texts other parties will read, unless something in them does not
/// belong there: then nothing is sent, each finding is told beside its field, and it is logged.
///
/// # Errors
/// What the change answers; the findings as problems.
pub async fn screened<T, F>(ctx: &Context<'_>, texts: Vec<Told>, change: F) -> kernel::Result<T>
where
    F: for<'c> FnOnce(&'c mut Cx) -> BoxFuture<'c, kernel::Result<T>>,
{
    let (db, request) = context(ctx);
    // Who may not send anything is told so by the change itself.
    let sender = request.actor.organisation_id().filter(|_| request.actor.may_edit());
    let Some(organisation) = sender else { return in_transaction(ctx, change).await };
    let hits = actions::look(db, organisation, texts).await?;
    if hits.is_empty() {
        return in_transaction(ctx, change).await;
    }
    let problems: Vec<Problem> = hits.iter().map(|(told, it)| it.problem(told.field)).collect();
    in_transaction(ctx, |cx| Box::pin(async move { actions::note(cx, hits).await })).await?;
    Err(Error::Problems(problems))
}

/// Something that was found in texts of an organisation (识别记录).
pub struct TextFinding(Model);

#[Object]
impl TextFinding {
    /// Which.
    async fn id(&self) -> &TextFindingId {
        &self.0.id
    }
    /// Whose text.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let key = OrganisationOf(self.0.organisation_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }
    /// What it looks like.
    async fn kind(&self) -> FindingKind {
        self.0.kind
    }
    /// What people call that.
    async fn kind_label(&self) -> &str {
        self.0.kind.label()
    }
    /// As it was typed last.
    async fn span(&self) -> &str {
        &self.0.span
    }
    /// What people call the text it was last found in.
    async fn place_label(&self) -> &str {
        label_of(&self.0.place)
    }
    /// When it was first found.
    async fn found_at(&self) -> DateTime<Utc> {
        self.0.found_at
    }
    /// When it was last found.
    async fn last_at(&self) -> DateTime<Utc> {
        self.0.last_at
    }
    /// How often it was found.
    async fn times(&self) -> i32 {
        self.0.times
    }
    /// Where it stands.
    async fn state(&self) -> FindingState {
        self.0.state
    }
    /// Why it was found wrongly, in its sender's words; null when nobody said so.
    async fn appeal(&self) -> Option<&str> {
        self.0.appeal.as_deref()
    }
    /// Whether the person who asks may say that it was found wrongly.
    async fn may_appeal(&self, ctx: &Context<'_>) -> bool {
        let actor = &context(ctx).1.actor;
        self.0.state == FindingState::Found
            && actor.may_edit()
            && actor.organisation_id() == Some(&self.0.organisation_id)
    }
    /// Where the check of the appeal stands; null when there is none.
    async fn change_request(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        shown_of_subject(ctx, self.0.id.as_str()).await
    }
}

/// Reading findings.
#[derive(Default)]
pub struct TextQuery;

#[Object]
impl TextQuery {
    /// What was found in texts, newest first: members read their organisation's, moderators their
    /// region's.
    #[graphql(
        guard = "Needs(&[Role::Member, Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn text_findings(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<TextFinding>> {
        let (db, request) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), &request.actor, &page).await.shown()?;
        Ok(Connection::of(rows.map(TextFinding), None))
    }
}

/// That something was found wrongly.
#[derive(InputObject)]
pub struct TextFindingAppealInput {
    /// Which.
    finding_id: TextFindingId,
    /// Why, 4 to 300 characters.
    reason: String,
}

/// How an appeal was taken.
#[derive(SimpleObject)]
pub struct TextFindingAppealPayload {
    /// The finding; null when there are problems.
    finding: Option<TextFinding>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Appealing against findings.
#[derive(Default)]
pub struct TextMutation;

#[Object]
impl TextMutation {
    /// Says that something was found wrongly; a moderator of the region looks. Owners and editors.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn text_finding_appeal(
        &self,
        ctx: &Context<'_>,
        input: TextFindingAppealInput,
    ) -> async_graphql::Result<TextFindingAppealPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::appeal(cx, &input.finding_id, &input.reason).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(TextFindingAppealPayload { finding: row.map(TextFinding), problems })
    }
}
