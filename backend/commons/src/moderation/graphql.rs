//! The queue of checks as moderators see it.

use super::actions::{self, Decision};
use super::entity::{ChangeState, FieldDifference, Model};
use super::{access, store};
use crate::accounts::AccountNameOf;
use crate::organisations::Place;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::ChangeRequestId;
use kernel::{Actor, Date, Page, PageLimit, Problem, Role};
use platform::Db;
use platform::graphql::{Connection, Needs, Shown, context, in_transaction, list_cost, split};

/// Something that waits for a check, or was checked (审核单).
pub struct ChangeRequest(pub Model);

#[Object]
impl ChangeRequest {
    /// Which.
    async fn id(&self) -> &ChangeRequestId {
        &self.0.id
    }

    /// The noun of the subject.
    async fn subject_kind(&self) -> &str {
        &self.0.subject_kind
    }

    /// The subject's id.
    async fn subject_id(&self) -> ID {
        self.0.subject_id.clone().into()
    }

    /// What the queue shows.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Whose moderators decide.
    async fn region(&self) -> Place {
        Place { code: self.0.region_code.clone() }
    }

    /// When it came in.
    async fn submitted_at(&self) -> DateTime<Utc> {
        self.0.submitted_at
    }

    /// Who sent it, by the name they go by here.
    async fn submitted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let name = loader.load_one(AccountNameOf(self.0.submitted_by.clone())).await?;
        Ok(name.unwrap_or_default())
    }

    /// The day by which it shall be decided, in working days.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }

    /// Where it stands.
    async fn state(&self) -> ChangeState {
        self.0.state
    }

    /// When it was decided; null while it waits.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }

    /// Why it was refused; null unless it was.
    async fn reason_code(&self) -> Option<&str> {
        self.0.reason_code.as_deref()
    }

    /// What the owner is told; null when nothing was said.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Hand it back when deciding.
    async fn revision(&self) -> i32 {
        self.0.revision
    }

    /// What changes, field by field.
    async fn differences(&self) -> &[FieldDifference] {
        &self.0.differences.0
    }
}

/// Reading the queue.
#[derive(Default)]
pub struct ModerationQuery;

#[Object]
impl ModerationQuery {
    /// What waits for a decision (or stands in another state) in the moderator's region, due
    /// first. Moderators only.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn change_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "ChangeState::Waiting")] state: ChangeState,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<ChangeRequest>> {
        let (db, request) = context(ctx);
        let region = match &request.actor {
            Actor::Person { region, .. } => region.as_ref(),
            _ => None,
        };
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), state, region, &page).await.shown()?;
        Ok(Connection::of(rows.map(ChangeRequest), None))
    }

    /// One check; null when it does not exist or is not the caller's to see.
    #[graphql(guard = "Needs(&[Role::Member, Role::Moderator])")]
    async fn change_request(
        &self,
        ctx: &Context<'_>,
        id: ChangeRequestId,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        let (db, request) = context(ctx);
        let found = store::find(db.read(), &id).await.shown()?;
        Ok(found.filter(|it| access::may_see(&request.actor, it)).map(ChangeRequest))
    }
}

/// Lets something be public.
#[derive(InputObject)]
pub struct ChangeRequestApproveInput {
    /// Which.
    change_request_id: ChangeRequestId,
    /// The one that was seen.
    revision: i32,
    /// What the owner is told.
    note: Option<String>,
}

/// Sends something back to its owner.
#[derive(InputObject)]
pub struct ChangeRequestRefuseInput {
    /// Which.
    change_request_id: ChangeRequestId,
    /// The one that was seen.
    revision: i32,
    /// incomplete, unclear, unlawful, duplicate, out_of_scope or other.
    reason_code: String,
    /// What the owner is told.
    note: String,
}

/// How a decision ended.
#[derive(SimpleObject)]
pub struct ChangeRequestDecidePayload {
    /// As it stands now; null when there are problems.
    change_request: Option<ChangeRequest>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Deciding checks.
#[derive(Default)]
pub struct ModerationMutation;

#[Object]
impl ModerationMutation {
    /// Lets something be public. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_request_approve(
        &self,
        ctx: &Context<'_>,
        input: ChangeRequestApproveInput,
    ) -> async_graphql::Result<ChangeRequestDecidePayload> {
        let decision = Decision::Approve { note: input.note };
        decide(ctx, input.change_request_id, input.revision, decision).await
    }

    /// Sends something back to its owner, with the reason. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_request_refuse(
        &self,
        ctx: &Context<'_>,
        input: ChangeRequestRefuseInput,
    ) -> async_graphql::Result<ChangeRequestDecidePayload> {
        let decision = Decision::Refuse { reason_code: input.reason_code, note: input.note };
        decide(ctx, input.change_request_id, input.revision, decision).await
    }
}

async fn decide(
    ctx: &Context<'_>,
    id: ChangeRequestId,
    revision: i32,
    decision: Decision,
) -> async_graphql::Result<ChangeRequestDecidePayload> {
    let answer = in_transaction(ctx, |cx| {
        Box::pin(async move { actions::decide(cx, &id, revision, decision).await })
    })
    .await;
    let (row, problems) = split(answer)?;
    Ok(ChangeRequestDecidePayload { change_request: row.map(ChangeRequest), problems })
}
