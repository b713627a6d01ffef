//! The SQL of findings.

use super::entity::finding::{Column, Entity, Model, RedFlagState};
use super::entity::night;
use super::rules::{FlagSubject, RedFlag};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::RedFlagId;
use kernel::{Cursor, Page, RegionCode, Result, Slice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
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

/// Findings in a region, everywhere without one, the newest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    flag: Option<RedFlag>,
    state: Option<RedFlagState>,
    region: Option<&RegionCode>,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find();
    if let Some(flag) = flag {
        query = query.filter(Column::Flag.eq(flag));
    }
    if let Some(state) = state {
        query = query.filter(Column::State.eq(state));
    }
    if let Some(region) = region {
        query = query.filter(Column::RegionCode.starts_with(region.as_str()));
    }
    if let Some(after) = &page.after {
        let [at, id] = after.keys::<2>()?;
        let at = DateTime::parse_from_rfc3339(at).map_err(|_| kernel::page::bad_cursor())?;
        let at = at.with_timezone(&Utc);
        let tied = Condition::all().add(Column::FoundAt.eq(at)).add(Column::Id.lt(id.as_str()));
        query = query.filter(Condition::any().add(Column::FoundAt.lt(at)).add(tied));
    }
    let query = query.order_by_desc(Column::FoundAt).order_by_desc(Column::Id).limit(page.fetch());
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.found_at.to_rfc3339(), &it.id])))
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
