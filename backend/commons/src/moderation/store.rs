//! The SQL of change requests.

pub(super) mod batches;
pub(super) mod figures;

use super::entity::{ActiveModel, ChangeState, Column, Entity, Look, Model};
use super::step_entity::{self, StepKind};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{AccountId, ChangeRequestId, OrganisationId};
use kernel::{Actor, Cursor, Page, Result, Slice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use std::collections::HashMap;

/// Which requests of those in reach.
#[derive(Debug, Clone, Default)]
pub(super) struct QueueFilter {
    /// Standing so; every state when empty.
    pub(super) states: Vec<ChangeState>,
    /// Of this kind.
    pub(super) kind: Option<String>,
    /// Taken by this person now, or given to them.
    pub(super) mine: Option<(AccountId, DateTime<Utc>)>,
    /// Due before this day and still waiting.
    pub(super) overdue_on: Option<NaiveDate>,
    /// Drawn for a look afterwards and not looked at yet.
    pub(super) is_sampled: bool,
}

impl QueueFilter {
    /// All that waits for a decision.
    pub(super) fn waiting() -> Self {
        Self { states: vec![ChangeState::Waiting, ChangeState::SecondLook], ..Self::default() }
    }
}

pub(super) async fn find(db: &impl ConnectionTrait, id: &ChangeRequestId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// A check that is about to be changed: on PostgreSQL nobody else changes it until the transaction
/// ends; SQLite has one writer anyway.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ChangeRequestId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// Several, whoever may see them.
pub(super) async fn find_all(
    db: &impl ConnectionTrait,
    ids: &[ChangeRequestId],
) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::Id.is_in(ids.iter().cloned())).all(db).await?)
}

/// The newest check of a subject.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_of_subject(db: &impl ConnectionTrait, subject_id: &str) -> Result<Option<Model>> {
    Ok(of_subject(subject_id).one(db).await?)
}

/// The newest check of a subject, which is about to be changed.
pub(super) async fn find_of_subject_for_change(
    tx: &impl ConnectionTrait,
    subject_id: &str,
) -> Result<Option<Model>> {
    Ok(of_subject(subject_id).lock_exclusive().one(tx).await?)
}

fn of_subject(subject_id: &str) -> Select<Entity> {
    Entity::find().filter(Column::SubjectId.eq(subject_id)).order_by_desc(Column::Id)
}

/// The newest check of each subject.
pub(super) async fn newest_of(
    db: &impl ConnectionTrait,
    subject_ids: &[String],
) -> Result<HashMap<String, Model>> {
    let query = Entity::find()
        .filter(Column::SubjectId.is_in(subject_ids.iter().cloned()))
        .order_by_asc(Column::Id);
    let rows = query.all(db).await?;
    Ok(rows.into_iter().map(|it| (it.subject_id.clone(), it)).collect())
}

/// How the last checks of an organisation's subjects of one kind ended, newest first.
pub(super) async fn last_outcomes(
    db: &impl ConnectionTrait,
    organisation_id: &OrganisationId,
    kind: &str,
    limit: u64,
) -> Result<Vec<ChangeState>> {
    let query = Entity::find()
        .select_only()
        .column(Column::State)
        .filter(Column::OrganisationId.eq(organisation_id.clone()))
        .filter(Column::SubjectKind.eq(kind))
        .filter(Column::State.is_in([ChangeState::Approved, ChangeState::Refused]))
        .order_by_desc(Column::DecidedAt)
        .order_by_desc(Column::Id)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// What a moderator may decide: in their region, and never their own.
pub(super) fn in_reach(actor: &Actor) -> Condition {
    let Actor::Person { account_id, region, .. } = actor else {
        return Condition::all().add(Column::Id.is_null());
    };
    // What a visitor sent in is nobody's own.
    let by_others = Condition::any()
        .add(Column::SubmittedBy.is_null())
        .add(Column::SubmittedBy.ne(account_id.clone()));
    let mut reach = Condition::all().add(by_others);
    if let Some(region) = region {
        let either = Condition::any()
            .add(Column::RegionCode.starts_with(region.as_str()))
            .add(Column::SecondRegionCode.starts_with(region.as_str()));
        reach = reach.add(either);
    }
    if let Some(own) = actor.organisation_id() {
        let others = Condition::any()
            .add(Column::OrganisationId.is_null())
            .add(Column::OrganisationId.ne(own.clone()));
        reach = reach.add(others);
    }
    reach
}

fn filtered(actor: &Actor, filter: &QueueFilter) -> Select<Entity> {
    let mut query = Entity::find().filter(in_reach(actor));
    if !filter.states.is_empty() {
        query = query.filter(Column::State.is_in(filter.states.iter().copied()));
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(Column::SubjectKind.eq(kind));
    }
    if let Some((account_id, now)) = &filter.mine {
        query = query.filter(is_mine(account_id, *now));
    }
    if let Some(today) = filter.overdue_on {
        query = query.filter(is_overdue(today));
    }
    if filter.is_sampled {
        query = query.filter(Column::Look.eq(Look::Open));
    }
    query
}

fn is_mine(account_id: &AccountId, now: DateTime<Utc>) -> Condition {
    let taken = Condition::all()
        .add(Column::TakenBy.eq(account_id.clone()))
        .add(Column::TakenUntil.gt(now));
    Condition::any().add(taken).add(Column::AssignedTo.eq(account_id.clone()))
}

fn is_overdue(today: NaiveDate) -> Condition {
    let waits = Condition::any()
        .add(Column::State.is_in([ChangeState::Waiting, ChangeState::SecondLook]))
        .add(Column::Look.eq(Look::Open));
    Condition::all().add(Column::DueOn.lt(today)).add(waits)
}

/// What a moderator may decide, as the filter says, due first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &QueueFilter,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = filtered(actor, filter)
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::Id)
        .limit(page.fetch());
    if let Some(after) = &page.after {
        let [due_on, id] = after.keys::<2>()?;
        let due_on: NaiveDate = due_on.parse().map_err(|_| kernel::page::bad_cursor())?;
        let same_day =
            Condition::all().add(Column::DueOn.eq(due_on)).add(Column::Id.gt(id.as_str()));
        query = query.filter(Condition::any().add(Column::DueOn.gt(due_on)).add(same_day));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.due_on, &it.id])))
}

/// How many there are of what [`page`] lists.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &QueueFilter,
) -> Result<i64> {
    let count = filtered(actor, filter).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    let row: ActiveModel = row.into_active_model();
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// What happened to requests, in order.
pub(super) async fn steps_of(
    db: &impl ConnectionTrait,
    ids: &[ChangeRequestId],
) -> Result<Vec<step_entity::Model>> {
    let query = step_entity::Entity::find()
        .filter(step_entity::Column::ChangeRequestId.is_in(ids.iter().cloned()))
        .order_by_asc(step_entity::Column::ChangeRequestId)
        .order_by_asc(step_entity::Column::Number);
    Ok(query.all(db).await?)
}

/// Adds a step after the last; its number is filled in here. The request's row is held by the
/// caller, so no two steps get one number.
pub(super) async fn insert_step(tx: &impl ConnectionTrait, step: step_entity::Model) -> Result<()> {
    // The first step comes with the request itself.
    let number = match step.kind {
        StepKind::Submitted => 1,
        _ => last_number(tx, &step.change_request_id).await? + 1,
    };
    let row = step_entity::Model { number, ..step }.into_active_model();
    step_entity::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn last_number(tx: &impl ConnectionTrait, id: &ChangeRequestId) -> Result<i32> {
    let last: Option<Option<i32>> = step_entity::Entity::find()
        .select_only()
        .column_as(step_entity::Column::Number.max(), "last")
        .filter(step_entity::Column::ChangeRequestId.eq(id.clone()))
        .into_tuple()
        .one(tx)
        .await?;
    Ok(last.flatten().unwrap_or(0))
}
