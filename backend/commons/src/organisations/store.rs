//! The SQL of organisations and sites.

use super::{entity, site_entity};
use kernel::Result;
use kernel::id::OrganisationId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::collections::{HashMap, HashSet};

/// An organisation by its id.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(db: &impl ConnectionTrait, id: &OrganisationId) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(id.clone()).one(db).await?)
}

/// An organisation by its credit code, as it is stored.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_by_credit_code(
    db: &impl ConnectionTrait,
    credit_code: &str,
) -> Result<Option<entity::Model>> {
    let by_code = entity::Column::CreditCode.eq(credit_code);
    Ok(entity::Entity::find().filter(by_code).one(db).await?)
}

/// The organisation known longest under a name, widths and spaces aside.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_by_name(db: &impl ConnectionTrait, name: &str) -> Result<Option<entity::Model>> {
    let key = kernel::text::normalise_name(name);
    let query = entity::Entity::find()
        .filter(entity::Column::NameKey.eq(key))
        .order_by_asc(entity::Column::Id);
    Ok(query.one(db).await?)
}

/// Organisations by their ids.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_all(
    db: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, entity::Model>> {
    let query = entity::Entity::find().filter(entity::Column::Id.is_in(ids.iter().cloned()));
    Ok(query.all(db).await?.into_iter().map(|it| (it.id.clone(), it)).collect())
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: entity::Model) -> Result<()> {
    entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn insert_all(tx: &impl ConnectionTrait, rows: Vec<entity::Model>) -> Result<()> {
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    entity::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Those among these name keys and credit codes that are known.
pub(super) async fn keys_among(
    db: &impl ConnectionTrait,
    keys: Vec<String>,
) -> Result<HashSet<String>> {
    let mut known = HashSet::new();
    for column in [entity::Column::NameKey, entity::Column::CreditCode] {
        let query = entity::Entity::find().select_only().column(column);
        let query = query.filter(column.is_in(keys.iter().cloned()));
        let found: Vec<String> = query.into_tuple().all(db).await?;
        known.extend(found);
    }
    Ok(known)
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: entity::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn find_site(
    db: &impl ConnectionTrait,
    source: &str,
    source_key: &str,
) -> Result<Option<site_entity::Model>> {
    let query = site_entity::Entity::find()
        .filter(site_entity::Column::Source.eq(source))
        .filter(site_entity::Column::SourceKey.eq(source_key));
    Ok(query.one(db).await?)
}

pub(super) async fn insert_site(tx: &impl ConnectionTrait, row: site_entity::Model) -> Result<()> {
    site_entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update_site(tx: &impl ConnectionTrait, row: site_entity::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
