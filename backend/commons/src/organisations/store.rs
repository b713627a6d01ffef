//! The SQL of organisations and sites.

use super::filter::OrganisationFilter;
use super::{entity, site_entity};
use kernel::id::OrganisationId;
use kernel::{Actor, Cursor, OrganisationKind, Page, Result, Slice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
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

/// Holds organisations for a change, in one order: on PostgreSQL nobody else changes them until the
/// transaction ends; SQLite has one writer anyway.
///
/// # Errors
/// A fault when the database fails.
pub async fn lock(tx: &impl ConnectionTrait, ids: &[OrganisationId]) -> Result<()> {
    let query = entity::Entity::find()
        .select_only()
        .column(entity::Column::Id)
        .filter(entity::Column::Id.is_in(ids.iter().cloned()))
        .order_by_asc(entity::Column::Id)
        .lock_exclusive();
    let _: Vec<String> = query.into_tuple().all(tx).await?;
    Ok(())
}

/// Enterprises and providers where the actor decides, newest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &OrganisationFilter,
    page: &Page,
) -> Result<Slice<entity::Model>> {
    let market = [OrganisationKind::Enterprise, OrganisationKind::Provider];
    let mut query = entity::Entity::find()
        .filter(entity::Column::Kind.is_in(market))
        .filter(in_reach(actor))
        .filter(matching(filter))
        .order_by_desc(entity::Column::Id)
        .limit(page.fetch());
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(entity::Column::Id.lt(id.as_str()));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}

fn matching(filter: &OrganisationFilter) -> Condition {
    let text = filter.text.as_deref().map(kernel::text::normalise_name);
    let named = text.filter(|it| !it.is_empty()).map(|it| {
        Condition::any()
            .add(entity::Column::NameKey.contains(&it))
            .add(entity::Column::CreditCode.starts_with(&it))
    });
    Condition::all()
        .add_option(named)
        .add_option(filter.standing.map(|it| entity::Column::Standing.eq(it)))
}

/// The region of a moderator; those without one look everywhere, others nowhere.
fn in_reach(actor: &Actor) -> Condition {
    match actor {
        Actor::Person { region: Some(region), .. } => {
            Condition::all().add(entity::Column::RegionCode.starts_with(region.as_str()))
        }
        Actor::Person { .. } => Condition::all().add(entity::Column::RegionCode.is_not_null()),
        _ => Condition::all().add(entity::Column::Id.is_null()),
    }
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
