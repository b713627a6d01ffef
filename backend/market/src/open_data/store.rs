//! The SQL of releases.

use super::entity::{Column, Entity, Model};
use super::rules::Dataset;
use kernel::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Iterable};

/// What is offered of a dataset; none before its first extract.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(db: &impl ConnectionTrait, dataset: Dataset) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(dataset).one(db).await?)
}

/// Offers an extract in place of the one before.
pub(super) async fn put(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    let mut again = OnConflict::column(Column::Dataset);
    again.update_columns(Column::iter().filter(|it| !matches!(it, Column::Dataset)));
    Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}
