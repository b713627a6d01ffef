//! The SQL of scoring: sums over the ledger, scores, and the days that are done.

use super::super::entity::component::Component;
use super::super::entity::{day, evidence, score, score_day};
use super::super::rules::Sums;
use crate::directory::entity::provider;
use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::Result;
use kernel::id::ProviderId;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Statement, Value,
};
use std::collections::HashMap;

/// How many rows go into one statement.
const ROWS: usize = 2_000;

/// A provider that is scored: who, and since when it is known.
pub(in super::super) type Known = (ProviderId, DateTime<Utc>);

/// The next providers after one, in order.
pub(in super::super) async fn known_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<Known>> {
    let query = provider::Entity::find()
        .select_only()
        .columns([provider::Column::Id, provider::Column::CreatedAt])
        .filter(provider::Column::Id.gt(after))
        .order_by_asc(provider::Column::Id)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// These providers, in order.
pub(in super::super) async fn known_among(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<Vec<Known>> {
    let query = provider::Entity::find()
        .select_only()
        .columns([provider::Column::Id, provider::Column::CreatedAt])
        .filter(provider::Column::Id.is_in(ids.iter().cloned()))
        .order_by_asc(provider::Column::Id);
    Ok(query.into_tuple().all(db).await?)
}

/// Which providers are summed.
pub(in super::super) enum Among<'a> {
    /// From one to another.
    Between(&'a ProviderId, &'a ProviderId),
    /// These; some hundred at most.
    These(&'a [ProviderId]),
}

/// What the rows that count on a day come to by a version, for each provider that has any. The
/// database adds up, from one index, and hands over one text a provider.
pub(in super::super) async fn sums(
    db: &impl ConnectionTrait,
    version: i32,
    day: NaiveDate,
    among: Among<'_>,
) -> Result<HashMap<ProviderId, Sums>> {
    let mut values: Vec<Value> = vec![version.into(), day.into()];
    let range = match among {
        Among::Between(first, last) => {
            values.extend([Value::from(first.as_str()), last.as_str().into()]);
            "e.provider_id >= $3 AND e.provider_id <= $4".to_owned()
        }
        Among::These(ids) => {
            let places: Vec<String> = (3..3 + ids.len()).map(|it| format!("${it}")).collect();
            values.extend(ids.iter().map(|it| Value::from(it.as_str())));
            format!("e.provider_id IN ({})", places.join(", "))
        }
    };
    let sum = |it: &Component| {
        let name = it.to_value();
        format!(
            "CAST(CAST(SUM(CASE WHEN r.component = '{name}' \
             THEN e.times_milli * r.points_milli / 1000 ELSE 0 END) AS bigint) AS text)"
        )
    };
    let sums: Vec<String> = Component::ALL.iter().map(sum).collect();
    let sql = format!(
        "SELECT e.provider_id AS id, {} AS sums FROM evidence e \
         JOIN ranking_rules r ON r.version = $1 AND r.code = e.rule_code \
         WHERE {range} AND e.effective_from <= $2 \
         AND (e.expires_on IS NULL OR e.expires_on >= $2) \
         AND (e.ended_on IS NULL OR e.ended_on > $2) \
         AND e.id NOT IN (SELECT d.evidence_id FROM evidence_disputes d \
         WHERE d.submitted_on <= $2 AND (d.decided_on IS NULL OR d.decided_on > $2)) \
         GROUP BY e.provider_id",
        sums.join(" || ',' || ")
    );
    let backend = db.get_database_backend();
    let rows = db.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let (id, text): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let id = ProviderId::parse(&id).ok().context("the ledger names providers")?;
        found.insert(id, sums_in(&text).context("sums are whole numbers")?);
    }
    Ok(found)
}

fn sums_in(text: &str) -> Option<Sums> {
    let mut sums = Sums::default();
    let mut parts = text.split(',');
    for sum in &mut sums.0 {
        *sum = parts.next()?.parse().ok()?;
    }
    Some(sums)
}

/// The scores there are from one provider to another.
pub(in super::super) async fn between(
    db: &impl ConnectionTrait,
    first: &ProviderId,
    last: &ProviderId,
) -> Result<HashMap<ProviderId, score::Model>> {
    let query = score::Entity::find()
        .filter(score::Column::ProviderId.gte(first.clone()))
        .filter(score::Column::ProviderId.lte(last.clone()));
    Ok(by_provider(query.all(db).await?))
}

/// The scores of providers.
pub(in super::super) async fn of(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, score::Model>> {
    let query = score::Entity::find().filter(score::Column::ProviderId.is_in(ids.iter().cloned()));
    Ok(by_provider(query.all(db).await?))
}

fn by_provider(rows: Vec<score::Model>) -> HashMap<ProviderId, score::Model> {
    rows.into_iter().map(|it| (it.provider_id.clone(), it)).collect()
}

/// Writes scores over what is there, and what they are on the day.
pub(in super::super) async fn put(
    tx: &impl ConnectionTrait,
    rows: &[score::Model],
    day: NaiveDate,
) -> Result<()> {
    use score::Column as S;
    use score_day::Column as D;
    for some in rows.chunks(ROWS) {
        let over = OnConflict::column(S::ProviderId)
            .update_columns([S::Version, S::ScoreMilli, S::IsNewcomer])
            .to_owned();
        let scores = some.iter().cloned().map(IntoActiveModel::into_active_model);
        score::Entity::insert_many(scores).on_conflict(over).exec_without_returning(tx).await?;
        let over = OnConflict::columns([D::ProviderId, D::Day])
            .update_columns([D::Version, D::ScoreMilli])
            .to_owned();
        let days = some.iter().map(|it| {
            let row = score_day::Model {
                provider_id: it.provider_id.clone(),
                day,
                version: it.version,
                score_milli: it.score_milli,
            };
            row.into_active_model()
        });
        score_day::Entity::insert_many(days).on_conflict(over).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The last days on which the score of a provider changed, newest first.
pub(in super::super) async fn history(
    db: &impl ConnectionTrait,
    id: &ProviderId,
    limit: u64,
) -> Result<Vec<score_day::Model>> {
    let query = score_day::Entity::find()
        .filter(score_day::Column::ProviderId.eq(id.clone()))
        .order_by_desc(score_day::Column::Day)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// What the scores were at the end of a day, from one provider to another.
pub(in super::super) async fn kept_on(
    db: &impl ConnectionTrait,
    day: NaiveDate,
    first: &ProviderId,
    last: &ProviderId,
) -> Result<HashMap<ProviderId, i64>> {
    use score_day::Column as D;
    let rows: Vec<(ProviderId, i64)> = score_day::Entity::find()
        .select_only()
        .columns([D::ProviderId, D::ScoreMilli])
        .filter(D::ProviderId.gte(first.clone()))
        .filter(D::ProviderId.lte(last.clone()))
        .filter(D::Day.lte(day))
        .order_by_asc(D::ProviderId)
        .order_by_asc(D::Day)
        .into_tuple()
        .all(db)
        .await?;
    // The last of each provider wins.
    Ok(rows.into_iter().collect())
}

/// How many are scored higher, and how many at all.
pub(in super::super) async fn place(
    db: &impl ConnectionTrait,
    score_milli: i64,
) -> Result<(u64, u64)> {
    let above = score::Entity::find().filter(score::Column::ScoreMilli.gt(score_milli));
    Ok((above.count(db).await?, score::Entity::find().count(db).await?))
}

/// All scores: provider, thousandths. For a simulation.
pub(in super::super) async fn all(db: &impl ConnectionTrait) -> Result<HashMap<ProviderId, i64>> {
    let rows: Vec<(ProviderId, i64)> = score::Entity::find()
        .select_only()
        .columns([score::Column::ProviderId, score::Column::ScoreMilli])
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Whether everything was scored for a day by a version.
pub(in super::super) async fn is_done(
    db: &impl ConnectionTrait,
    on: NaiveDate,
    version: i32,
) -> Result<bool> {
    Ok(day::Entity::find_by_id((on, version)).one(db).await?.is_some())
}

/// The last day for which everything was scored.
pub(in super::super) async fn last_day(db: &impl ConnectionTrait) -> Result<Option<NaiveDate>> {
    let query = day::Entity::find().order_by_desc(day::Column::Day);
    Ok(query.one(db).await?.map(|it| it.day))
}

pub(in super::super) async fn put_day(tx: &impl ConnectionTrait, row: day::Model) -> Result<()> {
    let there = OnConflict::columns([day::Column::Day, day::Column::Version])
        .update_columns([day::Column::Providers, day::Column::Changed, day::Column::FinishedAt])
        .to_owned();
    day::Entity::insert(row.into_active_model())
        .on_conflict(there)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The days after one and up to another on which rows counted for the last time.
pub(in super::super) async fn ends_between(
    db: &impl ConnectionTrait,
    from: NaiveDate,
    before: NaiveDate,
) -> Result<Vec<NaiveDate>> {
    use evidence::Column as E;
    let query = evidence::Entity::find()
        .select_only()
        .column(E::ExpiresOn)
        .filter(Expr::col(E::ExpiresOn).gte(from))
        .filter(Expr::col(E::ExpiresOn).lt(before))
        .distinct()
        .order_by_asc(E::ExpiresOn);
    Ok(query.into_tuple().all(db).await?)
}
