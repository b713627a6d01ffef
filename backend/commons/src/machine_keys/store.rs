//! The SQL of keys of machines.

use super::access::Holder;
use super::entity::{Column, Entity, Model};
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::MachineKeyId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

/// Most keys that are listed.
const LISTED: u64 = 50;

pub(super) async fn find_by_digest(
    db: &impl ConnectionTrait,
    digest: &str,
) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Digest.eq(digest)).one(db).await?)
}

pub(super) async fn find(db: &impl ConnectionTrait, id: &MachineKeyId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &MachineKeyId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The keys of a holder, newest first.
pub(super) async fn of_holder(db: &impl ConnectionTrait, holder: &Holder) -> Result<Vec<Model>> {
    let query = Entity::find().order_by_desc(Column::Id).limit(LISTED);
    let query = match holder {
        Holder::Organisation(id) => query.filter(Column::OrganisationId.eq(id.clone())),
        Holder::Systems => query.filter(Column::OrganisationId.is_null()),
    };
    Ok(query.all(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Ends a key; false when it had ended.
pub(super) async fn revoke(
    tx: &impl ConnectionTrait,
    id: &MachineKeyId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::Id.eq(id.clone()))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Writes down that a key was used.
pub(super) async fn touch(
    tx: &impl ConnectionTrait,
    id: &MachineKeyId,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::Id.eq(id.clone()))
        .exec(tx)
        .await?;
    Ok(())
}
