//! The SQL of what is asked.

use super::entity::{Column, Entity, Model};
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// Sources a board shows at most.
const SHOWN: u64 = 200;

pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_asc(Column::Name).limit(SHOWN).all(db).await?)
}

pub(super) async fn find(db: &impl ConnectionTrait, name: &str) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(name).one(db).await?)
}

/// Adds a source that is not known yet.
pub(super) async fn add(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    let there = OnConflict::column(Column::Name).do_nothing().to_owned();
    let insert = Entity::insert(row.into_active_model()).on_conflict(there);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Takes a source that is due; false when another server has it.
pub(super) async fn claim(
    tx: &impl ConnectionTrait,
    name: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    let taken = Entity::update_many()
        .col_expr(Column::NextAt, Expr::value(until))
        .col_expr(Column::TriedAt, Expr::value(now))
        .filter(Column::Name.eq(name))
        .filter(Column::NextAt.lte(now))
        .exec(tx)
        .await?;
    Ok(taken.rows_affected == 1)
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
