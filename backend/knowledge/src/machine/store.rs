//! The SQL of what days cost.

use super::entity::{Column, Entity, Model};
use chrono::NaiveDate;
use kernel::Result;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

/// Reserves tokens of a day; false when that would be more than the day may cost.
pub(super) async fn reserve(
    tx: &impl ConnectionTrait,
    day: NaiveDate,
    tokens: i64,
    most: i64,
) -> Result<bool> {
    let there = OnConflict::column(Column::Day).do_nothing().to_owned();
    let row = Model { day, tokens: 0, calls: 0 };
    let insert = Entity::insert(row.into_active_model()).on_conflict(there);
    insert.exec_without_returning(tx).await?;
    let done = Entity::update_many()
        .col_expr(Column::Tokens, Expr::col(Column::Tokens).add(tokens))
        .col_expr(Column::Calls, Expr::col(Column::Calls).add(1))
        .filter(Column::Day.eq(day))
        .filter(Column::Tokens.lte(most - tokens))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Corrects what was reserved by what was used.
pub(super) async fn correct(
    tx: &impl ConnectionTrait,
    day: NaiveDate,
    difference: i64,
) -> Result<()> {
    let day = Entity::update_many()
        .col_expr(Column::Tokens, Expr::col(Column::Tokens).add(difference))
        .filter(Column::Day.eq(day))
        .filter(Column::Tokens.gte(-difference));
    day.exec(tx).await?;
    Ok(())
}
