//! The SQL of the audit log and its seals.

use super::entity::{ActiveModel, Column, Entity, Model};
use super::seal_entity;
use kernel::{Cursor, Page, Result, Slice};
use platform::Db;
use platform::events::{self, Position};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

pub(super) async fn insert(tx: &impl ConnectionTrait, entry: ActiveModel) -> Result<()> {
    Entity::insert(entry).exec_without_returning(tx).await?;
    Ok(())
}

/// Newest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    subject_id: Option<&str>,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find().order_by_desc(Column::Seq).limit(page.fetch());
    if let Some(subject_id) = subject_id {
        query = query.filter(Column::SubjectId.eq(subject_id));
    }
    if let Some(after) = &page.after {
        let [seq] = after.keys::<1>()?;
        let seq: i64 = seq.parse().map_err(|_| kernel::page::bad_cursor())?;
        query = query.filter(Column::Seq.lt(seq));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.seq])))
}

/// Entries after a position in order of commit, none of a transaction that is still open.
pub(super) async fn committed_after(db: &Db, after: Position, limit: u64) -> Result<Vec<Model>> {
    let later = Condition::all().add(Column::TxId.eq(after.tx_id)).add(Column::Seq.gt(after.seq));
    let query = Entity::find()
        .filter(Condition::any().add(Column::TxId.gt(after.tx_id)).add(later))
        .filter(Column::TxId.lt(events::horizon(db).await?))
        .order_by_asc(Column::TxId)
        .order_by_asc(Column::Seq)
        .limit(limit);
    Ok(query.all(db.read()).await?)
}

/// The entry with this number.
pub(super) async fn find(db: &impl ConnectionTrait, seq: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(seq).one(db).await?)
}

/// How many entries there are.
pub(super) async fn count(db: &impl ConnectionTrait) -> Result<u64> {
    use sea_orm::PaginatorTrait;
    Ok(Entity::find().count(db).await?)
}

pub(super) async fn last_seal(db: &impl ConnectionTrait) -> Result<Option<seal_entity::Model>> {
    let query = seal_entity::Entity::find().order_by_desc(seal_entity::Column::Position);
    Ok(query.one(db).await?)
}

/// Seals after a position, in order.
pub(super) async fn seals_after(
    db: &impl ConnectionTrait,
    position: i64,
    limit: u64,
) -> Result<Vec<seal_entity::Model>> {
    let query = seal_entity::Entity::find()
        .filter(seal_entity::Column::Position.gt(position))
        .order_by_asc(seal_entity::Column::Position)
        .limit(limit);
    Ok(query.all(db).await?)
}

pub(super) async fn insert_seals(
    tx: &impl ConnectionTrait,
    seals: Vec<seal_entity::Model>,
) -> Result<()> {
    let rows = seals.into_iter().map(IntoActiveModel::into_active_model);
    seal_entity::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
