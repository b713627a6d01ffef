//! The SQL of accounts and sessions.

use super::entity;
use kernel::id::AccountId;
use kernel::{RegionCode, Result, Role};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;

/// The account of an id.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(db: &impl ConnectionTrait, id: &AccountId) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id(id.clone()).one(db).await?)
}

/// An account that is about to be changed: on PostgreSQL nobody else changes it until the transaction
/// ends; SQLite has one writer anyway.
pub(crate) async fn find_for_change(
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

pub(crate) async fn update(tx: &impl ConnectionTrait, row: entity::Model) -> Result<()> {
    Ok(try_update(tx, row).await?)
}

/// As [`update`], for callers who know what a violated constraint means.
pub(crate) async fn try_update(
    tx: &impl ConnectionTrait,
    row: entity::Model,
) -> std::result::Result<(), DbErr> {
    row.into_active_model().reset_all().update(tx).await.map(drop)
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

/// Somebody who decides on checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModeratorRow {
    /// Which account.
    pub id: AccountId,
    /// The name they go by here.
    pub display_name: String,
    /// Where they decide; everywhere when none.
    pub region_code: Option<RegionCode>,
}

/// The most moderators that are listed.
const MODERATORS: u64 = 500;

/// Everybody who decides on checks, by name.
///
/// # Errors
/// A fault when the database fails.
pub async fn moderators(db: &impl ConnectionTrait) -> Result<Vec<ModeratorRow>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::Role.eq(Role::Moderator))
        .order_by_asc(entity::Column::DisplayName)
        .order_by_asc(entity::Column::Id)
        .limit(MODERATORS)
        .all(db)
        .await?;
    let row = |it: entity::Model| ModeratorRow {
        id: it.id,
        display_name: it.display_name,
        region_code: it.region_code,
    };
    Ok(rows.into_iter().map(row).collect())
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
pub async fn blank(tx: &impl ConnectionTrait, id: &AccountId, password_hash: String) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Email, Expr::value(format!("{id}@closed.invalid")))
        .col_expr(entity::Column::PasswordHash, Expr::value(password_hash))
        .col_expr(entity::Column::DisplayName, Expr::value("已注销"))
        .filter(entity::Column::Id.eq(id.clone()))
        .exec(tx)
        .await?;
    Ok(())
}
