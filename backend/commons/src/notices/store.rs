//! The SQL of notices, their settings, and addresses nobody takes mail at.

use super::entity::{Column, Entity, Model};
use super::rules::{Delivery, MailState, NoticeKind};
use super::{address_entity, setting_entity};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, NoticeId};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// A person's notices, newest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
    is_unread_only: bool,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find()
        .filter(Column::AccountId.eq(account_id.clone()))
        .order_by_desc(Column::Id)
        .limit(page.fetch());
    if is_unread_only {
        query = query.filter(Column::ReadAt.is_null());
    }
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(Column::Id.lt(id.as_str()));
    }
    Ok(page.slice(query.all(db).await?, |it| Cursor::of(&[&it.id])))
}

/// How many a person has not read, counted up to `most`.
pub(super) async fn count_unread(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
    most: u64,
) -> Result<u64> {
    let query = Entity::find()
        .filter(Column::AccountId.eq(account_id.clone()))
        .filter(Column::ReadAt.is_null())
        .limit(most);
    Ok(query.count(db).await?)
}

/// What waits to be mailed to a person, oldest first.
pub(super) async fn to_mail(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::AccountId.eq(account_id.clone()))
        .filter(Column::Mail.is_in([MailState::AtOnce, MailState::Daily]))
        .order_by_asc(Column::Id)
        .limit(limit);
    Ok(query.all(db).await?)
}

pub(super) async fn set_mail(
    tx: &impl ConnectionTrait,
    ids: &[NoticeId],
    state: MailState,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Mail, Expr::value(state))
        .col_expr(Column::MailedAt, Expr::value((state == MailState::Sent).then_some(now)))
        .filter(Column::Id.is_in(ids.iter().cloned()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Marks a person's notices, all or these; answers how many were unread.
pub(super) async fn mark_read(
    tx: &impl ConnectionTrait,
    account_id: &AccountId,
    ids: Option<&[NoticeId]>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let mut query = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(now))
        .filter(Column::AccountId.eq(account_id.clone()))
        .filter(Column::ReadAt.is_null());
    if let Some(ids) = ids {
        query = query.filter(Column::Id.is_in(ids.iter().cloned()));
    }
    Ok(query.exec(tx).await?.rows_affected)
}

pub(super) async fn find_setting(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
    kind: NoticeKind,
) -> Result<Option<Delivery>> {
    let found = setting_entity::Entity::find_by_id((account_id.clone(), kind)).one(db).await?;
    Ok(found.map(|it| it.delivery))
}

/// What a person has set.
pub(super) async fn settings_of(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
) -> Result<Vec<setting_entity::Model>> {
    let own = setting_entity::Column::AccountId.eq(account_id.clone());
    Ok(setting_entity::Entity::find().filter(own).all(db).await?)
}

pub(super) async fn put_setting(
    tx: &impl ConnectionTrait,
    row: setting_entity::Model,
) -> Result<()> {
    let key = [setting_entity::Column::AccountId, setting_entity::Column::Kind];
    let newest =
        OnConflict::columns(key).update_column(setting_entity::Column::Delivery).to_owned();
    setting_entity::Entity::insert(row.into_active_model())
        .on_conflict(newest)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn find_undeliverable(
    db: &impl ConnectionTrait,
    address: &str,
) -> Result<Option<address_entity::Model>> {
    Ok(address_entity::Entity::find_by_id(address.to_owned()).one(db).await?)
}

/// The first refusal counts.
pub(super) async fn insert_undeliverable(
    tx: &impl ConnectionTrait,
    row: address_entity::Model,
) -> Result<()> {
    let known = OnConflict::column(address_entity::Column::Address).do_nothing().to_owned();
    address_entity::Entity::insert(row.into_active_model())
        .on_conflict(known)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_undeliverable(tx: &impl ConnectionTrait, address: &str) -> Result<()> {
    address_entity::Entity::delete_by_id(address.to_owned()).exec(tx).await?;
    Ok(())
}
