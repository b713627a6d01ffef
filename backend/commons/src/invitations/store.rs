//! The SQL of invitations.

use super::entity::{Column, Entity, Model};
use kernel::Result;
use kernel::id::{InvitationId, OrganisationId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

/// An invitation that is about to be changed: on PostgreSQL nobody else changes it until the
/// transaction ends; SQLite has one writer anyway.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &InvitationId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

pub(super) async fn find_by_digest(
    db: &impl ConnectionTrait,
    digest: &str,
) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::TokenDigest.eq(digest)).one(db).await?)
}

/// The open one for an address; there is at most one.
pub(super) async fn find_open(
    db: &impl ConnectionTrait,
    organisation_id: &OrganisationId,
    email: &str,
) -> Result<Option<Model>> {
    let query = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id.clone()))
        .filter(Column::Email.eq(email))
        .filter(Column::EndedAt.is_null());
    Ok(query.one(db).await?)
}

/// What is open, newest first.
pub(super) async fn open_of(
    db: &impl ConnectionTrait,
    organisation_id: &OrganisationId,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id.clone()))
        .filter(Column::EndedAt.is_null())
        .order_by_desc(Column::Id);
    Ok(query.limit(limit).all(db).await?)
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    row: Model,
) -> std::result::Result<(), DbErr> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await.map(drop)
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
