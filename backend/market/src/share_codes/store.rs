//! The SQL of share codes.

use super::entity::{Column, Entity, Model};
use super::opening_entity as opening;
use kernel::Result;
use kernel::id::{OrganisationId, ShareCodeId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// How many are listed.
const LISTED: u64 = 100;

/// The codes of an organisation, newest first.
pub(super) async fn of_organisation(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::OrganisationId.eq(id.clone()))
        .order_by_desc(Column::Id)
        .limit(LISTED);
    Ok(query.all(db).await?)
}

pub(super) async fn find(db: &impl ConnectionTrait, id: &ShareCodeId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// One that is about to be changed.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ShareCodeId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The one of a code that is about to be opened.
pub(super) async fn find_by_digest(
    tx: &impl ConnectionTrait,
    digest: &str,
) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Digest.eq(digest)).lock_exclusive().one(tx).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn insert_opening(tx: &impl ConnectionTrait, row: opening::Model) -> Result<()> {
    opening::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The openings of a code, newest first.
pub(super) async fn openings_of(
    db: &impl ConnectionTrait,
    id: &ShareCodeId,
) -> Result<Vec<opening::Model>> {
    let query = opening::Entity::find()
        .filter(opening::Column::ShareCodeId.eq(id.clone()))
        .order_by_desc(opening::Column::Number)
        .limit(LISTED);
    Ok(query.all(db).await?)
}
