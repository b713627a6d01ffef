//! The SQL of amendments.

use super::entity::{Column, Entity, Model};
use kernel::Result;
use kernel::id::DemandId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

/// The changes of a need, the latest first.
pub(crate) async fn of_demand(db: &impl ConnectionTrait, id: &DemandId) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::DemandId.eq(id.clone()))
        .order_by_desc(Column::Id)
        .limit(super::rules::MOST_AMENDMENTS);
    Ok(query.all(db).await?)
}

pub(super) async fn count(db: &impl ConnectionTrait, id: &DemandId) -> Result<u64> {
    Ok(Entity::find().filter(Column::DemandId.eq(id.clone())).count(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}
