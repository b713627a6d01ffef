//! The SQL of acts on many requests.

use crate::moderation::entity;
use crate::moderation::{batch_entity, batch_item_entity};
use batch_entity::{BatchState, Column, Entity, Model};
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::{AccountId, ChangeRequestId, ModerationBatchId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// Several requests that are about to be changed, in the order of their ids, so that two acts on
/// the same ones never wait for each other.
pub(in super::super) async fn requests_for_change(
    tx: &impl ConnectionTrait,
    ids: &[ChangeRequestId],
) -> Result<Vec<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::Id.is_in(ids.iter().cloned()))
        .order_by_asc(entity::Column::Id)
        .lock_exclusive();
    Ok(query.all(tx).await?)
}

pub(in super::super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ModerationBatchId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The last acts of a person, newest first.
pub(in super::super) async fn of_person(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::StartedBy.eq(account_id.clone()))
        .order_by_desc(Column::Id)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// Acts whose window has ended, earliest first.
pub(in super::super) async fn due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<ModerationBatchId>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(BatchState::Open))
        .filter(Column::EffectiveAt.lte(now))
        .order_by_asc(Column::EffectiveAt)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

pub(in super::super) async fn insert(
    tx: &impl ConnectionTrait,
    row: Model,
    items: Vec<batch_item_entity::Model>,
) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    let items = items.into_iter().map(IntoActiveModel::into_active_model);
    batch_item_entity::Entity::insert_many(items).exec_without_returning(tx).await?;
    Ok(())
}

pub(in super::super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(in super::super) async fn items_of(
    db: &impl ConnectionTrait,
    ids: &[ModerationBatchId],
) -> Result<Vec<batch_item_entity::Model>> {
    let query = batch_item_entity::Entity::find()
        .filter(batch_item_entity::Column::BatchId.is_in(ids.iter().cloned()))
        .order_by_asc(batch_item_entity::Column::ChangeRequestId);
    Ok(query.all(db).await?)
}

pub(in super::super) async fn update_item(
    tx: &impl ConnectionTrait,
    row: batch_item_entity::Model,
) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
