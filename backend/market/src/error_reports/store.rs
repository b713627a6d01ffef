//! The SQL of error reports.

use super::entity::{Column, Entity, Model, ReportState};
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::{ErrorReportId, ProviderId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

/// From how many mended reports the figures are made at most, newest first.
const LOOKED_AT: u64 = 1_000;

pub(super) async fn find(db: &impl ConnectionTrait, id: &ErrorReportId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// One that is about to be decided.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ErrorReportId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// How many wait on a page.
pub(super) async fn count_waiting(db: &impl ConnectionTrait, id: &ProviderId) -> Result<u64> {
    let query = Entity::find()
        .filter(Column::ProviderId.eq(id.clone()))
        .filter(Expr::cust("state = 'WAITING'"));
    Ok(query.count(db).await?)
}

/// How many came in since a moment.
pub(super) async fn count_since(db: &impl ConnectionTrait, since: DateTime<Utc>) -> Result<u64> {
    Ok(Entity::find().filter(Column::ReportedAt.gte(since)).count(db).await?)
}

/// How many ended so since a moment.
pub(super) async fn count_ended(
    db: &impl ConnectionTrait,
    state: ReportState,
    since: DateTime<Utc>,
) -> Result<u64> {
    let query = Entity::find().filter(Column::State.eq(state)).filter(Column::DecidedAt.gte(since));
    Ok(query.count(db).await?)
}

/// When those that were mended since a moment came in, and when they were mended.
pub(super) async fn mended_since(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>> {
    let query = Entity::find()
        .select_only()
        .column(Column::ReportedAt)
        .column(Column::DecidedAt)
        .filter(Column::State.eq(ReportState::Mended))
        .filter(Column::DecidedAt.gte(since))
        .order_by_desc(Column::DecidedAt)
        .limit(LOOKED_AT);
    Ok(query.into_tuple().all(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Blanks the addresses of what was decided before a moment.
pub(super) async fn blank(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let done = Entity::update_many()
        .col_expr(Column::Email, Expr::val(None::<String>))
        .filter(Expr::cust("email IS NOT NULL"))
        .filter(Column::DecidedAt.lt(before))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}
