//! The SQL of change requests.

use super::entity::{ActiveModel, ChangeState, Column, Entity, Model};
use chrono::NaiveDate;
use kernel::id::ChangeRequestId;
use kernel::{Cursor, Page, RegionCode, Result, Slice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

pub(super) async fn find(db: &impl ConnectionTrait, id: &ChangeRequestId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// A check that is about to be changed: on PostgreSQL nobody else changes it until the transaction
/// ends; SQLite has one writer anyway.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ChangeRequestId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The newest check of a subject.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_of_subject(db: &impl ConnectionTrait, subject_id: &str) -> Result<Option<Model>> {
    let query = Entity::find().filter(Column::SubjectId.eq(subject_id)).order_by_desc(Column::Id);
    Ok(query.one(db).await?)
}

/// What stands in a state in a region (everywhere when none is given), due first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    state: ChangeState,
    region: Option<&RegionCode>,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find()
        .filter(Column::State.eq(state))
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::Id)
        .limit(page.fetch());
    if let Some(region) = region {
        query = query.filter(Column::RegionCode.starts_with(region.as_str()));
    }
    if let Some(after) = &page.after {
        let [due_on, id] = after.keys::<2>()?;
        let due_on: NaiveDate = due_on.parse().map_err(|_| kernel::page::bad_cursor())?;
        let same_day =
            Condition::all().add(Column::DueOn.eq(due_on)).add(Column::Id.gt(id.as_str()));
        query = query.filter(Condition::any().add(Column::DueOn.gt(due_on)).add(same_day));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.due_on, &it.id])))
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    let row: ActiveModel = row.into_active_model();
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
