//! The SQL of citers and tasks.

use super::entity::{citer, task};
use super::rules::{CiterKind, RippleState};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::RippleTaskId;
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// The most writings of one law that are held against it at once.
const CITERS_OF_LAW: u64 = 5_000;

/// What a writing rests on, as it is kept.
pub(super) async fn places_of(
    db: &impl ConnectionTrait,
    kind: CiterKind,
    citer_id: &str,
) -> Result<Vec<citer::Model>> {
    let query = citer::Entity::find()
        .filter(citer::Column::Kind.eq(kind))
        .filter(citer::Column::CiterId.eq(citer_id));
    Ok(query.all(db).await?)
}

/// The writings of a kind whose id begins so.
pub(super) async fn writings(
    db: &impl ConnectionTrait,
    kind: CiterKind,
    prefix: &str,
) -> Result<Vec<String>> {
    let query = citer::Entity::find()
        .select_only()
        .column(citer::Column::CiterId)
        .distinct()
        .filter(citer::Column::Kind.eq(kind))
        .filter(citer::Column::CiterId.starts_with(prefix));
    Ok(query.into_tuple().all(db).await?)
}

/// Everything that rests on a law.
pub(super) async fn of_law(db: &impl ConnectionTrait, slug: &str) -> Result<Vec<citer::Model>> {
    let query = citer::Entity::find()
        .filter(citer::Column::Slug.eq(slug))
        .order_by_asc(citer::Column::Number)
        .limit(CITERS_OF_LAW);
    Ok(query.all(db).await?)
}

/// A law whose writings have not been looked at on a day.
pub(super) async fn law_to_look_at(
    db: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<Option<String>> {
    let query = citer::Entity::find()
        .select_only()
        .column(citer::Column::Slug)
        .filter(citer::Column::LookedOn.lt(today))
        .limit(1);
    Ok(query.into_tuple().one(db).await?)
}

/// Writes down that the writings of a law were looked at.
pub(super) async fn looked_at(
    tx: &impl ConnectionTrait,
    slug: &str,
    today: NaiveDate,
) -> Result<()> {
    citer::Entity::update_many()
        .col_expr(citer::Column::LookedOn, Expr::value(today))
        .filter(citer::Column::Slug.eq(slug))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn insert_citer(tx: &impl ConnectionTrait, row: citer::Model) -> Result<()> {
    citer::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update_citer(tx: &impl ConnectionTrait, row: citer::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn delete_citer(tx: &impl ConnectionTrait, row: &citer::Model) -> Result<()> {
    let key = (row.kind, row.citer_id.clone(), row.slug.clone(), row.number);
    citer::Entity::delete_by_id(key).exec(tx).await?;
    Ok(())
}

/// The open task of a writing and an article.
pub(super) async fn open_task(
    db: &impl ConnectionTrait,
    of: &citer::Model,
) -> Result<Option<task::Model>> {
    let query = task::Entity::find()
        .filter(task::Column::Kind.eq(of.kind))
        .filter(task::Column::CiterId.eq(of.citer_id.as_str()))
        .filter(task::Column::Slug.eq(of.slug.as_str()))
        .filter(task::Column::Number.eq(of.number))
        .filter(task::Column::State.eq(RippleState::Open));
    Ok(query.one(db).await?)
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: &RippleTaskId,
) -> Result<Option<task::Model>> {
    Ok(task::Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &RippleTaskId,
) -> Result<Option<task::Model>> {
    Ok(task::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The citer a task is about.
pub(super) async fn citer_of(
    db: &impl ConnectionTrait,
    it: &task::Model,
) -> Result<Option<citer::Model>> {
    let key = (it.kind, it.citer_id.clone(), it.slug.clone(), it.number);
    Ok(citer::Entity::find_by_id(key).one(db).await?)
}

pub(super) async fn insert_task(tx: &impl ConnectionTrait, row: task::Model) -> Result<()> {
    task::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update_task(tx: &impl ConnectionTrait, row: task::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// The list, due first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    state: RippleState,
    page: &Page,
) -> Result<Slice<task::Model>> {
    let mut query = task::Entity::find()
        .filter(task::Column::State.eq(state))
        .order_by_asc(task::Column::DueAt)
        .order_by_asc(task::Column::Id);
    if let Some(after) = &page.after {
        let [due, id] = after.keys::<2>()?;
        let due: DateTime<Utc> = due.parse().map_err(|_| kernel::page::bad_cursor())?;
        let same =
            Condition::all().add(task::Column::DueAt.eq(due)).add(task::Column::Id.gt(id.as_str()));
        query = query.filter(Condition::any().add(task::Column::DueAt.gt(due)).add(same));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.due_at.to_rfc3339(), &it.id])))
}

/// How many stand so.
pub(super) async fn count(db: &impl ConnectionTrait, state: RippleState) -> Result<i64> {
    let query = task::Entity::find().filter(task::Column::State.eq(state));
    Ok(i64::try_from(query.count(db).await?).unwrap_or(i64::MAX))
}
