//! The SQL of second factors.

use super::challenge_entity::{self as challenges, Purpose};
use super::{passkey_entity as passkeys, recovery_entity as codes, totp_entity as totp};
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::{AccountId, PasskeyId};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder,
};

pub(super) async fn find_totp(
    db: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<Option<totp::Model>> {
    Ok(totp::Entity::find_by_id(account.clone()).one(db).await?)
}

/// Writes an app in place of one that was not confirmed.
pub(super) async fn put_totp(tx: &impl ConnectionTrait, row: totp::Model) -> Result<()> {
    let mut again = OnConflict::column(totp::Column::AccountId);
    again.update_columns([
        totp::Column::SecretSealed,
        totp::Column::LastStep,
        totp::Column::CreatedAt,
        totp::Column::ConfirmedAt,
    ]);
    let insert = totp::Entity::insert(row.into_active_model()).on_conflict(again);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Takes a code of a later step than the last; false when somebody was quicker.
pub(super) async fn take_step(
    tx: &impl ConnectionTrait,
    account: &AccountId,
    step: i64,
) -> Result<bool> {
    let done = totp::Entity::update_many()
        .col_expr(totp::Column::LastStep, Expr::value(step))
        .filter(totp::Column::AccountId.eq(account.clone()))
        .filter(totp::Column::LastStep.lt(step))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(super) async fn confirm_totp(
    tx: &impl ConnectionTrait,
    account: &AccountId,
    now: DateTime<Utc>,
) -> Result<()> {
    totp::Entity::update_many()
        .col_expr(totp::Column::ConfirmedAt, Expr::value(now))
        .filter(totp::Column::AccountId.eq(account.clone()))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_totp(tx: &impl ConnectionTrait, account: &AccountId) -> Result<bool> {
    let done = totp::Entity::delete_by_id(account.clone()).exec(tx).await?;
    Ok(done.rows_affected == 1)
}

pub(super) async fn find_code(
    db: &impl ConnectionTrait,
    account: &AccountId,
    number: i32,
) -> Result<Option<codes::Model>> {
    Ok(codes::Entity::find_by_id((account.clone(), number)).one(db).await?)
}

/// Puts new codes in place of all old ones.
pub(super) async fn replace_codes(
    tx: &impl ConnectionTrait,
    account: &AccountId,
    rows: Vec<codes::Model>,
) -> Result<()> {
    codes::Entity::delete_many()
        .filter(codes::Column::AccountId.eq(account.clone()))
        .exec(tx)
        .await?;
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        codes::Entity::insert_many::<codes::ActiveModel, _>(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Uses a code; false when it was used before.
pub(super) async fn use_code(
    tx: &impl ConnectionTrait,
    account: &AccountId,
    number: i32,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = codes::Entity::update_many()
        .col_expr(codes::Column::UsedAt, Expr::value(now))
        .filter(codes::Column::AccountId.eq(account.clone()))
        .filter(codes::Column::Number.eq(number))
        .filter(codes::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(super) async fn codes_left(db: &impl ConnectionTrait, account: &AccountId) -> Result<u64> {
    let count = codes::Entity::find()
        .filter(codes::Column::AccountId.eq(account.clone()))
        .filter(codes::Column::UsedAt.is_null())
        .count(db)
        .await?;
    Ok(count)
}

pub(super) async fn passkeys_of(
    db: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<Vec<passkeys::Model>> {
    let rows = passkeys::Entity::find()
        .filter(passkeys::Column::AccountId.eq(account.clone()))
        .order_by_asc(passkeys::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

pub(super) async fn find_passkey(
    db: &impl ConnectionTrait,
    id: &PasskeyId,
) -> Result<Option<passkeys::Model>> {
    Ok(passkeys::Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn insert_passkey(
    tx: &impl ConnectionTrait,
    row: passkeys::Model,
) -> std::result::Result<(), DbErr> {
    passkeys::Entity::insert(row.into_active_model()).exec_without_returning(tx).await.map(drop)
}

pub(super) async fn update_passkey(tx: &impl ConnectionTrait, row: passkeys::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn delete_passkey(tx: &impl ConnectionTrait, id: &PasskeyId) -> Result<()> {
    passkeys::Entity::delete_by_id(id.clone()).exec(tx).await?;
    Ok(())
}

pub(super) async fn delete_passkeys(tx: &impl ConnectionTrait, account: &AccountId) -> Result<()> {
    passkeys::Entity::delete_many()
        .filter(passkeys::Column::AccountId.eq(account.clone()))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn insert_challenge(
    tx: &impl ConnectionTrait,
    row: challenges::Model,
) -> Result<()> {
    challenges::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn find_challenge(
    db: &impl ConnectionTrait,
    digest: &str,
) -> Result<Option<challenges::Model>> {
    Ok(challenges::Entity::find_by_id(digest).one(db).await?)
}

/// Counts a try at a challenge that is open; none when it is not, or was tried too often.
pub(super) async fn try_challenge(
    tx: &impl ConnectionTrait,
    digest: &str,
    limit: i32,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = challenges::Entity::update_many()
        .col_expr(challenges::Column::Attempts, Expr::col(challenges::Column::Attempts).add(1))
        .filter(challenges::Column::Digest.eq(digest))
        .filter(challenges::Column::Attempts.lt(limit))
        .filter(challenges::Column::ExpiresAt.gt(now))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Takes a challenge away; false when somebody was quicker.
pub(super) async fn delete_challenge(tx: &impl ConnectionTrait, digest: &str) -> Result<bool> {
    Ok(challenges::Entity::delete_by_id(digest).exec(tx).await?.rows_affected == 1)
}

/// Takes away what an account has open for a purpose.
pub(super) async fn delete_challenges(
    tx: &impl ConnectionTrait,
    account: &AccountId,
    purpose: Purpose,
) -> Result<()> {
    challenges::Entity::delete_many()
        .filter(challenges::Column::AccountId.eq(account.clone()))
        .filter(challenges::Column::Purpose.eq(purpose))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_challenges_before(
    tx: &impl ConnectionTrait,
    before: DateTime<Utc>,
) -> Result<u64> {
    let over = challenges::Column::ExpiresAt.lt(before);
    Ok(challenges::Entity::delete_many().filter(over).exec(tx).await?.rows_affected)
}
