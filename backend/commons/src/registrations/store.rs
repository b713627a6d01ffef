//! The SQL of registrations and their documents.

use super::document_entity::DocumentKind;
use super::{document_entity, entity};
use kernel::Result;
use kernel::id::{OrganisationId, RegistrationId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: &RegistrationId,
) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(id.clone()).one(db).await?)
}

/// A registration that is about to be changed: on PostgreSQL nobody else changes it until the
/// transaction ends; SQLite has one writer anyway.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &RegistrationId,
) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The newest registration of an organisation.
pub(super) async fn newest_of(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
) -> Result<Option<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::OrganisationId.eq(id.clone()))
        .order_by_desc(entity::Column::Id);
    Ok(query.one(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: entity::Model) -> Result<()> {
    entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: entity::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Letter and certificate of a registration.
pub(super) async fn documents_of(
    db: &impl ConnectionTrait,
    id: &RegistrationId,
) -> Result<Vec<document_entity::Model>> {
    let query = document_entity::Entity::find()
        .filter(document_entity::Column::RegistrationId.eq(id.clone()))
        .order_by_asc(document_entity::Column::Kind)
        .limit(2);
    Ok(query.all(db).await?)
}

pub(super) async fn find_document(
    db: &impl ConnectionTrait,
    id: &RegistrationId,
    kind: DocumentKind,
) -> Result<Option<document_entity::Model>> {
    let query = document_entity::Entity::find()
        .filter(document_entity::Column::RegistrationId.eq(id.clone()))
        .filter(document_entity::Column::Kind.eq(kind));
    Ok(query.one(db).await?)
}

/// Puts a document in the place of the one of its kind.
pub(super) async fn replace_document(
    tx: &impl ConnectionTrait,
    row: document_entity::Model,
) -> Result<()> {
    document_entity::Entity::delete_many()
        .filter(document_entity::Column::RegistrationId.eq(row.registration_id.clone()))
        .filter(document_entity::Column::Kind.eq(row.kind))
        .exec(tx)
        .await?;
    document_entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}
