//! What others want to know of contracts: how a buyer pays, what a provider has completed.

use super::super::entity::milestone::{self, MilestoneState};
use super::super::entity::{Column, ContractState, Entity, Model};
use super::super::rules;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::Result;
use kernel::id::{ContractId, DemandId, OrganisationId, ProviderId};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};

/// What was done for practice counts nowhere.
pub(in super::super) fn is_real() -> SimpleExpr {
    Column::Pace.eq(1)
}

/// A contract that was completed: by whom, which, of which need, its title, when.
pub(crate) type Completed = (ProviderId, ContractId, DemandId, String, Option<DateTime<Utc>>);

/// The contracts that these providers have completed.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn completed_by(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<Vec<Completed>> {
    let query = Entity::find()
        .select_only()
        .columns([Column::ProviderId, Column::Id, Column::DemandId, Column::Title, Column::EndedAt])
        .filter(Column::ProviderId.is_in(ids.iter().cloned()))
        .filter(Column::State.eq(ContractState::Completed))
        .filter(is_real());
    Ok(query.into_tuple().all(db).await?)
}

/// The contracts of a need that both sides have signed, with their milestones, in the order of their ids.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn signed_of(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Vec<(Model, Vec<milestone::Model>)>> {
    let query = Entity::find()
        .filter(Column::DemandId.eq(id.clone()))
        .filter(Column::SignedAt.is_not_null())
        .order_by_asc(Column::Id);
    let mut signed = Vec::new();
    for row in query.all(db).await? {
        let milestones = super::milestones_of(db, std::slice::from_ref(&row.id)).await?;
        signed.push((row, milestones));
    }
    Ok(signed)
}

/// How many contracts a buyer has completed, and how many accepted milestones it should have paid so
/// long ago that it is counted in public.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn kept_by(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
    today: NaiveDate,
) -> Result<(u64, u64)> {
    let completed = Entity::find()
        .filter(Column::BuyerId.eq(id.clone()))
        .filter(is_real())
        .filter(Column::State.eq(ContractState::Completed));
    let of_contract: RelationDef = milestone::Entity::belongs_to(Entity)
        .from(milestone::Column::ContractId)
        .to(Column::Id)
        .into();
    let overdue = milestone::Entity::find()
        .join(JoinType::InnerJoin, of_contract)
        .filter(Column::BuyerId.eq(id.clone()))
        .filter(is_real())
        .filter(milestone::Column::State.eq(MilestoneState::Accepted))
        .filter(milestone::Column::PaidOn.is_null())
        .filter(milestone::Column::PayDueOn.lt(rules::overdue_before(today)));
    Ok((completed.count(db).await?, overdue.count(db).await?))
}
