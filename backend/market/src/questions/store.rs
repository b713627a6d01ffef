//! The SQL of questions.

use super::entity::{Column, Entity, Model};
use kernel::Result;
use kernel::id::{DemandId, DemandQuestionId, OrganisationId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

/// The most questions of one need that are read.
const QUESTIONS_PER_DEMAND: u64 = 200;

pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &DemandQuestionId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The questions about a need, in the order they were asked.
pub(super) async fn of_demand(db: &impl ConnectionTrait, id: &DemandId) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::DemandId.eq(id.clone()))
        .order_by_asc(Column::Id)
        .limit(QUESTIONS_PER_DEMAND);
    Ok(query.all(db).await?)
}

/// How many questions an organisation has asked about a need.
pub(super) async fn count_of(
    db: &impl ConnectionTrait,
    id: &DemandId,
    organisation: &OrganisationId,
) -> Result<u64> {
    let query = Entity::find()
        .filter(Column::DemandId.eq(id.clone()))
        .filter(Column::OrganisationId.eq(organisation.clone()));
    Ok(query.count(db).await?)
}

/// Whether a question about a need stands unanswered.
pub(super) async fn has_unanswered(db: &impl ConnectionTrait, id: &DemandId) -> Result<bool> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::DemandId.eq(id.clone()))
        .filter(Expr::cust("answer IS NULL"));
    Ok(query.into_tuple::<String>().one(db).await?.is_some())
}

/// Whether anything was asked about a need.
pub(crate) async fn has_any(db: &impl ConnectionTrait, id: &DemandId) -> Result<bool> {
    let query =
        Entity::find().select_only().column(Column::Id).filter(Column::DemandId.eq(id.clone()));
    Ok(query.into_tuple::<String>().one(db).await?.is_some())
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
