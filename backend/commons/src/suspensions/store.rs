//! The SQL of suspensions.

use super::entity::{Column, Entity, Model};
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::{OrganisationId, SuspensionId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// The one that holds.
pub(super) async fn open_of(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
) -> Result<Option<Model>> {
    let query = Entity::find()
        .filter(Column::OrganisationId.eq(id.clone()))
        .filter(Column::EndedAt.is_null());
    Ok(query.one(db).await?)
}

/// Those of an organisation, newest first.
pub(super) async fn of_organisation(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
    limit: u64,
) -> Result<Vec<Model>> {
    let query =
        Entity::find().filter(Column::OrganisationId.eq(id.clone())).order_by_desc(Column::Id);
    Ok(query.limit(limit).all(db).await?)
}

pub(super) async fn find(db: &impl ConnectionTrait, id: &SuspensionId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// Those whose term was over before a day.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::EndedAt.is_null())
        .filter(Column::Until.lt(today))
        .order_by_asc(Column::Id);
    Ok(query.limit(limit).all(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
