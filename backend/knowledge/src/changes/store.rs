//! The SQL of changes.

use super::entity::{Column, Entity, Model};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The list, what became known last first; of one law, or of all.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    slug: Option<&str>,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find().order_by_desc(Column::Id);
    if let Some(slug) = slug {
        query = query.filter(Column::Slug.eq(slug));
    }
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(Column::Id.lt(id.as_str()));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}
