//! The SQL of foreign processes.

use super::entity::{process, release};
use kernel::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder,
    QuerySelect,
};

/// A process; none when nothing of it has come.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(db: &impl ConnectionTrait, ocid: &str) -> Result<Option<process::Model>> {
    Ok(process::Entity::find_by_id(ocid).one(db).await?)
}

pub(super) async fn find_release(
    db: &impl ConnectionTrait,
    ocid: &str,
    release_id: &str,
) -> Result<Option<release::Model>> {
    let key = (ocid.to_owned(), release_id.to_owned());
    Ok(release::Entity::find_by_id(key).one(db).await?)
}

/// The releases of a process, at most so many.
pub(super) async fn releases_of(
    db: &impl ConnectionTrait,
    ocid: &str,
    limit: u64,
) -> Result<Vec<release::Model>> {
    let query = release::Entity::find()
        .filter(release::Column::Ocid.eq(ocid))
        .order_by_asc(release::Column::ReleasedAt)
        .order_by_asc(release::Column::ReleaseId)
        .limit(limit);
    Ok(query.all(db).await?)
}

pub(super) async fn put_process(tx: &impl ConnectionTrait, row: process::Model) -> Result<()> {
    let mut again = OnConflict::column(process::Column::Ocid);
    again.update_columns(process::Column::iter().filter(|it| !matches!(it, process::Column::Ocid)));
    let insert = process::Entity::insert(row.into_active_model()).on_conflict(again);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn put_release(tx: &impl ConnectionTrait, row: release::Model) -> Result<()> {
    use release::Column;
    let mut again = OnConflict::columns([Column::Ocid, Column::ReleaseId]);
    let keys = |it: &Column| !matches!(it, Column::Ocid | Column::ReleaseId);
    again.update_columns(Column::iter().filter(keys));
    let insert = release::Entity::insert(row.into_active_model()).on_conflict(again);
    insert.exec_without_returning(tx).await?;
    Ok(())
}
