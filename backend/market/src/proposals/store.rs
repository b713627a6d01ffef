//! The SQL of proposals, objections and votes.

use super::entity::{ObjectionRow, ObjectionState, ProposalRow, ProposalState};
use super::entity::{objection, proposal, vote};
use chrono::{DateTime, Utc};
use kernel::id::{AwardProposalId, DemandId, ObjectionId};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

/// The most proposals of one need that are read.
const PROPOSALS_PER_DEMAND: u64 = 50;
/// The most objections that are read at once.
const OBJECTIONS: u64 = 500;

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: &AwardProposalId,
) -> Result<Option<ProposalRow>> {
    Ok(proposal::Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn find_all(
    db: &impl ConnectionTrait,
    ids: &[AwardProposalId],
) -> Result<Vec<ProposalRow>> {
    let query = proposal::Entity::find().filter(proposal::Column::Id.is_in(ids.iter().cloned()));
    Ok(query.all(db).await?)
}

/// The proposals for a need, the latest first.
pub(super) async fn of_demand(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Vec<ProposalRow>> {
    let query = proposal::Entity::find()
        .filter(proposal::Column::DemandId.eq(id.clone()))
        .order_by_desc(proposal::Column::Id)
        .limit(PROPOSALS_PER_DEMAND);
    Ok(query.all(db).await?)
}

/// Why the owner of an awarded need chose as it did; none when nothing was said.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn reason_of_award(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Option<String>> {
    let all = of_demand(db, id).await?;
    Ok(all.into_iter().find(|it| it.state == ProposalState::Awarded).and_then(|it| it.reason))
}

/// Standing proposals whose notice has ended and against which no objection is open, earliest first.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<AwardProposalId>> {
    let query = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(proposal::Column::State.eq(ProposalState::Standing))
        .filter(proposal::Column::EndsAt.lte(now))
        .filter(Expr::cust(
            "NOT EXISTS (SELECT 1 FROM objections o WHERE o.proposal_id = award_proposals.id AND o.state = 'OPEN')",
        ))
        .order_by_asc(proposal::Column::EndsAt)
        .order_by_asc(proposal::Column::Id)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// Open objections of the practice hall whose time is over, the earliest first.
pub(super) async fn left_alone(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<ObjectionId>> {
    let query = objection::Entity::find()
        .select_only()
        .column(objection::Column::Id)
        .filter(objection::Column::State.eq(ObjectionState::Open))
        .filter(objection::Column::DecideDue.lte(now))
        .filter(Expr::cust(
            "EXISTS (SELECT 1 FROM demands d WHERE d.id = objections.demand_id AND d.pace > 1)",
        ))
        .order_by_asc(objection::Column::DecideDue)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: ProposalRow) -> Result<()> {
    proposal::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: ProposalRow) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Objections about to be changed are read after their need is locked.
pub(super) async fn find_objection(
    db: &impl ConnectionTrait,
    id: &ObjectionId,
) -> Result<Option<ObjectionRow>> {
    Ok(objection::Entity::find_by_id(id.clone()).one(db).await?)
}

/// The objections against proposals, in the order in which they came.
pub(super) async fn objections_to(
    db: &impl ConnectionTrait,
    ids: &[AwardProposalId],
) -> Result<Vec<ObjectionRow>> {
    let query = objection::Entity::find()
        .filter(objection::Column::ProposalId.is_in(ids.iter().cloned()))
        .order_by_asc(objection::Column::Id)
        .limit(OBJECTIONS);
    Ok(query.all(db).await?)
}

/// Nobody convenes a panel for practice.
const IS_REAL: &str =
    "EXISTS (SELECT 1 FROM demands d WHERE d.id = objections.demand_id AND d.pace = 1)";

/// Objections of every need, those to be decided next first. Practice is left to itself.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    is_open: bool,
    page: &Page,
) -> Result<Slice<ObjectionRow>> {
    let column = objection::Column::State;
    let mut query = objection::Entity::find().filter(Expr::cust(IS_REAL));
    query = match is_open {
        true => query.filter(column.eq(ObjectionState::Open)),
        false => query.filter(column.ne(ObjectionState::Open)),
    };
    if let Some(after) = &page.after {
        let [at, id] = after.keys::<2>()?;
        let at = DateTime::parse_from_rfc3339(at).map_err(|_| kernel::page::bad_cursor())?;
        let at = at.with_timezone(&Utc);
        let tied = Condition::all()
            .add(objection::Column::DecideDue.eq(at))
            .add(objection::Column::Id.gt(id.as_str()));
        query = query.filter(Condition::any().add(objection::Column::DecideDue.gt(at)).add(tied));
    }
    let query = query
        .order_by_asc(objection::Column::DecideDue)
        .order_by_asc(objection::Column::Id)
        .limit(page.fetch());
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.decide_due.to_rfc3339(), &it.id])))
}

pub(super) async fn insert_objection(
    tx: &impl ConnectionTrait,
    row: ObjectionRow,
) -> std::result::Result<(), DbErr> {
    objection::Entity::insert(row.into_active_model()).exec_without_returning(tx).await.map(drop)
}

pub(super) async fn update_objection(tx: &impl ConnectionTrait, row: ObjectionRow) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// The votes about objections.
pub(super) async fn votes_on(
    db: &impl ConnectionTrait,
    ids: &[ObjectionId],
) -> Result<Vec<vote::Model>> {
    let query = vote::Entity::find()
        .filter(vote::Column::ObjectionId.is_in(ids.iter().cloned()))
        .order_by_asc(vote::Column::VotedAt)
        .order_by_asc(vote::Column::AssociationId)
        .limit(OBJECTIONS * 3);
    Ok(query.all(db).await?)
}

pub(super) async fn insert_vote(
    tx: &impl ConnectionTrait,
    row: vote::Model,
) -> std::result::Result<(), DbErr> {
    vote::Entity::insert(row.into_active_model()).exec_without_returning(tx).await.map(drop)
}
