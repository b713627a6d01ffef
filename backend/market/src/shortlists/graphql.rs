//! Shortlists as GraphQL shows them: to the organisation whose they are.

use super::entity::{Head, Model, Shortlisted};
use super::{actions, rules, store};
use crate::directory::Profile;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::organisations::Place;
use kernel::id::{ProviderId, ShortlistId};
use kernel::{Denied, Page, PageLimit, Problem, Role};
use platform::graphql::{
    Connection, Needs, Shown, Source, context, in_transaction, list_cost, split,
};

/// Providers chosen from the directory, as their pages were that day (候选名单).
pub struct Shortlist(pub Model);

#[Object]
impl Shortlist {
    /// Which.
    async fn id(&self) -> &ShortlistId {
        &self.0.id
    }
    /// What it is for.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// By what the providers were found, in words.
    async fn conditions(&self) -> &[String] {
        &self.0.conditions.0
    }
    /// The address of the list they were chosen from; today it may list others.
    async fn found_at(&self) -> &str {
        &self.0.found_at
    }
    /// How many providers the conditions left that day.
    async fn total_found(&self) -> i32 {
        self.0.total
    }
    /// Who stands on it, those left out as well.
    async fn entries(&self) -> async_graphql::Result<Vec<ShortlistEntry>> {
        let entries = self.0.shortlisted().shown()?;
        Ok(entries.into_iter().map(ShortlistEntry).collect())
    }
    /// When the pages were copied.
    async fn taken_at(&self) -> DateTime<Utc> {
        self.0.taken_at
    }
    /// When it was locked; null while it is open.
    async fn locked_at(&self) -> Option<DateTime<Utc>> {
        self.0.locked_at
    }
    /// SHA-256 over all a locked list says; null while it is open.
    async fn stamp(&self) -> Option<&str> {
        self.0.stamp.as_deref()
    }
    /// Whether a locked list still says what it said when it was locked; null while it is open.
    async fn is_intact(&self) -> Option<bool> {
        rules::is_intact(&self.0)
    }
    /// Counts changes.
    async fn revision(&self) -> i32 {
        self.0.revision
    }
}

/// A shortlist in a list of them, without the pages that were copied.
#[derive(SimpleObject)]
pub struct ShortlistHead {
    /// Which.
    id: ShortlistId,
    /// What it is for.
    title: String,
    /// By what the providers were found, in words.
    conditions: Vec<String>,
    /// How many providers stand on it, those left out as well.
    entry_count: i32,
    /// How many of them are not left out.
    kept_count: i32,
    /// When the pages were copied.
    taken_at: DateTime<Utc>,
    /// When it was locked; null while it is open.
    locked_at: Option<DateTime<Utc>>,
}

impl From<Head> for ShortlistHead {
    fn from(head: Head) -> Self {
        let Head { id, title, conditions, entry_count, kept_count, taken_at, locked_at } = head;
        let conditions = conditions.0;
        Self { id, title, conditions, entry_count, kept_count, taken_at, locked_at }
    }
}

/// A provider on a shortlist, as its page was.
pub struct ShortlistEntry(Shortlisted);

#[Object]
impl ShortlistEntry {
    /// Whose page.
    async fn provider_id(&self) -> &ProviderId {
        &self.0.provider_id
    }
    /// As registered.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// 统一社会信用代码; null where the source had none.
    async fn credit_code(&self) -> Option<&str> {
        self.0.credit_code.as_deref()
    }
    /// Where it is.
    async fn region(&self) -> Option<Place> {
        self.0.region_code.clone().map(|code| Place { code })
    }
    /// Out of 100; null while too few reviews were there to show one.
    async fn rating(&self) -> Option<f64> {
        self.0.rating_centi.map(|it| f64::from(it) / 100.0)
    }
    /// How many reviews there were.
    async fn review_count(&self) -> i32 {
        self.0.review_count
    }
    /// What its page said.
    async fn profile(&self) -> &Profile {
        &self.0.profile
    }
    /// Where it was known from.
    async fn source(&self) -> Source {
        Source { name: self.0.source.clone(), taken_on: self.0.source_on }
    }
    /// Why it was left out; null while it stands on the list.
    async fn left_out(&self) -> Option<&str> {
        self.0.left_out.as_deref()
    }
}

/// Reading shortlists.
#[derive(Default)]
pub struct ShortlistQuery;

#[Object]
impl ShortlistQuery {
    /// The shortlists of the organisation the caller acts for, newest first.
    #[graphql(
        guard = "Needs(&[Role::Member])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn shortlists(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<ShortlistHead>> {
        let (db, request) = context(ctx);
        let owner = request.actor.organisation_id().ok_or(Denied::Forbidden).shown()?;
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), owner, &page).await.shown()?;
        Ok(Connection::of(rows.map(ShortlistHead::from), None))
    }

    /// One shortlist of that organisation; null when it is not there or not theirs.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn shortlist(
        &self,
        ctx: &Context<'_>,
        id: ShortlistId,
    ) -> async_graphql::Result<Option<Shortlist>> {
        let (db, request) = context(ctx);
        let found = store::find(db.read(), &id).await.shown()?;
        let own = found.filter(|it| request.actor.organisation_id() == Some(&it.organisation_id));
        Ok(own.map(Shortlist))
    }
}

/// How a step of a shortlist ended.
#[derive(SimpleObject)]
pub struct ShortlistPayload {
    /// As it stands now; null when there are problems, and once it is deleted.
    shortlist: Option<Shortlist>,
    /// What to mend.
    problems: Vec<Problem>,
}

impl ShortlistPayload {
    /// The list as it is, or what to mend.
    ///
    /// # Errors
    /// Denials and faults.
    pub fn of(answer: kernel::Result<Model>) -> async_graphql::Result<Self> {
        let (row, problems) = split(answer)?;
        Ok(Self { shortlist: row.map(Shortlist), problems })
    }
}

/// Leaves a provider out of a shortlist, or takes it in again.
#[derive(InputObject)]
pub struct ShortlistJudgeInput {
    /// Which list.
    shortlist_id: ShortlistId,
    /// Which provider.
    provider_id: ProviderId,
    /// Why it is left out; null takes it in again.
    reason: Option<String>,
    /// The one that was seen.
    revision: i32,
}

/// Locks a shortlist.
#[derive(InputObject)]
pub struct ShortlistLockInput {
    /// Which.
    shortlist_id: ShortlistId,
    /// The one that was seen.
    revision: i32,
}

/// Deletes a shortlist.
#[derive(InputObject)]
pub struct ShortlistDeleteInput {
    /// Which.
    shortlist_id: ShortlistId,
    /// The one that was seen.
    revision: i32,
}

/// The verbs of a shortlist.
#[derive(Default)]
pub struct ShortlistMutation;

#[Object]
impl ShortlistMutation {
    /// Leaves a provider out of an own list with a reason, or takes it in again. Owners and editors.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn shortlist_judge(
        &self,
        ctx: &Context<'_>,
        input: ShortlistJudgeInput,
    ) -> async_graphql::Result<ShortlistPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let ShortlistJudgeInput { shortlist_id, provider_id, reason, revision } = input;
                actions::judge(cx, &shortlist_id, &provider_id, reason.as_deref(), revision).await
            })
        });
        ShortlistPayload::of(answer.await)
    }

    /// Locks an own list with a stamp; nothing of it changes any more. Owners and editors.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn shortlist_lock(
        &self,
        ctx: &Context<'_>,
        input: ShortlistLockInput,
    ) -> async_graphql::Result<ShortlistPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::lock(cx, &input.shortlist_id, input.revision).await })
        });
        ShortlistPayload::of(answer.await)
    }

    /// Deletes an own list that is open. Owners and editors.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn shortlist_delete(
        &self,
        ctx: &Context<'_>,
        input: ShortlistDeleteInput,
    ) -> async_graphql::Result<ShortlistPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::delete(cx, &input.shortlist_id, input.revision).await })
        });
        let payload = ShortlistPayload::of(answer.await)?;
        Ok(ShortlistPayload { shortlist: None, ..payload })
    }
}
