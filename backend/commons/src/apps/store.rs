//! The SQL of neighbouring systems.

use super::entity::{Column, Entity, Model};
use super::rules::MOST;
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::AppId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};

fn listed() -> Select<Entity> {
    Entity::find().filter(Expr::cust("retired_at IS NULL"))
}

/// The list, in its order.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    let query = listed().order_by_asc(Column::Position).order_by_asc(Column::Id);
    Ok(query.limit(MOST).all(db).await?)
}

pub(super) async fn count(db: &impl ConnectionTrait) -> Result<u64> {
    Ok(listed().count(db).await?)
}

/// Those with an address that is to be asked by now.
pub(super) async fn to_check(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Model>> {
    let query = listed().filter(Column::CheckAt.lte(now)).filter(Column::Url.is_not_null());
    Ok(query.order_by_asc(Column::CheckAt).limit(MOST).all(db).await?)
}

/// One of the list that is about to be changed.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &AppId,
) -> Result<Option<Model>> {
    Ok(listed().filter(Column::Id.eq(id.clone())).lock_exclusive().one(tx).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
