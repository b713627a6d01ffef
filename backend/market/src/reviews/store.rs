//! The SQL of reviews of contracts.

use super::entity::{Column, Entity, Model};
use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::id::{ContractId, ContractReviewId, DemandId, OrganisationId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

/// What was written for practice counts nowhere.
const IS_REAL: &str =
    "EXISTS (SELECT 1 FROM contracts c WHERE c.id = contract_reviews.contract_id AND c.pace = 1)";
/// The most reviews of one need: two for each who shares it.
const OF_A_NEED: u64 = 100;
/// The most reviews of one buyer that count.
const OF_A_BUYER: u64 = 500;

/// Both sides' reviews of a contract, if they are there.
pub(super) async fn of_contract(db: &impl ConnectionTrait, id: &ContractId) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::ContractId.eq(id.clone())).all(db).await?)
}

/// Both sides' reviews of the work on a need, the buyer's first.
pub(super) async fn of_demand(db: &impl ConnectionTrait, id: &DemandId) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::DemandId.eq(id.clone())).order_by_asc(Column::Side);
    Ok(query.order_by_asc(Column::Id).limit(OF_A_NEED).all(db).await?)
}

/// A review that is about to be changed.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ContractReviewId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// Who gave a buyer how many stars, in reviews that are shown, the newest first.
pub(super) async fn stars_of(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
    now: DateTime<Utc>,
) -> Result<Vec<(String, i32)>> {
    let shown = Condition::any().add(Column::IsShown.eq(true)).add(Column::ShownFrom.lte(now));
    let query = Entity::find()
        .select_only()
        .columns([Column::AuthorName, Column::Stars])
        .filter(Column::OfOrganisationId.eq(id.clone()))
        .filter(shown)
        .filter(Expr::cust(IS_REAL))
        .order_by_desc(Column::ShownFrom)
        .limit(OF_A_BUYER);
    Ok(query.into_tuple().all(db).await?)
}

/// Reviews whose time has come, the earliest first.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<ContractReviewId>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::IsShown.eq(false))
        .filter(Column::ShownFrom.lte(now))
        .order_by_asc(Column::ShownFrom)
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
