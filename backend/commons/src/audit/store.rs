//! The SQL of the audit log.

use super::entity::{ActiveModel, Column, Entity, Model};
use kernel::id::AuditEntryId;
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

pub(super) async fn insert(tx: &impl ConnectionTrait, entry: Model) -> Result<()> {
    let row: ActiveModel = entry.into_active_model();
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Newest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    subject_id: Option<&str>,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find().order_by_desc(Column::Id).limit(page.fetch());
    if let Some(subject_id) = subject_id {
        query = query.filter(Column::SubjectId.eq(subject_id));
    }
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        let id = AuditEntryId::parse(id).map_err(|_| kernel::page::bad_cursor())?;
        query = query.filter(Column::Id.lt(id));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}
