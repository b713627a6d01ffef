//! The SQL of accounts and sessions.

use super::{entity, session_entity};
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::{AccountId, OrganisationId, SessionId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};
use std::collections::HashMap;

/// An account by its id.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(db: &impl ConnectionTrait, id: &AccountId) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(id.clone()).one(db).await?)
}

/// An account that is about to be changed: on PostgreSQL nobody else changes it until the transaction
/// ends; SQLite has one writer anyway.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &AccountId,
) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The account of an address, in lower case.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_by_email(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<entity::Model>> {
    let by_email = entity::Column::Email.eq(email);
    Ok(entity::Entity::find().filter(by_email).one(db).await?)
}

pub(super) async fn names_of(
    db: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, String>> {
    let rows: Vec<(AccountId, String)> = entity::Entity::find()
        .select_only()
        .column(entity::Column::Id)
        .column(entity::Column::DisplayName)
        .filter(entity::Column::Id.is_in(ids.iter().cloned()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    row: entity::Model,
) -> std::result::Result<(), DbErr> {
    entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await.map(drop)
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: entity::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn find_session(
    db: &impl ConnectionTrait,
    token_digest: &str,
) -> Result<Option<session_entity::Model>> {
    let by_digest = session_entity::Column::TokenDigest.eq(token_digest);
    Ok(session_entity::Entity::find().filter(by_digest).one(db).await?)
}

pub(super) async fn insert_session(
    tx: &impl ConnectionTrait,
    row: session_entity::Model,
) -> Result<()> {
    session_entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Marks a token as used; false when somebody was quicker.
pub(super) async fn replace_session(
    tx: &impl ConnectionTrait,
    id: &SessionId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = session_entity::Entity::update_many()
        .col_expr(session_entity::Column::ReplacedAt, Expr::value(now))
        .filter(session_entity::Column::Id.eq(id.clone()))
        .filter(session_entity::Column::ReplacedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(super) async fn end_family(
    tx: &impl ConnectionTrait,
    family: &SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    session_entity::Entity::update_many()
        .col_expr(session_entity::Column::EndedAt, Expr::value(now))
        .filter(session_entity::Column::Family.eq(family.clone()))
        .filter(session_entity::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends the open sessions of a person: all, or those that act for one organisation.
pub(super) async fn end_sessions(
    tx: &impl ConnectionTrait,
    account_id: &AccountId,
    organisation_id: Option<&OrganisationId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut update = session_entity::Entity::update_many()
        .col_expr(session_entity::Column::EndedAt, Expr::value(now))
        .filter(session_entity::Column::AccountId.eq(account_id.clone()))
        .filter(session_entity::Column::EndedAt.is_null());
    if let Some(id) = organisation_id {
        update = update.filter(session_entity::Column::OrganisationId.eq(id.clone()));
    }
    update.exec(tx).await?;
    Ok(())
}

/// A person's name and where they get mail.
///
/// # Errors
/// A fault when the database fails.
pub async fn address_of(
    db: &impl ConnectionTrait,
    id: &AccountId,
) -> Result<Option<(String, String)>> {
    Ok(find(db, id).await?.map(|it| (it.display_name, it.email)))
}

/// Whether somebody signs in with this address.
///
/// # Errors
/// A fault when the database fails.
pub async fn exists(db: &impl ConnectionTrait, email: &str) -> Result<bool> {
    Ok(find_by_email(db, email).await?.is_some())
}

/// The account with this id, or whose person signs in with this address.
///
/// # Errors
/// A fault when the database fails.
pub async fn id_of(db: &impl ConnectionTrait, who: &str) -> Result<Option<AccountId>> {
    match AccountId::parse(who) {
        Ok(id) => Ok(Some(id)),
        Err(_) => Ok(find_by_email(db, &who.to_lowercase()).await?.map(|it| it.id)),
    }
}

/// The hash of a person's password.
///
/// # Errors
/// A fault when the database fails.
pub async fn password_hash_of(db: &impl ConnectionTrait, id: &AccountId) -> Result<Option<String>> {
    Ok(find(db, id).await?.map(|it| it.password_hash))
}

/// Changes what others see of a person.
///
/// # Errors
/// A fault when the database fails.
pub async fn rename(tx: &impl ConnectionTrait, id: &AccountId, name: &str) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::DisplayName, Expr::value(name))
        .filter(entity::Column::Id.eq(id.clone()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends an account: nobody signs in with it, since nobody knows what was hashed, and its row tells
/// nothing of its person.
///
/// # Errors
/// A fault when the database fails.
pub async fn blank(
    tx: &impl ConnectionTrait,
    id: &AccountId,
    password_hash: String,
    now: DateTime<Utc>,
) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Email, Expr::value(format!("{id}@closed.invalid")))
        .col_expr(entity::Column::PasswordHash, Expr::value(password_hash))
        .col_expr(entity::Column::DisplayName, Expr::value("已注销"))
        .filter(entity::Column::Id.eq(id.clone()))
        .exec(tx)
        .await?;
    session_entity::Entity::update_many()
        .col_expr(session_entity::Column::EndedAt, Expr::value(now))
        .filter(session_entity::Column::AccountId.eq(id.clone()))
        .filter(session_entity::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
