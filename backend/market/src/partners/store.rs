//! The SQL of partners.

use super::entity::{Column, Entity, Model, PartnerState};
use super::rules::MOST_PARTNERS;
use kernel::Result;
use kernel::id::{DemandId, OrganisationId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// The most invitations an enterprise is shown.
const INVITATIONS: u64 = 100;

/// The partners of a need, whatever they answered.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn of_demand(db: &impl ConnectionTrait, id: &DemandId) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::DemandId.eq(id.clone()))
        .order_by_asc(Column::OrganisationId)
        .limit(MOST_PARTNERS as u64);
    Ok(query.all(db).await?)
}

/// Those who take part in a need.
///
/// # Errors
/// A fault when the database fails.
pub async fn joined(db: &impl ConnectionTrait, id: &DemandId) -> Result<Vec<Model>> {
    let mut rows = of_demand(db, id).await?;
    rows.retain(|it| it.state == PartnerState::Joined);
    Ok(rows)
}

/// The needs that name an enterprise, the latest first.
pub(super) async fn of_organisation(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::OrganisationId.eq(id.clone()))
        .order_by_desc(Column::DemandId)
        .limit(INVITATIONS);
    Ok(query.all(db).await?)
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    demand: &DemandId,
    organisation: &OrganisationId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((demand.clone(), organisation.clone())).one(db).await?)
}

/// Forgets the partners of a need that is being mended.
pub(super) async fn delete(tx: &impl ConnectionTrait, id: &DemandId) -> Result<()> {
    Entity::delete_many().filter(Column::DemandId.eq(id.clone())).exec(tx).await?;
    Ok(())
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
