//! The SQL of memberships.

use super::entity::{Column, Entity, Model};
use crate::{accounts, organisations};
use kernel::id::{AccountId, OrganisationId};
use kernel::{MemberRole, OrganisationKind, Result};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// Most organisations of one person, and most people of one organisation, in one list. 配置值.
pub const MOST: u64 = 200;

/// The membership of a person in an organisation.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
    organisation_id: &OrganisationId,
) -> Result<Option<Model>> {
    let key = (account_id.clone(), organisation_id.clone());
    Ok(Entity::find_by_id(key).one(db).await?)
}

/// The oldest membership of a person.
pub(super) async fn first_of(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
) -> Result<Option<Model>> {
    let query = Entity::find()
        .filter(Column::AccountId.eq(account_id.clone()))
        .order_by_asc(Column::Since)
        .order_by_asc(Column::OrganisationId);
    Ok(query.one(db).await?)
}

/// What the organisations are here for that a person acts for.
///
/// # Errors
/// A fault when the database fails.
pub async fn kinds_of(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
) -> Result<Vec<OrganisationKind>> {
    let query = Entity::find().filter(Column::AccountId.eq(account_id.clone()));
    let rows = query.limit(MOST).all(db).await?;
    let ids: Vec<_> = rows.into_iter().map(|it| it.organisation_id).collect();
    let found = organisations::find_all(db, &ids).await?;
    Ok(found.into_values().map(|it| it.kind).collect())
}

/// The organisations a person may act for.
///
/// # Errors
/// A fault when the database fails.
pub async fn organisations_of(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
) -> Result<Vec<OrganisationId>> {
    Ok(of_account(db, account_id).await?.into_iter().map(|it| it.organisation_id).collect())
}

/// Whether anybody acts for an organisation.
///
/// # Errors
/// A fault when the database fails.
pub async fn has_members(db: &impl ConnectionTrait, id: &OrganisationId) -> Result<bool> {
    let query = Entity::find().filter(Column::OrganisationId.eq(id.clone())).limit(1);
    Ok(query.one(db).await?.is_some())
}

/// Whether anybody acts for an organisation who has opened the link in their mail.
///
/// # Errors
/// A fault when the database fails.
pub async fn has_confirmed_members(db: &impl ConnectionTrait, id: &OrganisationId) -> Result<bool> {
    for row in of_organisation(db, id).await? {
        let account = accounts::find(db, &row.account_id).await?;
        if account.is_some_and(|it| it.email_confirmed_at.is_some()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The people of an organisation, those longest in it first.
pub(super) async fn of_organisation(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::OrganisationId.eq(id.clone()))
        .order_by_asc(Column::Since)
        .order_by_asc(Column::AccountId);
    Ok(query.limit(MOST).all(db).await?)
}

/// The people who may change what is an organisation's own: its owners and editors.
///
/// # Errors
/// A fault when the database fails.
pub async fn editors_of(db: &impl ConnectionTrait, id: &OrganisationId) -> Result<Vec<AccountId>> {
    let all = of_organisation(db, id).await?.into_iter();
    Ok(all.filter(|it| it.role != MemberRole::Viewer).map(|it| it.account_id).collect())
}

/// The memberships of a person, the oldest first.
pub(super) async fn of_account(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::AccountId.eq(account_id.clone()))
        .order_by_asc(Column::Since)
        .order_by_asc(Column::OrganisationId);
    Ok(query.limit(MOST).all(db).await?)
}

/// The owners of an organisation, who on PostgreSQL nobody else changes until the transaction
/// ends; SQLite has one writer anyway.
pub(super) async fn owners_for_change(
    tx: &impl ConnectionTrait,
    id: &OrganisationId,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::OrganisationId.eq(id.clone()))
        .filter(Column::Role.eq(MemberRole::Owner))
        .order_by_asc(Column::AccountId)
        .lock_exclusive();
    Ok(query.all(tx).await?)
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn delete(tx: &impl ConnectionTrait, row: &Model) -> Result<()> {
    let key = (row.account_id.clone(), row.organisation_id.clone());
    Entity::delete_by_id(key).exec(tx).await?;
    Ok(())
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}
