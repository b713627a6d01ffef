//! The SQL of links sent by mail.

use super::entity::{ActiveModel, Column, Entity, LinkPurpose, Model};
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::{AccountId, MailLinkId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

pub(crate) async fn find(db: &impl ConnectionTrait, id: &MailLinkId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    let row: ActiveModel = row.into_active_model();
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The newest link of an account for a purpose that is still open.
pub(super) async fn newest_open(
    db: &impl ConnectionTrait,
    account: &AccountId,
    purpose: LinkPurpose,
    now: DateTime<Utc>,
) -> Result<Option<Model>> {
    let found = Entity::find()
        .filter(Column::AccountId.eq(account.clone()))
        .filter(Column::Purpose.eq(purpose))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .order_by_desc(Column::Id)
        .one(db)
        .await?;
    Ok(found)
}

/// Whether the link of the other side was opened.
pub(crate) async fn is_confirmed(
    tx: &impl ConnectionTrait,
    link: &Model,
    purpose: LinkPurpose,
) -> Result<bool> {
    let found = Entity::find()
        .filter(Column::AccountId.eq(link.account_id.clone()))
        .filter(Column::Purpose.eq(purpose))
        .filter(Column::NewEmail.eq(link.new_email.clone()))
        .filter(Column::CreatedAt.eq(link.created_at))
        .filter(Column::UsedAt.is_not_null())
        .one(tx)
        .await?;
    Ok(found.is_some())
}

/// Uses a link; false when it was used before.
pub(super) async fn use_up(
    tx: &impl ConnectionTrait,
    id: &MailLinkId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::Id.eq(id.clone()))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Makes every link of an account for these purposes worthless.
pub(crate) async fn forget(
    tx: &impl ConnectionTrait,
    account: &AccountId,
    purposes: &[LinkPurpose],
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account.clone()))
        .filter(Column::Purpose.is_in(purposes.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}
