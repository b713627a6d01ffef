//! The SQL of moves.

use super::{entity, item_entity};
use kernel::Result;
use kernel::id::{AccountId, OrganisationMoveId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// A move that is about to be undone: on PostgreSQL nobody else changes it meanwhile.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &OrganisationMoveId,
) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The last moves of a person, newest first.
pub(super) async fn of_person(
    db: &impl ConnectionTrait,
    account: &AccountId,
    limit: u64,
) -> Result<Vec<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::MovedBy.eq(account.clone()))
        .order_by_desc(entity::Column::Id);
    Ok(query.limit(limit).all(db).await?)
}

/// The organisations of moves; each has a hundred at most.
pub(super) async fn items_of(
    db: &impl ConnectionTrait,
    ids: &[OrganisationMoveId],
) -> Result<Vec<item_entity::Model>> {
    let query = item_entity::Entity::find()
        .filter(item_entity::Column::MoveId.is_in(ids.iter().cloned()))
        .order_by_asc(item_entity::Column::OrganisationId);
    Ok(query.all(db).await?)
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    row: entity::Model,
    items: Vec<item_entity::Model>,
) -> Result<()> {
    entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    let items = items.into_iter().map(IntoActiveModel::into_active_model);
    item_entity::Entity::insert_many(items).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: entity::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
