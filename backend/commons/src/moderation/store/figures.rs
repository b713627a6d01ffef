//! The SQL of numbers about checks, always within a moderator's reach.

use super::{QueueFilter, in_reach};
use crate::moderation::entity::{ChangeState, Column, Entity, Look};
use crate::moderation::reasons::Reason;
use crate::moderation::rules::Figures;
use chrono::{DateTime, Utc};
use kernel::{Actor, Result};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

/// What stands where, what is late, how often two looks agreed, why things went back.
pub(in super::super) async fn of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Figures> {
    let today = kernel::clock::china_day(now);
    let states: Vec<(ChangeState, i64)> = Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "count")
        .filter(in_reach(actor))
        .group_by(Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let first_looks: Vec<(ChangeState, ChangeState, i64)> = Entity::find()
        .select_only()
        .column(Column::FirstVerdict)
        .column(Column::State)
        .column_as(Column::Id.count(), "count")
        .filter(in_reach(actor))
        .filter(Column::FirstVerdict.is_not_null())
        .filter(Column::State.is_in([ChangeState::Approved, ChangeState::Refused]))
        .group_by(Column::FirstVerdict)
        .group_by(Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let looks: Vec<(Look, i64)> = Entity::find()
        .select_only()
        .column(Column::Look)
        .column_as(Column::Id.count(), "count")
        .filter(in_reach(actor))
        .filter(Column::Look.is_not_null())
        .group_by(Column::Look)
        .into_tuple()
        .all(db)
        .await?;
    let reasons: Vec<(Reason, i64)> = Entity::find()
        .select_only()
        .column(Column::ReasonCode)
        .column_as(Column::Id.count(), "count")
        .filter(in_reach(actor))
        .filter(Column::ReasonCode.is_not_null())
        .filter(Column::State.is_in([ChangeState::Refused, ChangeState::Returned]))
        .group_by(Column::ReasonCode)
        .into_tuple()
        .all(db)
        .await?;
    let late = QueueFilter { overdue_on: Some(today), ..QueueFilter::default() };
    let mine = QueueFilter {
        mine: actor.account_id().map(|it| (it.clone(), now)),
        ..QueueFilter::waiting()
    };
    Ok(Figures {
        states,
        first_looks,
        looks,
        reasons,
        overdue: super::count(db, actor, &late).await?,
        mine: super::count(db, actor, &mine).await?,
    })
}
