//! The SQL of scopes.

use super::entity::{Answers, Entity, Model};
use kernel::Result;
use kernel::id::DemandId;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

pub(super) async fn find(db: &impl ConnectionTrait, id: &DemandId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// Writes the answers of a need in place of earlier ones.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn keep(tx: &impl ConnectionTrait, id: &DemandId, answers: Answers) -> Result<()> {
    Entity::delete_by_id(id.clone()).exec(tx).await?;
    if !answers.0.is_empty() {
        let row = Model { demand_id: id.clone(), answers };
        Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(())
}
