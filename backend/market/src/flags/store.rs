//! The SQL of findings.

use super::entity::finding::{Column, Entity, Model, RedFlagState};
use super::entity::night;
use super::rules::{FlagSubject, RedFlag};
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::RedFlagId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

pub(super) async fn has_looked_on(db: &impl ConnectionTrait, day: NaiveDate) -> Result<bool> {
    Ok(night::Entity::find_by_id(day).one(db).await?.is_some())
}

pub(super) async fn last_night(db: &impl ConnectionTrait) -> Result<Option<night::Model>> {
    Ok(night::Entity::find().order_by_desc(night::Column::Day).one(db).await?)
}

pub(super) async fn insert_night(tx: &impl ConnectionTrait, row: night::Model) -> Result<()> {
    night::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &RedFlagId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

pub(super) async fn find_same(
    tx: &impl ConnectionTrait,
    flag: RedFlag,
    subject: FlagSubject,
    subject_id: &str,
) -> Result<Option<Model>> {
    let query = Entity::find()
        .filter(Column::Flag.eq(flag))
        .filter(Column::Subject.eq(subject))
        .filter(Column::SubjectId.eq(subject_id));
    Ok(query.one(tx).await?)
}

pub(super) async fn count(
    db: &impl ConnectionTrait,
    flag: RedFlag,
    state: RedFlagState,
) -> Result<u64> {
    let query = Entity::find().filter(Column::Flag.eq(flag)).filter(Column::State.eq(state));
    Ok(query.count(db).await?)
}

/// The newest findings, at most so many.
pub(super) async fn newest(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>> {
    let query =
        Entity::find().order_by_desc(Column::FoundAt).order_by_desc(Column::Id).limit(limit);
    Ok(query.all(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
