//! Moves as GraphQL shows them.

use super::actions::{self, Examined, NewMove};
use super::entity::{Model, MoveState};
use super::{rules, store};
use crate::moderation::Policy;
use crate::organisations::{Organisation, Place};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{OrganisationId, OrganisationMoveId};
use kernel::{Problem, RegionCode, Role};
use platform::graphql::{Needs, Shown, context, in_transaction, list_cost, split};

/// How many moves are listed: what a person did last.
const LISTED: u64 = 20;

/// One organisation of a move.
#[derive(InputObject)]
pub struct OrganisationMoveItemInput {
    /// Which.
    organisation_id: OrganisationId,
    /// Where it was seen.
    from: RegionCode,
}

/// Organisations that shall belong to another region.
#[derive(InputObject)]
pub struct OrganisationMoveInput {
    /// Which; 1 to 100.
    items: Vec<OrganisationMoveItemInput>,
    /// To which county or town; outside the own region its association must agree.
    region_code: String,
    /// Why, 4 to 300 characters.
    note: String,
}

impl From<OrganisationMoveInput> for NewMove {
    fn from(it: OrganisationMoveInput) -> Self {
        let items = it.items.into_iter().map(|it| (it.organisation_id, it.from)).collect();
        Self { items, region_code: it.region_code, note: it.note }
    }
}

/// Which move.
#[derive(InputObject)]
pub struct OrganisationMoveUndoInput {
    /// Which.
    move_id: OrganisationMoveId,
}

/// Something the association says to organisations.
#[derive(InputObject)]
pub struct OrganisationNotifyInput {
    /// To which; 1 to 100.
    organisation_ids: Vec<OrganisationId>,
    /// 2 to 60 characters.
    title: String,
    /// 4 to 500 characters.
    body: String,
}

/// An organisation with what a move would do to it.
#[derive(SimpleObject)]
pub struct ExaminedOrganisation {
    /// The organisation, where it is now.
    organisation: Organisation,
    /// What keeps it out; empty when it would be moved.
    problems: Vec<Problem>,
}

impl From<Examined> for ExaminedOrganisation {
    fn from(it: Examined) -> Self {
        let problems = it.problems.into_iter().map(Into::into).collect();
        Self { organisation: Organisation(it.organisation), problems }
    }
}

/// What a move would do.
#[derive(SimpleObject)]
pub struct OrganisationMovePreview {
    /// Whether another association must agree first; false when the act itself has problems.
    needs_consent: bool,
    /// Each organisation; empty when the act itself has problems.
    items: Vec<ExaminedOrganisation>,
    /// How many would be moved.
    able_count: i32,
    /// The moderators who would see some of them no more.
    losing: Vec<String>,
    /// The moderators who would see some of them from then on.
    gaining: Vec<String>,
    /// What to mend about the act itself.
    problems: Vec<Problem>,
}

/// That organisations were moved to another region (调整地区).
#[derive(SimpleObject)]
pub struct OrganisationMove {
    /// Which.
    id: OrganisationMoveId,
    /// How far it has come.
    state: MoveState,
    /// To where.
    region: Place,
    /// Why.
    note: String,
    /// When; while it waits for the other association, when it was proposed.
    moved_at: DateTime<Utc>,
    /// Until when it can be undone.
    undo_until: DateTime<Utc>,
    /// When it was undone; null while it holds.
    undone_at: Option<DateTime<Utc>>,
    /// Whether its time to be undone has not passed.
    may_undo: bool,
    /// How many organisations it moved.
    count: i32,
}

impl OrganisationMove {
    fn of(row: Model, count: usize, now: DateTime<Utc>) -> Self {
        Self {
            may_undo: rules::may_undo(&row, now),
            id: row.id,
            state: row.state,
            region: Place { code: row.region_code },
            note: row.note,
            moved_at: row.moved_at,
            undo_until: row.undo_until,
            undone_at: row.undone_at,
            count: i32::try_from(count).unwrap_or(i32::MAX),
        }
    }
}

/// Shows moves with their counts.
async fn shown(
    ctx: &Context<'_>,
    rows: Vec<Model>,
) -> async_graphql::Result<Vec<OrganisationMove>> {
    let (db, _) = context(ctx);
    let ids: Vec<_> = rows.iter().map(|it| it.id.clone()).collect();
    let items = store::items_of(db.read(), &ids).await.shown()?;
    let now = db.clock().now();
    let count = |id: &OrganisationMoveId| items.iter().filter(|it| it.move_id == *id).count();
    Ok(rows
        .into_iter()
        .map(|it| {
            let count = count(&it.id);
            OrganisationMove::of(it, count, now)
        })
        .collect())
}

/// Reading moves.
#[derive(Default)]
pub struct MoveQuery;

#[Object]
impl MoveQuery {
    /// What a move would do, and whom it would leave alone and why. Nothing is changed. Moderators
    /// only.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, 100, child_complexity)"
    )]
    async fn organisation_move_preview(
        &self,
        ctx: &Context<'_>,
        input: OrganisationMoveInput,
    ) -> async_graphql::Result<OrganisationMovePreview> {
        let (db, request) = context(ctx);
        let answer = actions::preview(db, &request.actor, &input.into()).await;
        let (found, problems) = split(answer)?;
        let needs_consent = found.as_ref().is_some_and(|it| it.needs_consent);
        let (items, losing, gaining) =
            found.map(|it| (it.items, it.losing, it.gaining)).unwrap_or_default();
        let items: Vec<ExaminedOrganisation> = items.into_iter().map(Into::into).collect();
        let able = items.iter().filter(|it| it.problems.is_empty()).count();
        let able_count = i32::try_from(able).unwrap_or(i32::MAX);
        Ok(OrganisationMovePreview { needs_consent, items, able_count, losing, gaining, problems })
    }

    /// The last moves of the person who asks, newest first. Moderators only.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, 20, child_complexity)"
    )]
    async fn organisation_moves(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<OrganisationMove>> {
        let (db, request) = context(ctx);
        let Some(account_id) = request.actor.account_id() else { return Ok(Vec::new()) };
        let rows = store::of_person(db.read(), account_id, LISTED).await.shown()?;
        shown(ctx, rows).await
    }
}

/// How a move was made or undone. Named apart from the object: both say what has become of it.
#[derive(SimpleObject)]
pub struct OrganisationMovePayload {
    /// The move; null when there are problems.
    moved: Option<OrganisationMove>,
    /// The organisations it was not done to, each with why.
    refused: Vec<ExaminedOrganisation>,
    /// What to mend.
    problems: Vec<Problem>,
}

impl OrganisationMovePayload {
    async fn of(
        ctx: &Context<'_>,
        answer: kernel::Result<(Model, Vec<Examined>)>,
    ) -> async_graphql::Result<Self> {
        let (answer, problems) = split(answer)?;
        let (row, refused) = answer.map_or((None, Vec::new()), |(row, it)| (Some(row), it));
        let moved = shown(ctx, row.into_iter().collect()).await?.into_iter().next();
        Ok(Self { moved, refused: refused.into_iter().map(Into::into).collect(), problems })
    }
}

/// How telling many ended.
#[derive(SimpleObject)]
pub struct OrganisationNotifyPayload {
    /// How many persons were told; null when there are problems.
    told_count: Option<i32>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Acting on many organisations.
#[derive(Default)]
pub struct MoveMutation;

#[Object]
impl MoveMutation {
    /// Moves organisations to another region, at once; it can be undone for a while. Moderators; into the region
    /// of another association it waits until a moderator of that region approves the check `organisation_move`.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn organisation_move(
        &self,
        ctx: &Context<'_>,
        input: OrganisationMoveInput,
    ) -> async_graphql::Result<OrganisationMovePayload> {
        let undo_time = ctx.data_unchecked::<Policy>().undo_time;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::carry_out(cx, input.into(), undo_time).await })
        });
        OrganisationMovePayload::of(ctx, answer.await).await
    }

    /// Undoes a move whole, in time and while nothing of its organisations has changed. Whoever
    /// made it.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn organisation_move_undo(
        &self,
        ctx: &Context<'_>,
        input: OrganisationMoveUndoInput,
    ) -> async_graphql::Result<OrganisationMovePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::undo(cx, &input.move_id).await })
        });
        OrganisationMovePayload::of(ctx, answer.await.map(|it| (it, Vec::new()))).await
    }

    /// Tells everybody of some organisations something, as a notice. Moderators of their region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn organisation_notify(
        &self,
        ctx: &Context<'_>,
        input: OrganisationNotifyInput,
    ) -> async_graphql::Result<OrganisationNotifyPayload> {
        let answer = in_transaction(ctx, |cx| {
            let words = (input.title, input.body);
            Box::pin(async move { actions::notify(cx, input.organisation_ids, words).await })
        });
        let (told, problems) = split(answer.await)?;
        let told_count = told.map(|it| i32::try_from(it).unwrap_or(i32::MAX));
        Ok(OrganisationNotifyPayload { told_count, problems })
    }
}
