//! The SQL of shortlists.

use super::entity::{Column, Entity, Head, Model};
use kernel::id::{OrganisationId, ShortlistId};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

/// The lists of an organisation, newest first, without what was copied.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    owner: &OrganisationId,
    page: &Page,
) -> Result<Slice<Head>> {
    let mut query =
        Entity::find().filter(Column::OrganisationId.eq(owner.clone())).order_by_desc(Column::Id);
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(Column::Id.lt(id.as_str()));
    }
    let rows = query.limit(page.fetch()).into_partial_model::<Head>().all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}

pub(super) async fn count(db: &impl ConnectionTrait, owner: &OrganisationId) -> Result<u64> {
    Ok(Entity::find().filter(Column::OrganisationId.eq(owner.clone())).count(db).await?)
}

pub(super) async fn find(db: &impl ConnectionTrait, id: &ShortlistId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ShortlistId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn delete(tx: &impl ConnectionTrait, id: &ShortlistId) -> Result<()> {
    Entity::delete_by_id(id.clone()).exec(tx).await?;
    Ok(())
}
