//! The SQL of bids.

use super::entity::{BidState, Column, Entity, Model};
use chrono::{DateTime, Utc};
use kernel::id::{BidId, DemandId, OrganisationId, ProviderId};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// The most bids of one need that are read: five hundred bidders, each as often as it may.
const BIDS_PER_DEMAND: u64 = 5_000;

/// A bid by its id, whoever may read it.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(db: &impl ConnectionTrait, id: &BidId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// A bid that is about to be changed: on PostgreSQL nobody else changes it until the transaction
/// ends; SQLite has one writer anyway.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &BidId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The bids of a need, whoever may read them, cheapest first.
///
/// # Errors
/// A fault when the database fails.
pub async fn of_demand(db: &impl ConnectionTrait, id: &DemandId) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::DemandId.eq(id.clone()))
        .order_by_asc(Column::PriceFen)
        .order_by_asc(Column::Id)
        .limit(BIDS_PER_DEMAND);
    Ok(query.all(db).await?)
}

/// How often a provider has handed in for a need, what it took back included.
pub(super) async fn count_of(
    db: &impl ConnectionTrait,
    demand: &DemandId,
    provider: &ProviderId,
) -> Result<u64> {
    let query = Entity::find()
        .filter(Column::DemandId.eq(demand.clone()))
        .filter(Column::ProviderId.eq(provider.clone()));
    Ok(query.count(db).await?)
}

/// The bids of an organisation, newest first.
pub(super) async fn page_of_organisation(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find()
        .filter(Column::OrganisationId.eq(id.clone()))
        .order_by_desc(Column::SubmittedAt)
        .order_by_desc(Column::Id)
        .limit(page.fetch());
    if let Some(after) = &page.after {
        let [at, id] = after.keys::<2>()?;
        let at = DateTime::parse_from_rfc3339(at).map_err(|_| kernel::page::bad_cursor())?;
        let at = at.with_timezone(&Utc);
        let tied = Condition::all().add(Column::SubmittedAt.eq(at)).add(Column::Id.lt(id.as_str()));
        query = query.filter(Condition::any().add(Column::SubmittedAt.lt(at)).add(tied));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.submitted_at.to_rfc3339(), &it.id])))
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    row: Model,
) -> std::result::Result<(), DbErr> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await.map(drop)
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Moves every bid of a need from one state to another.
pub(super) async fn move_all(
    tx: &impl ConnectionTrait,
    demand_id: &DemandId,
    from: BidState,
    to: BidState,
) -> Result<()> {
    let query = Entity::update_many()
        .col_expr(Column::State, Expr::value(to.to_value()))
        .filter(Column::DemandId.eq(demand_id.clone()))
        .filter(Column::State.eq(from));
    query.exec(tx).await?;
    Ok(())
}

/// Chooses one standing bid of a need and lets the others lose; false when it does not stand.
pub(super) async fn choose(
    tx: &impl ConnectionTrait,
    demand_id: &DemandId,
    bid_id: &BidId,
) -> Result<bool> {
    let standing = || {
        Entity::update_many()
            .filter(Column::DemandId.eq(demand_id.clone()))
            .filter(Column::State.eq(BidState::Submitted))
    };
    let chosen = standing()
        .col_expr(Column::State, Expr::value(BidState::Awarded.to_value()))
        .filter(Column::Id.eq(bid_id.clone()))
        .exec(tx)
        .await?;
    if chosen.rows_affected != 1 {
        return Ok(false);
    }
    standing().col_expr(Column::State, Expr::value(BidState::Lost.to_value())).exec(tx).await?;
    Ok(true)
}
