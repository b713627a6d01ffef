//! The SQL of releases and processes.

use super::entity::{process, release};
use kernel::Result;
use kernel::id::DemandId;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

/// A process; none when nothing of it was released.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(db: &impl ConnectionTrait, ocid: &str) -> Result<Option<process::Model>> {
    Ok(process::Entity::find_by_id(ocid).one(db).await?)
}

pub(super) async fn of_demand(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Option<process::Model>> {
    let query = process::Entity::find().filter(process::Column::DemandId.eq(id.clone()));
    Ok(query.one(db).await?)
}

/// The releases of a process that are handed out, in their order.
///
/// # Errors
/// A fault when the database fails.
pub async fn releases_of(
    db: &impl ConnectionTrait,
    process: &process::Model,
) -> Result<Vec<release::Model>> {
    let query = release::Entity::find()
        .filter(release::Column::Ocid.eq(process.ocid.as_str()))
        .filter(release::Column::Number.gte(process.shown_from))
        .order_by_asc(release::Column::Number)
        .limit(super::rules::RELEASES_PER_PROCESS);
    Ok(query.all(db).await?)
}

/// The next releases of all processes after a place in their order, at most so many.
///
/// # Errors
/// A fault when the database fails.
pub async fn releases_after(
    db: &impl ConnectionTrait,
    after: i64,
    limit: u64,
) -> Result<Vec<release::Model>> {
    let query = release::Entity::find()
        .filter(release::Column::Seq.gt(after))
        .filter(Expr::cust(
            "number >= (SELECT shown_from FROM ocds_processes p WHERE p.ocid = ocds_releases.ocid)",
        ))
        .order_by_asc(release::Column::Seq)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// The place of the newest release; 0 when there is none.
///
/// # Errors
/// A fault when the database fails.
pub async fn head(db: &impl ConnectionTrait) -> Result<i64> {
    let query = release::Entity::find()
        .select_only()
        .column(release::Column::Seq)
        .order_by_desc(release::Column::Seq);
    Ok(query.into_tuple().one(db).await?.unwrap_or_default())
}

/// The next compiled releases after an id, at most so many.
///
/// # Errors
/// A fault when the database fails.
pub async fn compiled_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<process::Model>> {
    let query = process::Entity::find()
        .filter(process::Column::Ocid.gt(after))
        .order_by_asc(process::Column::Ocid)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// How many processes and releases there are.
///
/// # Errors
/// A fault when the database fails.
pub async fn figures(db: &impl ConnectionTrait) -> Result<(u64, u64)> {
    let processes = process::Entity::find().count(db).await?;
    Ok((processes, release::Entity::find().count(db).await?))
}

pub(super) async fn last_of(
    db: &impl ConnectionTrait,
    ocid: &str,
) -> Result<Option<release::Model>> {
    let query = release::Entity::find()
        .filter(release::Column::Ocid.eq(ocid))
        .order_by_desc(release::Column::Number);
    Ok(query.one(db).await?)
}

pub(super) async fn put_process(tx: &impl ConnectionTrait, row: process::Model) -> Result<()> {
    let mut again = OnConflict::column(process::Column::Ocid);
    again.update_columns(process::Column::iter().filter(|it| !matches!(it, process::Column::Ocid)));
    let insert = process::Entity::insert(row.into_active_model()).on_conflict(again);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: release::Model) -> Result<()> {
    release::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}
