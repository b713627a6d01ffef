//! The SQL of originals and of the parts that wait.

use super::entity::{original, part};
use super::rules::ReadPartState;
use chrono::{DateTime, Utc};
use kernel::id::{LawId, LawOriginalId, ReadPartId};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// Files of one text that are shown.
const OF_LAW: u64 = 20;
/// Waiting parts of texts that are marked at once.
const MARKED: u64 = 2_000;

pub(super) async fn find_by_digest(
    db: &impl ConnectionTrait,
    digest: &str,
) -> Result<Option<original::Model>> {
    let query = original::Entity::find().filter(original::Column::Digest.eq(digest));
    Ok(query.one(db).await?)
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: &LawOriginalId,
) -> Result<Option<original::Model>> {
    Ok(original::Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: original::Model) -> Result<()> {
    original::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The files a text was read from, the newest first.
pub(super) async fn of_law(
    db: &impl ConnectionTrait,
    law_id: &LawId,
) -> Result<Vec<original::Model>> {
    let query = original::Entity::find()
        .filter(original::Column::LawId.eq(law_id.clone()))
        .order_by_desc(original::Column::Id)
        .limit(OF_LAW);
    Ok(query.all(db).await?)
}

pub(super) async fn insert_parts(tx: &impl ConnectionTrait, rows: Vec<part::Model>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    part::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn find_part(
    tx: &impl ConnectionTrait,
    id: &ReadPartId,
) -> Result<Option<part::Model>> {
    Ok(part::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

pub(super) async fn update_part(tx: &impl ConnectionTrait, row: part::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Nobody need look at the waiting parts of a text any more.
pub(super) async fn moot(
    tx: &impl ConnectionTrait,
    law_id: &LawId,
    now: DateTime<Utc>,
) -> Result<()> {
    part::Entity::update_many()
        .col_expr(part::Column::State, Expr::value(ReadPartState::Moot))
        .col_expr(part::Column::DecidedAt, Expr::value(now))
        .filter(part::Column::LawId.eq(law_id.clone()))
        .filter(part::Column::State.eq(ReadPartState::Open))
        .exec(tx)
        .await?;
    Ok(())
}

/// The waiting parts of some texts.
pub(super) async fn open_of(
    db: &impl ConnectionTrait,
    law_ids: &[LawId],
) -> Result<Vec<part::Model>> {
    let query = part::Entity::find()
        .filter(part::Column::LawId.is_in(law_ids.iter().cloned()))
        .filter(part::Column::State.eq(ReadPartState::Open))
        .order_by_asc(part::Column::Position)
        .limit(MARKED);
    Ok(query.all(db).await?)
}

/// The list, the least sure first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    state: ReadPartState,
    page: &Page,
) -> Result<Slice<part::Model>> {
    let mut query = part::Entity::find()
        .filter(part::Column::State.eq(state))
        .order_by_asc(part::Column::Confidence)
        .order_by_asc(part::Column::Id);
    if let Some(after) = &page.after {
        let [confidence, id] = after.keys::<2>()?;
        let confidence: i32 = confidence.parse().map_err(|_| kernel::page::bad_cursor())?;
        let same = Condition::all()
            .add(part::Column::Confidence.eq(confidence))
            .add(part::Column::Id.gt(id.as_str()));
        let more = Condition::any().add(part::Column::Confidence.gt(confidence)).add(same);
        query = query.filter(more);
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.confidence, &it.id])))
}

/// How many stand so.
pub(super) async fn count(db: &impl ConnectionTrait, state: ReadPartState) -> Result<i64> {
    let query = part::Entity::find().filter(part::Column::State.eq(state));
    Ok(i64::try_from(query.count(db).await?).unwrap_or(i64::MAX))
}
