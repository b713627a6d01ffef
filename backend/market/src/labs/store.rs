//! The SQL of accredited items.

use super::entity::{Column, Entity, Model};
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::ProviderId;
use platform::db::packed;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// The item of a laboratory by a method and for what is tested, if it has it.
pub(super) async fn find(db: &impl ConnectionTrait, row: &Model) -> Result<Option<Model>> {
    let query = Entity::find()
        .filter(Column::ProviderId.eq(row.provider_id.clone()))
        .filter(Column::ItemKey.eq(row.item_key.as_str()))
        .filter(Column::Method.eq(row.method.as_str()))
        .filter(Column::Matrix.eq(row.matrix.as_str()));
    Ok(query.one(db).await?)
}

pub(super) async fn insert(db: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

pub(super) async fn update(db: &impl ConnectionTrait, row: Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    Entity::update(row).exec(db).await?;
    Ok(())
}

/// Items that hold on a day, of these pollutants, by laboratory; at most so many.
pub(super) async fn holding(
    db: &impl ConnectionTrait,
    keys: &[String],
    on: NaiveDate,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::ItemKey.is_in(keys.iter().map(String::as_str)))
        .filter(Condition::any().add(Column::ValidTo.is_null()).add(Column::ValidTo.gte(on)))
        .order_by_asc(Column::ProviderId)
        .order_by_asc(Column::Id)
        .limit(limit);
    Ok(packed::all(db, query).await?)
}

/// The items of a laboratory in the order of their names, from one place on.
pub(super) async fn of_provider(
    db: &impl ConnectionTrait,
    provider: &ProviderId,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::ProviderId.eq(provider.clone()))
        .order_by_asc(Column::ItemKey)
        .order_by_asc(Column::Id)
        .limit(limit);
    Ok(packed::all(db, query).await?)
}

/// How many items a laboratory has.
pub(super) async fn count(db: &impl ConnectionTrait, provider: &ProviderId) -> Result<u64> {
    Ok(Entity::find().filter(Column::ProviderId.eq(provider.clone())).count(db).await?)
}
