//! The SQL of terms.

use super::entity::{Entity, Model, invitation};
use kernel::Result;
use kernel::id::{DemandId, ProviderId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

/// The terms of a need; none when it is simple.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn find(db: &impl ConnectionTrait, id: &DemandId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    row: Model,
    invited: &[ProviderId],
) -> Result<()> {
    let rows = invited.iter().map(|it| {
        invitation::Model { demand_id: row.demand_id.clone(), provider_id: it.clone() }
            .into_active_model()
    });
    let rows: Vec<_> = rows.collect();
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    if !rows.is_empty() {
        invitation::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Forgets the terms of a need that is being mended.
pub(crate) async fn delete(tx: &impl ConnectionTrait, id: &DemandId) -> Result<()> {
    let of_demand = invitation::Column::DemandId.eq(id.clone());
    invitation::Entity::delete_many().filter(of_demand).exec(tx).await?;
    Entity::delete_by_id(id.clone()).exec(tx).await?;
    Ok(())
}

/// Whom a need invites.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn invited(db: &impl ConnectionTrait, id: &DemandId) -> Result<Vec<ProviderId>> {
    let query = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::ProviderId)
        .filter(invitation::Column::DemandId.eq(id.clone()))
        .limit(100);
    Ok(query.into_tuple().all(db).await?)
}
