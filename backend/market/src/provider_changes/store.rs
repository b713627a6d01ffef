//! The SQL of changes of providers' pages.

use super::entity::{Column, Entity, Model, ProviderChangeState};
use super::rules::ProviderChangeProblem;
use kernel::Result;
use kernel::id::{ChangeRequestId, ProviderChangeId, ProviderId};
use platform::by_constraint;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// The changes of a provider, newest first.
pub(super) async fn of_provider(
    db: &impl ConnectionTrait,
    id: &ProviderId,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::ProviderId.eq(id.clone()))
        .order_by_desc(Column::Id)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// The open change of a provider, which is about to be changed.
pub(super) async fn open_for_change(
    tx: &impl ConnectionTrait,
    id: &ProviderId,
) -> Result<Option<Model>> {
    let query = Entity::find()
        .filter(Column::ProviderId.eq(id.clone()))
        .filter(Column::State.eq(ProviderChangeState::Submitted));
    Ok(query.lock_exclusive().one(tx).await?)
}

pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ProviderChangeId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The change that a check is about.
pub(super) async fn find_by_check(
    tx: &impl ConnectionTrait,
    id: &ChangeRequestId,
) -> Result<Option<Model>> {
    let by_check = Column::ChangeRequestId.eq(id.clone());
    Ok(Entity::find().filter(by_check).lock_exclusive().one(tx).await?)
}

/// Adds a change; a problem when a colleague was faster.
pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    let inserted = Entity::insert(row.into_active_model()).exec_without_returning(tx).await;
    let waiting = ProviderChangeProblem::AlreadyWaiting;
    inserted.map(drop).map_err(|error| {
        by_constraint(error, "provider_changes_one_open", "provider_changes.provider_id", waiting)
    })
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
