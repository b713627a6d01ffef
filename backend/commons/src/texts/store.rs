//! The SQL of findings.

use super::entity::{Column, Entity, FindingKind, FindingState, Model};
use chrono::{DateTime, Utc};
use kernel::id::{OrganisationId, TextFindingId};
use kernel::{Actor, Cursor, Page, Result, Slice};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

/// What of an organisation may stand, of these keys.
pub(super) async fn allowed(
    db: &impl ConnectionTrait,
    organisation: &OrganisationId,
    keys: Vec<String>,
) -> Result<Vec<(FindingKind, String)>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Kind)
        .column(Column::SpanKey)
        .filter(Column::OrganisationId.eq(organisation.clone()))
        .filter(Column::SpanKey.is_in(keys))
        .filter(Column::State.eq(FindingState::Allowed));
    Ok(query.into_tuple().all(db).await?)
}

/// Writes a finding down, or counts it once more.
pub(super) async fn note(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    let again = OnConflict::columns([Column::OrganisationId, Column::Kind, Column::SpanKey])
        .update_columns([Column::AccountId, Column::Span, Column::Place, Column::LastAt])
        .value(Column::Times, Expr::col((Entity, Column::Times)).add(1))
        .to_owned();
    let insert = Entity::insert(row.into_active_model()).on_conflict(again);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// A finding that is about to be changed: on PostgreSQL nobody else changes it meanwhile.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &TextFindingId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Findings the actor may read, newest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query =
        Entity::find().filter(visible_to(actor)).order_by_desc(Column::Id).limit(page.fetch());
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(Column::Id.lt(id.as_str()));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}

/// Members read their own organisation's, moderators their region's; others nothing.
fn visible_to(actor: &Actor) -> Condition {
    match actor {
        Actor::Person { role: kernel::Role::Moderator, region, .. } => {
            let within = region.as_ref().map(|it| Column::RegionCode.starts_with(it.as_str()));
            Condition::all().add_option(within)
        }
        _ => match actor.organisation_id() {
            Some(id) => Condition::all().add(Column::OrganisationId.eq(id.clone())),
            None => Condition::all().add(Column::Id.is_null()),
        },
    }
}

/// Forgets findings that nobody appealed against and that were not found again since a moment.
pub(super) async fn forget(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let done = Entity::delete_many()
        .filter(Column::State.eq(FindingState::Found))
        .filter(Column::LastAt.lt(before))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}
