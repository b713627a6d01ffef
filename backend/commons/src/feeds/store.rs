//! The SQL of feeds.

use super::actions::BegunRun;
use super::entity::conflict::{self, ConflictState};
use super::entity::run::RunState;
use super::entity::{feed, item, row, run};
use chrono::{DateTime, Utc};
use kernel::id::{FeedConflictId, FeedId, FeedRowId, FeedRunId, OrganisationId};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use std::collections::HashMap;

/// Sources a board shows at most.
const FEEDS: u64 = 200;
/// Conflicts of a run or an organisation that are shown at most.
const CONFLICTS: u64 = 100;

/// Every source, by name.
pub(super) async fn feeds(db: &impl ConnectionTrait) -> Result<Vec<feed::Model>> {
    Ok(feed::Entity::find().order_by_asc(feed::Column::Name).limit(FEEDS).all(db).await?)
}

pub(super) async fn feeds_by_id(
    db: &impl ConnectionTrait,
    ids: Vec<FeedId>,
) -> Result<HashMap<FeedId, feed::Model>> {
    let rows = feed::Entity::find().filter(feed::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|it| (it.id.clone(), it)).collect())
}

/// What a source calls itself.
///
/// # Errors
/// A fault when the database fails.
pub async fn name_of(db: &impl ConnectionTrait, id: &FeedId) -> Result<Option<String>> {
    Ok(feed::Entity::find_by_id(id.clone()).one(db).await?.map(|it| it.name))
}

/// The source of a name; the row that is given when it is not known yet.
pub(super) async fn find_or_insert(
    tx: &impl ConnectionTrait,
    new: feed::Model,
) -> Result<feed::Model> {
    let by_name = feed::Entity::find().filter(feed::Column::Name.eq(new.name.as_str()));
    if let Some(known) = by_name.clone().lock_exclusive().one(tx).await? {
        return Ok(known);
    }
    let there = OnConflict::column(feed::Column::Name).do_nothing().to_owned();
    let insert = feed::Entity::insert(new.clone().into_active_model()).on_conflict(there);
    insert.exec_without_returning(tx).await?;
    Ok(by_name.lock_exclusive().one(tx).await?.unwrap_or(new))
}

/// The source of a name, to be changed.
pub(super) async fn find_by_name(
    tx: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<feed::Model>> {
    let query = feed::Entity::find().filter(feed::Column::Name.eq(name));
    Ok(query.lock_exclusive().one(tx).await?)
}

pub(super) async fn find_feed_for_change(
    tx: &impl ConnectionTrait,
    id: &FeedId,
) -> Result<Option<feed::Model>> {
    Ok(feed::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

pub(super) async fn update_feed(tx: &impl ConnectionTrait, row: feed::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// A run.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_run(db: &impl ConnectionTrait, id: &FeedRunId) -> Result<Option<run::Model>> {
    Ok(run::Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn runs_by_id(
    db: &impl ConnectionTrait,
    ids: Vec<FeedRunId>,
) -> Result<HashMap<FeedRunId, run::Model>> {
    let rows = run::Entity::find().filter(run::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|it| (it.id.clone(), it)).collect())
}

/// The run of a body that was sent in.
pub(super) async fn find_run_of_body(
    tx: &impl ConnectionTrait,
    feed_id: &FeedId,
    digest: &str,
) -> Result<Option<run::Model>> {
    let query = run::Entity::find()
        .filter(run::Column::FeedId.eq(feed_id.clone()))
        .filter(run::Column::Digest.eq(digest))
        .filter(Expr::cust("file_key IS NOT NULL"));
    Ok(query.one(tx).await?)
}

/// The runs of a source, newest first.
pub(super) async fn runs(
    db: &impl ConnectionTrait,
    feed_id: &FeedId,
    page: &Page,
) -> Result<Slice<run::Model>> {
    let mut query = run::Entity::find()
        .filter(run::Column::FeedId.eq(feed_id.clone()))
        .order_by_desc(run::Column::Id);
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(run::Column::Id.lt(id.as_str()));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}

pub(super) async fn insert_run(tx: &impl ConnectionTrait, row: run::Model) -> Result<()> {
    run::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update_run(tx: &impl ConnectionTrait, row: run::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn has_open_replay(
    tx: &impl ConnectionTrait,
    feed_id: &FeedId,
    of: &FeedRunId,
) -> Result<bool> {
    let query = run::Entity::find()
        .filter(run::Column::FeedId.eq(feed_id.clone()))
        .filter(run::Column::ReplayOf.eq(of.clone()))
        .filter(run::Column::State.is_in([RunState::Waiting, RunState::Running]));
    Ok(query.count(tx).await? > 0)
}

// ---- Rows that were put aside ----

fn waiting_of(run_id: &FeedRunId) -> Select<row::Entity> {
    row::Entity::find()
        .filter(row::Column::RunId.eq(run_id.clone()))
        .filter(row::Column::TakenIn.is_null())
        .order_by_asc(row::Column::Id)
}

/// Rows of a run that wait for a replay; as many as a run puts aside.
///
/// # Errors
/// A fault when the database fails.
pub async fn waiting_rows(
    db: &impl ConnectionTrait,
    run_id: &FeedRunId,
) -> Result<Vec<row::Model>> {
    Ok(waiting_of(run_id).limit(super::rules::ROWS_KEPT as u64).all(db).await?)
}

pub(super) async fn count_waiting(db: &impl ConnectionTrait, run_id: &FeedRunId) -> Result<u64> {
    Ok(waiting_of(run_id).count(db).await?)
}

pub(super) async fn count_rows(db: &impl ConnectionTrait, run_id: &FeedRunId) -> Result<u64> {
    Ok(row::Entity::find().filter(row::Column::RunId.eq(run_id.clone())).count(db).await?)
}

/// The rows a run put aside, as they stood in the file.
pub(super) async fn rows(
    db: &impl ConnectionTrait,
    run_id: &FeedRunId,
    page: &Page,
) -> Result<Slice<row::Model>> {
    let mut query = row::Entity::find()
        .filter(row::Column::RunId.eq(run_id.clone()))
        .order_by_asc(row::Column::Id);
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(row::Column::Id.gt(id.as_str()));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}

pub(super) async fn insert_rows(tx: &impl ConnectionTrait, rows: Vec<row::Model>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    row::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes down that rows were taken by a replay.
pub(super) async fn take_rows(
    tx: &impl ConnectionTrait,
    ids: Vec<FeedRowId>,
    by: &FeedRunId,
) -> Result<()> {
    row::Entity::update_many()
        .col_expr(row::Column::TakenIn, Expr::value(by.clone()))
        .filter(row::Column::Id.is_in(ids))
        .exec(tx)
        .await?;
    Ok(())
}

/// Writes down why a row could still not be taken.
pub(super) async fn refuse_row(
    tx: &impl ConnectionTrait,
    id: FeedRowId,
    reason: &str,
) -> Result<()> {
    row::Entity::update_many()
        .col_expr(row::Column::Reason, Expr::value(reason))
        .filter(row::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

// ---- What sources list ----

/// Writes down that a run saw these.
pub(super) async fn see(tx: &impl ConnectionTrait, items: Vec<item::Model>) -> Result<()> {
    use item::Column as C;
    if items.is_empty() {
        return Ok(());
    }
    let rows = items.into_iter().map(IntoActiveModel::into_active_model);
    let again = OnConflict::columns([C::FeedId, C::ItemKey])
        .update_columns([C::Name, C::SeenIn, C::GoneAt])
        .to_owned();
    item::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes down that a run saw these again, of those that were seen before.
pub(super) async fn see_again(
    tx: &impl ConnectionTrait,
    run: &BegunRun,
    keys: impl IntoIterator<Item = String>,
) -> Result<()> {
    item::Entity::update_many()
        .col_expr(item::Column::SeenIn, Expr::value(run.id.clone()))
        .filter(item::Column::FeedId.eq(run.feed_id.clone()))
        .filter(item::Column::ItemKey.is_in(keys))
        .exec(tx)
        .await?;
    Ok(())
}

/// Marks as gone what a source listed and a run did not see; answers how many.
pub(super) async fn mark_gone(
    tx: &impl ConnectionTrait,
    feed_id: &FeedId,
    run_id: &FeedRunId,
    now: DateTime<Utc>,
) -> Result<u64> {
    let done = item::Entity::update_many()
        .col_expr(item::Column::GoneAt, Expr::value(now))
        .filter(item::Column::FeedId.eq(feed_id.clone()))
        .filter(item::Column::SeenIn.ne(run_id.clone()))
        .filter(item::Column::GoneAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

fn gone_of(feed_id: &FeedId) -> Select<item::Entity> {
    item::Entity::find()
        .filter(item::Column::FeedId.eq(feed_id.clone()))
        .filter(Expr::cust("gone_at IS NOT NULL"))
}

pub(super) async fn count_gone(db: &impl ConnectionTrait, feed_id: &FeedId) -> Result<u64> {
    Ok(gone_of(feed_id).count(db).await?)
}

/// Since when sources list rows no more: by the name of the source and what tells the row apart.
pub(super) async fn gone_since(
    db: &impl ConnectionTrait,
    sources: &[String],
    keys: &[String],
) -> Result<Vec<(String, String, DateTime<Utc>)>> {
    let feed = item::Entity::belongs_to(feed::Entity)
        .from(item::Column::FeedId)
        .to(feed::Column::Id)
        .into();
    let query = item::Entity::find()
        .select_only()
        .column(feed::Column::Name)
        .column(item::Column::ItemKey)
        .column(item::Column::GoneAt)
        .join(JoinType::InnerJoin, feed)
        .filter(feed::Column::Name.is_in(sources.iter().map(String::as_str)))
        .filter(item::Column::ItemKey.is_in(keys.iter().map(String::as_str)))
        .filter(item::Column::GoneAt.is_not_null());
    Ok(query.into_tuple().all(db).await?)
}

/// What a source lists no more.
pub(super) async fn gone(
    db: &impl ConnectionTrait,
    feed_id: &FeedId,
    page: &Page,
) -> Result<Slice<item::Model>> {
    let mut query = gone_of(feed_id).order_by_asc(item::Column::ItemKey);
    if let Some(after) = &page.after {
        let [key] = after.keys::<1>()?;
        query = query.filter(item::Column::ItemKey.gt(key.as_str()));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.item_key])))
}

// ---- Conflicts ----

/// A conflict.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_conflict(
    db: &impl ConnectionTrait,
    id: &FeedConflictId,
) -> Result<Option<conflict::Model>> {
    Ok(conflict::Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn find_conflict_for_change(
    tx: &impl ConnectionTrait,
    id: &FeedConflictId,
) -> Result<Option<conflict::Model>> {
    Ok(conflict::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// Writes a conflict down; false when it is known.
pub(super) async fn insert_conflict(
    tx: &impl ConnectionTrait,
    row: conflict::Model,
) -> Result<bool> {
    use conflict::Column as C;
    let there =
        OnConflict::columns([C::FeedId, C::ItemKey, C::OrganisationId]).do_nothing().to_owned();
    let insert = conflict::Entity::insert(row.into_active_model()).on_conflict(there);
    Ok(insert.exec_without_returning(tx).await? == 1)
}

pub(super) async fn update_conflict(tx: &impl ConnectionTrait, row: conflict::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// What organisations have said about these rows of a source.
pub(super) async fn decided(
    db: &impl ConnectionTrait,
    feed_id: &FeedId,
    keys: Vec<String>,
) -> Result<Vec<conflict::Model>> {
    let query = conflict::Entity::find()
        .filter(conflict::Column::FeedId.eq(feed_id.clone()))
        .filter(conflict::Column::ItemKey.is_in(keys))
        .filter(conflict::Column::State.ne(ConflictState::Open));
    Ok(query.all(db).await?)
}

/// The newest conflicts a run found.
pub(super) async fn conflicts_of_run(
    db: &impl ConnectionTrait,
    run_id: &FeedRunId,
) -> Result<Vec<conflict::Model>> {
    let of_run = conflict::Column::RunId.eq(run_id.clone());
    newest(db, conflict::Entity::find().filter(of_run)).await
}

/// The newest conflicts with an organisation.
pub(super) async fn conflicts_of(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
) -> Result<Vec<conflict::Model>> {
    let own = conflict::Column::OrganisationId.eq(id.clone());
    newest(db, conflict::Entity::find().filter(own)).await
}

async fn newest(
    db: &impl ConnectionTrait,
    query: Select<conflict::Entity>,
) -> Result<Vec<conflict::Model>> {
    Ok(query.order_by_desc(conflict::Column::Id).limit(CONFLICTS).all(db).await?)
}
