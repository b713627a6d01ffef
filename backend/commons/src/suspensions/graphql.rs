//! Suspensions as GraphQL shows them.

use super::entity::Model;
use super::{actions, store};
use crate::moderation::{ChangeRequest, shown_of_subject};
use crate::organisations::{Organisation, OrganisationOf};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{OrganisationId, SuspensionId};
use kernel::{Date, Problem, Role};
use platform::Db;
use platform::graphql::{Needs, Shown, SignedIn, context, in_transaction, list_cost, split};

/// A time for which an organisation may only read (暂停).
pub struct Suspension(Model);

#[Object]
impl Suspension {
    /// Which.
    async fn id(&self) -> &SuspensionId {
        &self.0.id
    }
    /// Whose.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let key = OrganisationOf(self.0.organisation_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }
    /// Why, with the rule it rests on.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// Where and how long it may be appealed.
    async fn appeal(&self) -> &str {
        &self.0.appeal
    }
    /// Since when.
    async fn begun_at(&self) -> DateTime<Utc> {
        self.0.begun_at
    }
    /// The last day; null until it is lifted.
    async fn until(&self) -> Option<Date> {
        self.0.until.map(Date)
    }
    /// When it ended; null while it holds.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// Why it was ended; null while it holds.
    async fn end_note(&self) -> Option<&str> {
        self.0.end_note.as_deref()
    }
    /// The check of the appeal against it; null when there is none.
    async fn appeal_request(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        shown_of_subject(ctx, self.0.id.as_str()).await
    }
    /// Whether the person who asks may appeal against it now: an owner, once, while it holds.
    async fn may_appeal(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let is_owner = context(ctx).1.actor.owns(&self.0.organisation_id);
        let is_open = is_owner && self.0.ended_at.is_none();
        Ok(is_open && self.appeal_request(ctx).await?.is_none())
    }
}

/// Reading suspensions.
#[derive(Default)]
pub struct SuspensionQuery;

#[Object]
impl SuspensionQuery {
    /// What holds an organisation back; null when it may act. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn suspension(
        &self,
        ctx: &Context<'_>,
        organisation_id: OrganisationId,
    ) -> async_graphql::Result<Option<Suspension>> {
        let (db, request) = context(ctx);
        let found = actions::open_of(db, &request.actor, &organisation_id).await.shown()?;
        Ok(found.map(Suspension))
    }

    /// What has held an organisation back, newest first, 20 at most. Its own people, and moderators
    /// of its region.
    #[graphql(guard = "SignedIn", complexity = "list_cost(5, 20, child_complexity)")]
    async fn suspensions(
        &self,
        ctx: &Context<'_>,
        organisation_id: OrganisationId,
    ) -> async_graphql::Result<Vec<Suspension>> {
        let (db, request) = context(ctx);
        let rows = actions::history(db, &request.actor, &organisation_id).await.shown()?;
        Ok(rows.into_iter().map(Suspension).collect())
    }

    /// Why the organisation acted for may only read, how long, and how to appeal; null when it may
    /// act.
    #[graphql(guard = "SignedIn")]
    async fn my_suspension(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Suspension>> {
        let (db, request) = context(ctx);
        let Some(id) = request.actor.organisation_id() else { return Ok(None) };
        Ok(store::open_of(db.read(), id).await.shown()?.map(Suspension))
    }
}

/// Suspends an organisation.
#[derive(InputObject)]
pub struct OrganisationSuspendInput {
    /// Which.
    organisation_id: OrganisationId,
    /// Why, with the rule it rests on, 10 to 500 characters.
    reason: String,
    /// Where and how long it may be appealed, 4 to 300 characters.
    appeal: String,
    /// The last day; left out when it holds until it is lifted.
    until: Option<Date>,
}

/// Lets an organisation act again.
#[derive(InputObject)]
pub struct OrganisationRestoreInput {
    /// Which.
    organisation_id: OrganisationId,
    /// Why, 4 to 300 characters.
    note: String,
}

/// Why a suspension is wrong.
#[derive(InputObject)]
pub struct SuspensionAppealInput {
    /// In the owner's words, 10 to 1,000 characters.
    text: String,
}

/// How an appeal was taken.
#[derive(SimpleObject)]
pub struct SuspensionAppealPayload {
    /// What holds until it is decided; null when there are problems.
    suspension: Option<Suspension>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How suspending ended.
#[derive(SimpleObject)]
pub struct OrganisationSuspendPayload {
    /// What holds from now on; null when there are problems.
    suspension: Option<Suspension>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How restoring ended.
#[derive(SimpleObject)]
pub struct OrganisationRestorePayload {
    /// What has ended; null when there are problems.
    suspension: Option<Suspension>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Suspending and restoring.
#[derive(Default)]
pub struct SuspensionMutation;

#[Object]
impl SuspensionMutation {
    /// Suspends an organisation; what its people are signed in to for it ends. Moderators of its
    /// region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn organisation_suspend(
        &self,
        ctx: &Context<'_>,
        input: OrganisationSuspendInput,
    ) -> async_graphql::Result<OrganisationSuspendPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let words = (input.reason, input.appeal);
                let until = input.until.map(|it| it.0);
                actions::suspend(cx, &input.organisation_id, words, until).await
            })
        });
        let (row, problems) = split(answer.await)?;
        Ok(OrganisationSuspendPayload { suspension: row.map(Suspension), problems })
    }

    /// Lets an organisation act again. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn organisation_restore(
        &self,
        ctx: &Context<'_>,
        input: OrganisationRestoreInput,
    ) -> async_graphql::Result<OrganisationRestorePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::restore(cx, &input.organisation_id, &input.note).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(OrganisationRestorePayload { suspension: row.map(Suspension), problems })
    }

    /// Appeals against what holds the organisation back; another moderator than the one who
    /// suspended it decides. Its owners, once.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn suspension_appeal(
        &self,
        ctx: &Context<'_>,
        input: SuspensionAppealInput,
    ) -> async_graphql::Result<SuspensionAppealPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::appeal(cx, &input.text).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(SuspensionAppealPayload { suspension: row.map(Suspension), problems })
    }
}
