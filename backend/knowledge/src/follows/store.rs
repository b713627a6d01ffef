//! The SQL of what is followed.

use super::entity::{Column, Entity, Model};
use super::rules::{LawFollowKind, MOST};
use kernel::Result;
use kernel::id::{AccountId, LawFollowId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Drops an own follow; false when there is none.
pub(super) async fn delete(
    tx: &impl ConnectionTrait,
    id: &LawFollowId,
    account_id: &AccountId,
) -> Result<bool> {
    let done = Entity::delete_many()
        .filter(Column::Id.eq(id.clone()))
        .filter(Column::AccountId.eq(account_id.clone()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// What a person follows, the oldest first.
pub(super) async fn of_account(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::AccountId.eq(account_id.clone()))
        .order_by_asc(Column::Id)
        .limit(MOST as u64);
    Ok(query.all(db).await?)
}

pub(super) async fn find_by_token(db: &impl ConnectionTrait, token: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Token.eq(token)).one(db).await?)
}

/// Whether anybody follows anything.
pub(super) async fn is_any(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(Entity::find().limit(1).one(db).await?.is_some())
}

/// Follows of one value of a kind, some at a time.
pub(super) async fn of_value(
    db: &impl ConnectionTrait,
    (kind, value): (LawFollowKind, &str),
    after: &str,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::Kind.eq(kind))
        .filter(Column::Value.eq(value))
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// The different values of a kind that are followed.
pub(super) async fn values(
    db: &impl ConnectionTrait,
    kind: LawFollowKind,
    limit: u64,
) -> Result<Vec<String>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Value)
        .distinct()
        .filter(Column::Kind.eq(kind))
        .order_by_asc(Column::Value)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}
