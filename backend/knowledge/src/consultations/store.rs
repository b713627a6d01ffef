//! The SQL of experts and of questions handed to them.

use super::entity::consultation::{self, Column, ConsultationState, Entity};
use super::entity::expert;
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, AnswerId, ConsultationId, ExpertId};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// Experts listed at most.
const EXPERTS: u64 = 500;

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: &ConsultationId,
) -> Result<Option<consultation::Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// One that is about to be changed.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &ConsultationId,
) -> Result<Option<consultation::Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// How many are not answered.
pub(super) async fn count_open(db: &impl ConnectionTrait) -> Result<u64> {
    Ok(Entity::find().filter(Expr::cust("state IN ('WAITING', 'NAMED')")).count(db).await?)
}

/// How many each expert has to do.
pub(super) async fn loads(db: &impl ConnectionTrait) -> Result<Vec<(Option<ExpertId>, i64)>> {
    let query = Entity::find()
        .select_only()
        .column(Column::ExpertId)
        .column_as(Column::Id.count(), "open")
        .filter(Expr::cust("state = 'NAMED'"))
        .group_by(Column::ExpertId);
    Ok(query.into_tuple().all(db).await?)
}

/// How often each expert was rated, and the sum of the points.
pub(super) async fn ratings(
    db: &impl ConnectionTrait,
) -> Result<Vec<(Option<ExpertId>, i64, i64)>> {
    let query = Entity::find()
        .select_only()
        .column(Column::ExpertId)
        .column_as(Column::Rating.count(), "times")
        .column_as(Column::Rating.sum(), "points")
        .filter(Column::Rating.is_not_null())
        .group_by(Column::ExpertId);
    Ok(query.into_tuple().all(db).await?)
}

/// The list, due first; of one expert only, when given.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    state: Option<ConsultationState>,
    of: Option<&ExpertId>,
    page: &Page,
) -> Result<Slice<consultation::Model>> {
    let mut query = Entity::find().order_by_asc(Column::AnswerBy).order_by_asc(Column::Id);
    if let Some(state) = state {
        query = query.filter(Column::State.eq(state));
    }
    if let Some(expert) = of {
        query = query.filter(Column::ExpertId.eq(expert.clone()));
    }
    if let Some(after) = &page.after {
        let [moment, id] = after.keys::<2>()?;
        let moment: DateTime<Utc> = moment.parse().map_err(|_| kernel::page::bad_cursor())?;
        let same = sea_orm::Condition::all()
            .add(Column::AnswerBy.eq(moment))
            .add(Column::Id.gt(id.as_str()));
        query = query.filter(sea_orm::Condition::any().add(Column::AnswerBy.gt(moment)).add(same));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.answer_by.to_rfc3339(), &it.id])))
}

/// Those whose answer was published as an entry.
pub(super) async fn of_answer(
    db: &impl ConnectionTrait,
    answer: &AnswerId,
    limit: u64,
) -> Result<Vec<consultation::Model>> {
    let query = Entity::find()
        .filter(Expr::cust("stored_answer_id IS NOT NULL"))
        .filter(Column::StoredAnswerId.eq(answer.clone()))
        .order_by_asc(Column::Id)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// Times counted at most.
const TIMES: u64 = 50_000;

/// When the questions of a time were asked and answered.
pub(crate) async fn times(
    db: &impl ConnectionTrait,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<(DateTime<Utc>, Option<DateTime<Utc>>)>> {
    let query = Entity::find()
        .select_only()
        .column(Column::AskedAt)
        .column(Column::AnsweredAt)
        .filter(Column::AskedAt.gte(from))
        .filter(Column::AskedAt.lt(to))
        .order_by_asc(Column::AskedAt)
        .limit(TIMES);
    Ok(query.into_tuple().all(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: consultation::Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: consultation::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Blanks the addresses of what was answered before a moment.
pub(super) async fn blank(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let done = Entity::update_many()
        .col_expr(Column::Email, Expr::val(None::<String>))
        .filter(Expr::cust("email IS NOT NULL"))
        .filter(Column::AnsweredAt.lt(before))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// Every expert, by name.
pub(super) async fn experts(db: &impl ConnectionTrait) -> Result<Vec<expert::Model>> {
    let query = expert::Entity::find()
        .order_by_asc(expert::Column::Name)
        .order_by_asc(expert::Column::Id)
        .limit(EXPERTS);
    Ok(query.all(db).await?)
}

pub(super) async fn find_expert(
    db: &impl ConnectionTrait,
    id: &ExpertId,
) -> Result<Option<expert::Model>> {
    Ok(expert::Entity::find_by_id(id.clone()).one(db).await?)
}

/// The expert of an account.
pub(super) async fn expert_of(
    db: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<Option<expert::Model>> {
    let query = expert::Entity::find().filter(expert::Column::AccountId.eq(account.clone()));
    Ok(query.one(db).await?)
}

pub(super) async fn insert_expert(
    tx: &impl ConnectionTrait,
    row: expert::Model,
) -> std::result::Result<(), DbErr> {
    expert::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update_expert(tx: &impl ConnectionTrait, row: expert::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
