//! The SQL of sessions: sign-ins, their tokens, known devices, counters.

use super::{counter_entity, device_entity, entity, sign_in_entity};
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::{AccountId, OrganisationId, SessionId};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::collections::HashSet;

/// A signed-in device.
pub use sign_in_entity::Model as SessionRow;

/// Most sessions that are listed; nobody has more devices.
const LISTED: u64 = 50;

pub(super) async fn find_token(
    db: &impl ConnectionTrait,
    token_digest: &str,
) -> Result<Option<entity::Model>> {
    let by_digest = entity::Column::TokenDigest.eq(token_digest);
    Ok(entity::Entity::find().filter(by_digest).one(db).await?)
}

pub(super) async fn insert_token(tx: &impl ConnectionTrait, row: entity::Model) -> Result<()> {
    entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Marks a token as used; false when somebody was quicker.
pub(super) async fn replace_token(
    tx: &impl ConnectionTrait,
    id: &SessionId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = entity::Entity::update_many()
        .col_expr(entity::Column::ReplacedAt, Expr::value(now))
        .filter(entity::Column::Id.eq(id.clone()))
        .filter(entity::Column::ReplacedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// A sign-in that is about to be changed.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &SessionId,
) -> Result<Option<SessionRow>> {
    Ok(sign_in_entity::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: SessionRow) -> Result<()> {
    sign_in_entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: SessionRow) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// What a sign-in says of its device: words and address.
///
/// # Errors
/// A fault when the database fails.
pub async fn device_of(db: &impl ConnectionTrait, id: &SessionId) -> Result<Option<SessionRow>> {
    Ok(sign_in_entity::Entity::find_by_id(id.clone()).one(db).await?)
}

/// The live sessions of an account, the last used first.
pub(super) async fn live_of(
    db: &impl ConnectionTrait,
    account: &AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<SessionRow>> {
    let rows = sign_in_entity::Entity::find()
        .filter(sign_in_entity::Column::AccountId.eq(account.clone()))
        .filter(sign_in_entity::Column::EndedAt.is_null())
        .filter(sign_in_entity::Column::ExpiresAt.gt(now))
        .order_by_desc(sign_in_entity::Column::LastUsedAt)
        .order_by_desc(sign_in_entity::Column::Id)
        .limit(LISTED)
        .all(db)
        .await?;
    Ok(rows)
}

/// Ends one session with all its tokens.
pub(super) async fn end(
    tx: &impl ConnectionTrait,
    id: &SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    sign_in_entity::Entity::update_many()
        .col_expr(sign_in_entity::Column::EndedAt, Expr::value(now))
        .filter(sign_in_entity::Column::Id.eq(id.clone()))
        .filter(sign_in_entity::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    entity::Entity::update_many()
        .col_expr(entity::Column::EndedAt, Expr::value(now))
        .filter(entity::Column::Family.eq(id.clone()))
        .filter(entity::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends every session of an account but one; says how many ended.
pub(super) async fn end_all_but(
    tx: &impl ConnectionTrait,
    account: &AccountId,
    kept: Option<&SessionId>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let mut sign_ins = sign_in_entity::Entity::update_many()
        .col_expr(sign_in_entity::Column::EndedAt, Expr::value(now))
        .filter(sign_in_entity::Column::AccountId.eq(account.clone()))
        .filter(sign_in_entity::Column::EndedAt.is_null());
    let mut tokens = entity::Entity::update_many()
        .col_expr(entity::Column::EndedAt, Expr::value(now))
        .filter(entity::Column::AccountId.eq(account.clone()))
        .filter(entity::Column::EndedAt.is_null());
    if let Some(kept) = kept {
        sign_ins = sign_ins.filter(sign_in_entity::Column::Id.ne(kept.clone()));
        tokens = tokens.filter(entity::Column::Family.ne(kept.clone()));
    }
    tokens.exec(tx).await?;
    Ok(sign_ins.exec(tx).await?.rows_affected)
}

/// The sessions that ended since then.
pub(super) async fn ended_since(
    db: &impl ConnectionTrait,
    then: DateTime<Utc>,
) -> Result<HashSet<SessionId>> {
    let ids = sign_in_entity::Entity::find()
        .select_only()
        .column(sign_in_entity::Column::Id)
        .filter(sign_in_entity::Column::EndedAt.gt(then))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().collect())
}

/// The sessions whose newest token acts for an organisation.
pub(super) async fn acting_for(
    tx: &impl ConnectionTrait,
    account: &AccountId,
    organisation: &OrganisationId,
) -> Result<Vec<SessionId>> {
    let tokens = entity::Entity::find()
        .filter(entity::Column::AccountId.eq(account.clone()))
        .filter(entity::Column::OrganisationId.eq(organisation.clone()))
        .filter(entity::Column::ReplacedAt.is_null())
        .filter(entity::Column::EndedAt.is_null())
        .all(tx)
        .await?;
    Ok(tokens.into_iter().map(|it| it.family).collect())
}

pub(super) async fn knows_device(
    db: &impl ConnectionTrait,
    account: &str,
    digest: &str,
) -> Result<bool> {
    let found = device_entity::Entity::find()
        .filter(device_entity::Column::AccountId.eq(account))
        .filter(device_entity::Column::DeviceDigest.eq(digest))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Remembers a device; the first time keeps its day.
pub(super) async fn remember_device(
    tx: &impl ConnectionTrait,
    account: &AccountId,
    digest: String,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = device_entity::Model {
        account_id: account.clone(),
        device_digest: digest,
        first_at: now,
        last_at: now,
    };
    let key = [device_entity::Column::AccountId, device_entity::Column::DeviceDigest];
    let again = OnConflict::columns(key).update_column(device_entity::Column::LastAt).to_owned();
    device_entity::Entity::insert(row.into_active_model())
        .on_conflict(again)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn has_known_device(
    db: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<bool> {
    let of_account = device_entity::Column::AccountId.eq(account.clone());
    Ok(device_entity::Entity::find().filter(of_account).limit(1).one(db).await?.is_some())
}

pub(super) async fn find_counter(
    tx: &impl ConnectionTrait,
    subject: &str,
) -> Result<Option<counter_entity::Model>> {
    Ok(counter_entity::Entity::find_by_id(subject).lock_exclusive().one(tx).await?)
}

/// A counter held until the transaction ends, begun at nought when there was none.
///
/// The row stands before it is counted: where transactions run side by side, each of several
/// first guesses would find no row to hold, and none of them would see how many they are.
pub(super) async fn take_counter(
    tx: &impl ConnectionTrait,
    subject: &str,
    now: DateTime<Utc>,
) -> Result<counter_entity::Model> {
    let none = counter_entity::Model {
        subject: subject.to_owned(),
        failures: 0,
        locked_until: None,
        last_at: now,
    };
    let there_already = OnConflict::column(counter_entity::Column::Subject).do_nothing().to_owned();
    counter_entity::Entity::insert(none.clone().into_active_model())
        .on_conflict(there_already)
        .exec_without_returning(tx)
        .await?;
    Ok(find_counter(tx, subject).await?.unwrap_or(none))
}

pub(super) async fn put_counter(
    tx: &impl ConnectionTrait,
    row: counter_entity::Model,
) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn delete_counter(tx: &impl ConnectionTrait, subject: &str) -> Result<()> {
    counter_entity::Entity::delete_by_id(subject).exec(tx).await?;
    Ok(())
}

/// Forgets counters that nobody has added to since, and that lock nobody.
pub(super) async fn delete_counters_before(
    tx: &impl ConnectionTrait,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let locks = counter_entity::Column::LockedUntil;
    let done = counter_entity::Entity::delete_many()
        .filter(counter_entity::Column::LastAt.lt(before))
        .filter(locks.is_null().or(locks.lt(now)))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// Forgets tokens and sign-ins that ended long ago.
pub(super) async fn delete_sessions_before(
    tx: &impl ConnectionTrait,
    before: DateTime<Utc>,
) -> Result<u64> {
    let tokens =
        entity::Entity::delete_many().filter(entity::Column::ExpiresAt.lt(before)).exec(tx).await?;
    sign_in_entity::Entity::delete_many()
        .filter(sign_in_entity::Column::ExpiresAt.lt(before))
        .exec(tx)
        .await?;
    Ok(tokens.rows_affected)
}
