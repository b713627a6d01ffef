//! The SQL of restrictions.

use super::entity::{Column, Entity, Model};
use super::rules::RestrictionProblem;
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::ProviderId;
use platform::by_constraint;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::collections::HashMap;

/// The one that holds.
///
/// # Errors
/// A fault when the database fails.
pub async fn open_of(db: &impl ConnectionTrait, id: &ProviderId) -> Result<Option<Model>> {
    let query = Entity::find()
        .filter(Column::ProviderId.eq(id.clone()))
        .filter(Expr::cust("ended_at IS NULL"));
    Ok(query.one(db).await?)
}

/// Those that hold, by provider.
///
/// # Errors
/// A fault when the database fails.
pub async fn open_of_many(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, Model>> {
    let query = Entity::find()
        .filter(Column::ProviderId.is_in(ids.iter().cloned()))
        .filter(Expr::cust("ended_at IS NULL"));
    let rows = query.all(db).await?;
    Ok(rows.into_iter().map(|it| (it.provider_id.clone(), it)).collect())
}

/// Those whose term was over before a day.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Expr::cust("ended_at IS NULL"))
        .filter(Column::Until.lt(today))
        .order_by_asc(Column::Until)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// Adds one; a problem when another holds.
pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    let inserted = Entity::insert(row.into_active_model()).exec_without_returning(tx).await;
    let (name, columns) = ("provider_restrictions_one_open", "provider_restrictions.provider_id");
    let there = RestrictionProblem::AlreadyRestricted;
    inserted.map(drop).map_err(|error| by_constraint(error, name, columns, there))
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
