//! The SQL of auctions.

use super::entity::{AuctionState, Column, Entity, Model, offer};
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::DemandId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

/// The most offers of one auction: five hundred bidders, their starts and three rounds.
const OFFERS: u64 = 2_000;

pub(super) async fn find(db: &impl ConnectionTrait, id: &DemandId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// Auctions that are over and not written down, the earliest first.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<DemandId>> {
    let query = Entity::find()
        .select_only()
        .column(Column::DemandId)
        .filter(Column::State.eq(AuctionState::Running))
        .filter(Column::EndsAt.lte(now))
        .order_by_asc(Column::EndsAt)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// What was offered for a need, in the order of the rounds.
pub(super) async fn offers_of(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Vec<offer::Model>> {
    let query = offer::Entity::find()
        .filter(offer::Column::DemandId.eq(id.clone()))
        .order_by_asc(offer::Column::Round)
        .order_by_asc(offer::Column::BidId)
        .limit(OFFERS);
    Ok(query.all(db).await?)
}

pub(super) async fn insert_offer(
    tx: &impl ConnectionTrait,
    row: offer::Model,
) -> std::result::Result<(), DbErr> {
    offer::Entity::insert(row.into_active_model()).exec_without_returning(tx).await.map(drop)
}
