//! The SQL of appointments.

use super::entity::{AppointmentState, Column, Entity, Model};
use kernel::id::{AccountId, AppointmentId};
use kernel::{Cursor, Page, Result, Role, Slice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

/// An appointment that is about to be changed: on PostgreSQL nobody else changes it until the
/// transaction ends; SQLite has one writer anyway.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &AppointmentId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// Whether an account ever was one of the three administrators.
pub(super) async fn was_administrator(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
) -> Result<bool> {
    let query = Entity::find()
        .filter(Column::AccountId.eq(account_id.clone()))
        .filter(Column::State.eq(AppointmentState::Confirmed))
        .filter(Column::Role.ne(Role::Moderator))
        .limit(1);
    Ok(query.one(db).await?.is_some())
}

/// Whether this kind of administrator was ever given to anybody.
pub(super) async fn has_administrator(db: &impl ConnectionTrait, role: Role) -> Result<bool> {
    let query = Entity::find()
        .filter(Column::State.eq(AppointmentState::Confirmed))
        .filter(Column::Role.eq(role))
        .limit(1);
    Ok(query.one(db).await?.is_some())
}

/// Newest first, in one state or in all.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    state: Option<AppointmentState>,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find().order_by_desc(Column::Id).limit(page.fetch());
    if let Some(state) = state {
        query = query.filter(Column::State.eq(state));
    }
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(Column::Id.lt(id.as_str()));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    row: Model,
) -> std::result::Result<(), DbErr> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await.map(drop)
}

pub(super) async fn update(
    tx: &impl ConnectionTrait,
    row: Model,
) -> std::result::Result<(), DbErr> {
    row.into_active_model().reset_all().update(tx).await.map(drop)
}
