//! The SQL of evaluations.

use super::entity::score::{self, Model as Score};
use super::entity::{Entity, Model};
use kernel::Result;
use kernel::id::{AccountId, BidId, DemandId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// The most lines of the sheets of one need that are read: 500 bids, ten criteria, ten evaluators.
const SCORES_PER_DEMAND: u64 = 50_000;

/// The fixed evaluation of a need; none before its sheets are.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn find(db: &impl ConnectionTrait, id: &DemandId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Every line of the sheets of a need, evaluator by evaluator.
pub(super) async fn scores_of(db: &impl ConnectionTrait, id: &DemandId) -> Result<Vec<Score>> {
    let query = score::Entity::find()
        .filter(score::Column::DemandId.eq(id.clone()))
        .order_by_asc(score::Column::EvaluatorId)
        .order_by_asc(score::Column::BidId)
        .order_by_asc(score::Column::Criterion)
        .limit(SCORES_PER_DEMAND);
    Ok(query.all(db).await?)
}

/// The lines of one evaluator's sheet.
pub(super) async fn scores_by(
    db: &impl ConnectionTrait,
    id: &DemandId,
    evaluator: &AccountId,
) -> Result<Vec<Score>> {
    let query = score::Entity::find()
        .filter(score::Column::DemandId.eq(id.clone()))
        .filter(score::Column::EvaluatorId.eq(evaluator.clone()))
        .order_by_asc(score::Column::BidId)
        .order_by_asc(score::Column::Criterion)
        .limit(SCORES_PER_DEMAND);
    Ok(query.all(db).await?)
}

/// Writes lines of a sheet, in place of earlier ones.
pub(super) async fn put(tx: &impl ConnectionTrait, rows: Vec<Score>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let key = [
        score::Column::DemandId,
        score::Column::EvaluatorId,
        score::Column::BidId,
        score::Column::Criterion,
    ];
    let said = [score::Column::PointsCenti, score::Column::Note, score::Column::ScoredAt];
    let anew = OnConflict::columns(key).update_columns(said).to_owned();
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    score::Entity::insert_many(rows).on_conflict(anew).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes one line out of a sheet.
pub(super) async fn clear(
    tx: &impl ConnectionTrait,
    id: &DemandId,
    evaluator: &AccountId,
    bid_id: &BidId,
    criterion: i32,
) -> Result<()> {
    let key = (id.clone(), evaluator.clone(), bid_id.clone(), criterion);
    score::Entity::delete_by_id(key).exec(tx).await?;
    Ok(())
}

/// Takes out the sheets of everybody but those who count.
pub(super) async fn keep_sheets_of(
    tx: &impl ConnectionTrait,
    id: &DemandId,
    evaluators: Vec<AccountId>,
) -> Result<()> {
    score::Entity::delete_many()
        .filter(score::Column::DemandId.eq(id.clone()))
        .filter(score::Column::EvaluatorId.is_not_in(evaluators))
        .exec(tx)
        .await?;
    Ok(())
}
