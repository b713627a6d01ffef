//! The SQL of the ranking: the ledger and its disputes. Rules are in `versions`, sums and scores in
//! `scoring`, what is known of providers in `facts`.

pub(super) mod facts;
pub(super) mod scoring;
pub(super) mod versions;

use super::entity::{dispute, evidence};
use super::rules::RankingProblem;
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::{ChangeRequestId, EvidenceDisputeId, EvidenceId, ProviderId};
use platform::by_constraint;
use platform::db::packed;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::{HashMap, HashSet};

/// A row that is about to be ended.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &EvidenceId,
) -> Result<Option<evidence::Model>> {
    Ok(evidence::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

pub(super) async fn find_all(
    db: &impl ConnectionTrait,
    ids: &[EvidenceId],
) -> Result<HashMap<EvidenceId, evidence::Model>> {
    let query = evidence::Entity::find().filter(evidence::Column::Id.is_in(ids.iter().cloned()));
    let rows = packed::all(db, query).await?;
    Ok(rows.into_iter().map(|it| (it.id.clone(), it)).collect())
}

/// The rows of a provider, newest first.
pub(super) async fn of_provider(
    db: &impl ConnectionTrait,
    id: &ProviderId,
    limit: u64,
) -> Result<Vec<evidence::Model>> {
    let query = evidence::Entity::find()
        .filter(evidence::Column::ProviderId.eq(id.clone()))
        .order_by_desc(evidence::Column::Id)
        .limit(limit);
    Ok(packed::all(db, query).await?)
}

/// The rows that count for a provider on a day, disputes aside; newest first.
pub(super) async fn in_force(
    db: &impl ConnectionTrait,
    id: &ProviderId,
    day: NaiveDate,
    limit: u64,
) -> Result<Vec<evidence::Model>> {
    use evidence::Column as E;
    let query = evidence::Entity::find()
        .filter(E::ProviderId.eq(id.clone()))
        .filter(E::EffectiveFrom.lte(day))
        .filter(Condition::any().add(E::ExpiresOn.is_null()).add(E::ExpiresOn.gte(day)))
        .filter(Condition::any().add(E::EndedOn.is_null()).add(E::EndedOn.gt(day)))
        .order_by_desc(E::HappenedOn)
        .order_by_asc(E::Id)
        .limit(limit);
    Ok(packed::all(db, query).await?)
}

/// The rows of providers that were derived and stand, expired ones among them.
pub(super) async fn derived_of(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<Vec<evidence::Model>> {
    use evidence::Column as E;
    let query = evidence::Entity::find()
        .filter(E::ProviderId.is_in(ids.iter().cloned()))
        .filter(Expr::cust("ended_on IS NULL"))
        .filter(E::IsDerived.eq(true));
    Ok(packed::all(db, query).await?)
}

/// All rows of the providers after one, in their order, as many providers as `last` allows.
pub(super) async fn between(
    db: &impl ConnectionTrait,
    first: &ProviderId,
    last: &ProviderId,
) -> Result<Vec<evidence::Model>> {
    use evidence::Column as E;
    let query = evidence::Entity::find()
        .filter(E::ProviderId.gte(first.clone()))
        .filter(E::ProviderId.lte(last.clone()))
        .order_by_asc(E::ProviderId);
    Ok(packed::all(db, query).await?)
}

/// The rows that nobody counts on a day because they are disputed.
pub(super) async fn frozen_on(
    db: &impl ConnectionTrait,
    day: NaiveDate,
) -> Result<HashSet<EvidenceId>> {
    use dispute::Column as D;
    let rows: Vec<EvidenceId> = dispute::Entity::find()
        .select_only()
        .column(D::EvidenceId)
        .filter(D::SubmittedOn.lte(day))
        .filter(Condition::any().add(D::DecidedOn.is_null()).add(D::DecidedOn.gt(day)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Whether a decision was entered under a rule before, in force or ended: what was taken out by hand is
/// not brought back by the next list.
pub(super) async fn is_entered(
    db: &impl ConnectionTrait,
    id: &ProviderId,
    rule_code: &str,
    subject: &str,
) -> Result<bool> {
    let query = evidence::Entity::find()
        .filter(evidence::Column::ProviderId.eq(id.clone()))
        .filter(evidence::Column::RuleCode.eq(rule_code))
        .filter(evidence::Column::Subject.eq(subject));
    Ok(query.count(db).await? > 0)
}

/// Adds a row that somebody enters; a problem when it is there.
pub(super) async fn insert(tx: &impl ConnectionTrait, row: evidence::Model) -> Result<()> {
    let inserted = evidence::Entity::insert(row.into_active_model()).exec_without_returning(tx);
    let there = RankingProblem::AlreadyEntered;
    inserted
        .await
        .map(drop)
        .map_err(|error| by_constraint(error, "evidence_one_open", "evidence.provider_id", there))
}

/// How many rows go into one statement: seventeen values each, below the limits of both databases.
const ROWS: usize = 500;

pub(super) async fn insert_all(
    tx: &impl ConnectionTrait,
    rows: Vec<evidence::Model>,
) -> Result<()> {
    for some in rows.chunks(ROWS) {
        let some = some.iter().cloned().map(IntoActiveModel::into_active_model);
        evidence::Entity::insert_many(some).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Ends one row.
pub(super) async fn end(tx: &impl ConnectionTrait, row: evidence::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Ends derived rows that do not follow any more.
pub(super) async fn end_all(
    tx: &impl ConnectionTrait,
    ids: &[EvidenceId],
    day: NaiveDate,
    note: &str,
) -> Result<()> {
    for some in ids.chunks(ROWS) {
        evidence::Entity::update_many()
            .col_expr(evidence::Column::EndedOn, Expr::value(day))
            .col_expr(evidence::Column::EndNote, Expr::value(note))
            .filter(evidence::Column::Id.is_in(some.iter().cloned()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

pub(super) async fn insert_dispute(tx: &impl ConnectionTrait, row: dispute::Model) -> Result<()> {
    let inserted = dispute::Entity::insert(row.into_active_model()).exec_without_returning(tx);
    let there = RankingProblem::AlreadyDisputed;
    inserted.await.map(drop).map_err(|error| {
        by_constraint(error, "evidence_disputes_one_open", "evidence_disputes.evidence_id", there)
    })
}

pub(super) async fn update_dispute(tx: &impl ConnectionTrait, row: dispute::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn find_dispute_for_change(
    tx: &impl ConnectionTrait,
    id: &EvidenceDisputeId,
) -> Result<Option<dispute::Model>> {
    Ok(dispute::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// The dispute a check is about.
pub(super) async fn dispute_by_check(
    tx: &impl ConnectionTrait,
    id: &ChangeRequestId,
) -> Result<Option<dispute::Model>> {
    let by_check = dispute::Column::ChangeRequestId.eq(id.clone());
    Ok(dispute::Entity::find().filter(by_check).lock_exclusive().one(tx).await?)
}

/// The open dispute of a row.
pub(super) async fn open_dispute_of(
    tx: &impl ConnectionTrait,
    id: &EvidenceId,
) -> Result<Option<dispute::Model>> {
    let query = dispute::Entity::find()
        .filter(dispute::Column::EvidenceId.eq(id.clone()))
        .filter(Expr::cust("state = 'SUBMITTED'"));
    Ok(query.lock_exclusive().one(tx).await?)
}

/// The disputes of a provider, newest first.
pub(super) async fn disputes_of(
    db: &impl ConnectionTrait,
    id: &ProviderId,
    limit: u64,
) -> Result<Vec<dispute::Model>> {
    let query = dispute::Entity::find()
        .filter(dispute::Column::ProviderId.eq(id.clone()))
        .order_by_desc(dispute::Column::Id)
        .limit(limit);
    Ok(query.all(db).await?)
}
