//! The SQL of saved searches and alerts.

use super::entity::{Column, Entity, Model, search, week};
use super::rules::{self, Judged};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{AccountId, AlertId, DemandId, OrganisationId, SavedSearchId};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};

/// How many verdicts of an organisation are read.
const VERDICTS: u64 = 500;
/// How many weeks are listed at most.
const WEEKS: u64 = 52;

/// The searches of a person, the oldest first.
pub(super) async fn searches_of(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
) -> Result<Vec<search::Model>> {
    let query = search::Entity::find()
        .filter(search::Column::AccountId.eq(account_id.clone()))
        .order_by_asc(search::Column::Id)
        .limit(rules::MOST_SEARCHES as u64);
    Ok(query.all(db).await?)
}

/// Searches that ask for one of these categories in one of these divisions, after one of them.
pub(super) async fn searches_asking(
    db: &impl ConnectionTrait,
    categories: &[&str],
    regions: &[&str],
    after: &str,
    limit: u64,
) -> Result<Vec<search::Model>> {
    let query = search::Entity::find()
        .filter(search::Column::CategoryCode.is_in(categories.iter().copied()))
        .filter(search::Column::RegionCode.is_in(regions.iter().copied()))
        .filter(search::Column::Id.gt(after))
        .order_by_asc(search::Column::Id)
        .limit(limit);
    Ok(query.all(db).await?)
}

pub(super) async fn insert_search(tx: &impl ConnectionTrait, row: search::Model) -> Result<()> {
    search::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Deletes a search of a person; false when they have no such search. Alerts it brought stay.
pub(super) async fn delete_search(
    tx: &impl ConnectionTrait,
    id: &SavedSearchId,
    account_id: &AccountId,
) -> Result<bool> {
    let query = search::Entity::delete_many()
        .filter(search::Column::Id.eq(id.clone()))
        .filter(search::Column::AccountId.eq(account_id.clone()));
    Ok(query.exec(tx).await?.rows_affected == 1)
}

/// What a person was told of, the latest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    account_id: &AccountId,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find()
        .filter(Column::AccountId.eq(account_id.clone()))
        .order_by_desc(Column::Id)
        .limit(page.fetch());
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(Column::Id.lt(id.as_str()));
    }
    Ok(page.slice(query.all(db).await?, |it| Cursor::of(&[&it.id])))
}

/// One that is about to be judged.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &AlertId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// Writes alerts; whoever was told of the need already is passed over. Answers who was not.
pub(super) async fn insert_new(tx: &impl ConnectionTrait, row: Model) -> Result<bool> {
    let once = OnConflict::columns([Column::DemandId, Column::AccountId]).do_nothing().to_owned();
    let done = Entity::insert(row.into_active_model()).on_conflict(once);
    Ok(done.exec_without_returning(tx).await? == 1)
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// What an organisation said of its alerts since a moment, the latest first.
pub(super) async fn verdicts_of(
    db: &impl ConnectionTrait,
    organisation_id: &OrganisationId,
    since: DateTime<Utc>,
) -> Result<Vec<Judged>> {
    let rows = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id.clone()))
        .filter(Column::JudgedAt.gt(since))
        .order_by_desc(Column::JudgedAt)
        .limit(VERDICTS)
        .all(db)
        .await?;
    let ids: Vec<DemandId> = rows.iter().map(|it| it.demand_id.clone()).collect();
    let demands = crate::demands::find_demands(db, &ids).await?;
    let judged = rows.into_iter().filter_map(|row| {
        let demand = demands.iter().find(|it| it.id == row.demand_id)?;
        Some(Judged {
            verdict: row.verdict?,
            unfit: row.unfit,
            at: row.judged_at?,
            category: demand.category_code.clone(),
            place: demand.city_code.clone().unwrap_or_else(|| demand.province_code.clone()),
            budget: demand.budget_max_fen,
        })
    });
    Ok(judged.collect())
}

/// The weeks that were counted, the latest first.
pub(super) async fn weeks(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<week::Model>> {
    let query = week::Entity::find().order_by_desc(week::Column::Monday).limit(limit.min(WEEKS));
    Ok(query.all(db).await?)
}

pub(super) async fn has_week(db: &impl ConnectionTrait, monday: NaiveDate) -> Result<bool> {
    Ok(week::Entity::find_by_id(monday).count(db).await? > 0)
}

pub(super) async fn insert_week(tx: &impl ConnectionTrait, row: week::Model) -> Result<()> {
    let once = OnConflict::column(week::Column::Monday).do_nothing().to_owned();
    let insert = week::Entity::insert(row.into_active_model()).on_conflict(once);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// What was told in a span of time, and what was said of it.
#[derive(Debug, Default, FromQueryResult)]
pub(super) struct Told {
    pub(super) told: i64,
    pub(super) useful: i64,
    pub(super) not_for_us: i64,
}

/// Counts the alerts of a span. A bid says that an alert was useful, whatever else was said.
pub(super) async fn count_between(
    db: &impl ConnectionTrait,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Told> {
    let sql = "SELECT COUNT(*) AS told, \
         COALESCE(SUM(CASE WHEN useful THEN 1 ELSE 0 END), 0) AS useful, \
         COALESCE(SUM(CASE WHEN verdict = 'NOT_FOR_US' AND NOT useful THEN 1 ELSE 0 END), 0) AS not_for_us \
         FROM (SELECT a.verdict, COALESCE(a.verdict = 'USEFUL', FALSE) OR EXISTS ( \
            SELECT 1 FROM bids b JOIN providers p ON p.id = b.provider_id \
            WHERE b.demand_id = a.demand_id AND p.organisation_id = a.organisation_id) AS useful \
         FROM alerts a WHERE a.told_at >= $1 AND a.told_at < $2) AS week";
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [from.into(), to.into()]);
    Ok(Told::find_by_statement(statement).one(db).await?.unwrap_or_default())
}

/// How long it took at most, in seconds, from the publication of a need to the alerts of a span.
pub(super) async fn slowest_between(
    db: &impl ConnectionTrait,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<i64> {
    let rows: Vec<(DemandId, DateTime<Utc>)> = Entity::find()
        .select_only()
        .column(Column::DemandId)
        .column_as(Column::ToldAt.max(), "last")
        .filter(Column::ToldAt.gte(from))
        .filter(Column::ToldAt.lt(to))
        .group_by(Column::DemandId)
        .into_tuple()
        .all(db)
        .await?;
    let mut slowest = 0;
    for some in rows.chunks(500) {
        let ids: Vec<DemandId> = some.iter().map(|(id, _)| id.clone()).collect();
        for demand in crate::demands::find_demands(db, &ids).await? {
            let told = some.iter().find(|(id, _)| *id == demand.id).map(|(_, at)| *at);
            let took = told.zip(demand.published_at).map(|(told, at)| (told - at).num_seconds());
            slowest = slowest.max(took.unwrap_or(0));
        }
    }
    Ok(slowest)
}
