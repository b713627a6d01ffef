//! The SQL of contracts.

pub(crate) mod facts;

use super::entity::{Column, Entity, Model, change, dispute, milestone, signature};
use chrono::{DateTime, Utc};
use kernel::id::{ContractDisputeId, ContractId, DemandId, MilestoneId, OrganisationId};
use kernel::{Cursor, Page, RegionCode, Result, Slice};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// The most milestones, signatures, changes or disputes of one contract that are read.
const OF_A_CONTRACT: u64 = 100;

/// A contract by its id, whoever may read it.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn find(db: &impl ConnectionTrait, id: &ContractId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// A contract that is about to be changed: on PostgreSQL nobody else changes it until the transaction
/// ends; SQLite has one writer anyway.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ContractId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The contracts of these needs.
pub(super) async fn of_demands(db: &impl ConnectionTrait, ids: &[DemandId]) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::DemandId.is_in(ids.iter().cloned()));
    Ok(query.all(db).await?)
}

/// The contracts of an organisation, newest first.
pub(super) async fn page_of_organisation(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
    page: &Page,
) -> Result<Slice<Model>> {
    let own =
        Condition::any().add(Column::BuyerId.eq(id.clone())).add(Column::SellerId.eq(id.clone()));
    page_where(db, own, page).await
}

/// The contracts that were disputed in a region, newest first; everywhere without one.
pub(super) async fn page_disputed(
    db: &impl ConnectionTrait,
    region: Option<&RegionCode>,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut found = Condition::all().add(Column::DisputeCount.gt(0)).add(facts::is_real());
    if let Some(region) = region {
        found = found.add(Column::RegionCode.starts_with(region.as_str()));
    }
    page_where(db, found, page).await
}

async fn page_where(
    db: &impl ConnectionTrait,
    which: Condition,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find().filter(which).order_by_desc(Column::Id).limit(page.fetch());
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(Column::Id.lt(id.as_str()));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// The milestones of these contracts, in their order.
pub(super) async fn milestones_of(
    db: &impl ConnectionTrait,
    ids: &[ContractId],
) -> Result<Vec<milestone::Model>> {
    use milestone::Column as M;
    let query = milestone::Entity::find()
        .filter(M::ContractId.is_in(ids.iter().cloned()))
        .order_by_asc(M::ContractId)
        .order_by_asc(M::Number);
    Ok(query.all(db).await?)
}

pub(super) async fn find_milestone(
    db: &impl ConnectionTrait,
    id: &MilestoneId,
) -> Result<Option<milestone::Model>> {
    Ok(milestone::Entity::find_by_id(id.clone()).one(db).await?)
}

/// Writes the milestones of a draft anew.
pub(super) async fn replace_milestones(
    tx: &impl ConnectionTrait,
    id: &ContractId,
    rows: Vec<milestone::Model>,
) -> Result<()> {
    let old = milestone::Entity::delete_many();
    old.filter(milestone::Column::ContractId.eq(id.clone())).exec(tx).await?;
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    milestone::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update_milestone(
    tx: &impl ConnectionTrait,
    row: milestone::Model,
) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// The signatures under any text of a contract, the oldest first.
pub(super) async fn signatures_of(
    db: &impl ConnectionTrait,
    id: &ContractId,
) -> Result<Vec<signature::Model>> {
    use signature::Column as S;
    let query = signature::Entity::find()
        .filter(S::ContractId.eq(id.clone()))
        .order_by_asc(S::SignedAt)
        .order_by_asc(S::Side)
        .limit(OF_A_CONTRACT);
    Ok(query.all(db).await?)
}

pub(super) async fn insert_signature(
    tx: &impl ConnectionTrait,
    row: signature::Model,
) -> Result<()> {
    signature::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The changes that were proposed of a contract, the latest first.
pub(super) async fn changes_of(
    db: &impl ConnectionTrait,
    id: &ContractId,
) -> Result<Vec<change::Model>> {
    let query = change::Entity::find()
        .filter(change::Column::ContractId.eq(id.clone()))
        .order_by_desc(change::Column::Id)
        .limit(OF_A_CONTRACT);
    Ok(query.all(db).await?)
}

pub(super) async fn count_changes(db: &impl ConnectionTrait, id: &ContractId) -> Result<u64> {
    let query = change::Entity::find().filter(change::Column::ContractId.eq(id.clone()));
    Ok(query.count(db).await?)
}

/// The change that waits for the other side.
pub(super) async fn open_change(
    db: &impl ConnectionTrait,
    id: &ContractId,
) -> Result<Option<change::Model>> {
    let query = change::Entity::find()
        .filter(change::Column::ContractId.eq(id.clone()))
        .filter(change::Column::State.eq(change::ContractChangeState::Proposed));
    Ok(query.one(db).await?)
}

pub(super) async fn insert_change(tx: &impl ConnectionTrait, row: change::Model) -> Result<()> {
    change::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update_change(tx: &impl ConnectionTrait, row: change::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// The disputes about a contract, the latest first.
pub(super) async fn disputes_of(
    db: &impl ConnectionTrait,
    id: &ContractId,
) -> Result<Vec<dispute::Model>> {
    let query = dispute::Entity::find()
        .filter(dispute::Column::ContractId.eq(id.clone()))
        .order_by_desc(dispute::Column::Id)
        .limit(OF_A_CONTRACT);
    Ok(query.all(db).await?)
}

pub(super) async fn find_dispute(
    db: &impl ConnectionTrait,
    id: &ContractDisputeId,
) -> Result<Option<dispute::Model>> {
    Ok(dispute::Entity::find_by_id(id.clone()).one(db).await?)
}

/// The dispute that is not over.
pub(super) async fn open_dispute(
    db: &impl ConnectionTrait,
    id: &ContractId,
) -> Result<Option<dispute::Model>> {
    let query = dispute::Entity::find()
        .filter(dispute::Column::ContractId.eq(id.clone()))
        .filter(dispute::Column::State.eq(dispute::DisputeState::Open));
    Ok(query.one(db).await?)
}

pub(super) async fn insert_dispute(tx: &impl ConnectionTrait, row: dispute::Model) -> Result<()> {
    dispute::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update_dispute(tx: &impl ConnectionTrait, row: dispute::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// What the clock has to look at: contracts to be signed, deliveries, disputes; the earliest first.
pub(super) struct Due {
    pub(super) contracts: Vec<ContractId>,
    pub(super) milestones: Vec<(MilestoneId, ContractId)>,
    pub(super) disputes: Vec<(ContractDisputeId, ContractId)>,
}

pub(super) async fn due(db: &impl ConnectionTrait, now: DateTime<Utc>, limit: u64) -> Result<Due> {
    let contracts = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ActsAt.lte(now))
        .order_by_asc(Column::ActsAt)
        .limit(limit);
    let milestones = milestone::Entity::find()
        .select_only()
        .columns([milestone::Column::Id, milestone::Column::ContractId])
        .filter(milestone::Column::ActsAt.lte(now))
        .order_by_asc(milestone::Column::ActsAt)
        .limit(limit);
    let disputes = dispute::Entity::find()
        .select_only()
        .columns([dispute::Column::Id, dispute::Column::ContractId])
        .filter(dispute::Column::ActsAt.lte(now))
        .order_by_asc(dispute::Column::ActsAt)
        .limit(limit);
    Ok(Due {
        contracts: contracts.into_tuple().all(db).await?,
        milestones: milestones.into_tuple().all(db).await?,
        disputes: disputes.into_tuple().all(db).await?,
    })
}

/// Stops every clock of the milestones of a contract; it has ended.
pub(super) async fn stop_clocks(tx: &impl ConnectionTrait, id: &ContractId) -> Result<()> {
    let query = milestone::Entity::update_many()
        .col_expr(milestone::Column::ActsAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(milestone::Column::ContractId.eq(id.clone()));
    query.exec(tx).await?;
    Ok(())
}
