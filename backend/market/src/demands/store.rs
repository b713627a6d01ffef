//! The SQL of needs.

use super::entity::{Column, DemandStage, DemandState, Entity, Model};
use super::filter::{DemandFilter, DemandSort};
use chrono::{DateTime, Utc};
use kernel::id::{DemandId, OrganisationId};
use kernel::region::RegionLevel;
use kernel::{Cursor, Page, RegionCode, Result, Slice};
use platform::db::packed;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

/// Whether anybody may read it, and it is no practice.
const IS_PUBLIC: &str = "is_public";
/// Said as its index says it.
const IS_PRACTICE: &str = "pace > 1";
/// The states that anybody may read.
const PUBLIC: [DemandState; 4] =
    [DemandState::Published, DemandState::Opened, DemandState::Awarded, DemandState::Unsuccessful];

/// A need by its id, whoever may see it.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(db: &impl ConnectionTrait, id: &DemandId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).one(db).await?)
}

/// A need that is about to be changed: on PostgreSQL nobody else changes it until the transaction
/// ends; SQLite has one writer anyway.
pub(crate) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

/// Needs by their ids, whoever may see them.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_all(db: &impl ConnectionTrait, ids: &[DemandId]) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::Id.is_in(ids.iter().cloned()));
    Ok(packed::all(db, query).await?)
}

/// Published needs whose deadline has passed, earliest first.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<DemandId>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(DemandState::Published))
        .filter(Column::Deadline.lte(now))
        .order_by_asc(Column::Deadline)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// Needs whose envelopes are due: their key was released and has not been destroyed. Earliest first.
pub(crate) async fn to_open(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::Stage.is_in([DemandStage::Opening, DemandStage::Pricing]))
        .filter(Expr::cust(
            "EXISTS (SELECT 1 FROM demand_keys k WHERE k.demand_id = demands.id \
             AND k.released_at IS NOT NULL AND k.ended_at IS NULL)",
        ))
        .order_by_asc(Column::Deadline)
        .limit(limit);
    Ok(packed::all(db, query).await?)
}

/// Needs that have waited for their key since before a moment, earliest first.
pub(crate) async fn waiting_since(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::Stage.eq(DemandStage::Opening))
        .filter(Column::Deadline.lt(before))
        .order_by_asc(Column::Deadline)
        .limit(limit);
    Ok(packed::all(db, query).await?)
}

/// Needs that close within a day and a half and have an unanswered question, earliest first.
pub(crate) async fn closing_with_questions(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<Model>> {
    const AT_ONCE: u64 = 100;
    let query = Entity::find()
        .filter(Column::State.eq(DemandState::Published))
        .filter(Column::Deadline.gt(now))
        .filter(Column::Deadline.lte(now + chrono::Duration::hours(36)))
        .filter(Expr::cust(
            "EXISTS (SELECT 1 FROM demand_questions q WHERE q.demand_id = demands.id AND q.answer IS NULL)",
        ))
        .order_by_asc(Column::Deadline)
        .limit(AT_ONCE);
    Ok(packed::all(db, query).await?)
}

pub(super) async fn ids_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<DemandId>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// The list. `owner` gives that organisation's needs in every state; without it only public
/// ones are listed.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    filter: &DemandFilter,
    owner: Option<&OrganisationId>,
    sort: DemandSort,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = filtered(filter, owner);
    query = match (sort, owner) {
        (DemandSort::Newest, Some(_)) => query.order_by_desc(Column::Id),
        (DemandSort::Newest, None) => {
            query.order_by_desc(Column::PublishedAt).order_by_desc(Column::Id)
        }
        (DemandSort::Deadline, _) => query.order_by_asc(Column::Deadline).order_by_asc(Column::Id),
    };
    if let Some(after) = &page.after {
        query = query.filter(after_row(after, sort, owner.is_some())?);
    }
    let rows = packed::all(db, query.limit(page.fetch())).await?;
    Ok(page.slice(rows, |it| match (sort, owner) {
        (DemandSort::Newest, Some(_)) => Cursor::of(&[&it.id]),
        (DemandSort::Newest, None) => {
            Cursor::of(&[&it.published_at.unwrap_or(it.created_at).to_rfc3339(), &it.id])
        }
        (DemandSort::Deadline, _) => Cursor::of(&[&it.deadline.to_rfc3339(), &it.id]),
    }))
}

pub(super) async fn count(
    db: &impl ConnectionTrait,
    filter: &DemandFilter,
    owner: Option<&OrganisationId>,
) -> Result<i64> {
    let count = filtered(filter, owner).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

fn filtered(filter: &DemandFilter, owner: Option<&OrganisationId>) -> Select<Entity> {
    let mut query = Entity::find();
    if let Some(owner) = owner {
        query = query.filter(Column::OrganisationId.eq(owner.clone()));
    }
    let asked = filter.states.clone().unwrap_or_default();
    if !asked.is_empty() {
        query = query.filter(Column::State.is_in(asked));
    }
    query = match owner {
        Some(_) => query,
        None if filter.is_practice == Some(true) => {
            query.filter(Expr::cust(IS_PRACTICE)).filter(Column::State.is_in(PUBLIC))
        }
        None => query.filter(Expr::col(IS_PUBLIC).eq(true)),
    };
    if let Some(organisation_id) = &filter.organisation_id {
        query = query.filter(Column::OrganisationId.eq(organisation_id.clone()));
    }
    if let Some(category) = &filter.category {
        query = query.filter(in_category(category));
    }
    if let Some(region) = &filter.region {
        query = query.filter(lies_in(region));
    }
    query
}

fn in_category(code: &str) -> Condition {
    let all = Condition::all();
    if code.contains('/') {
        all.add(Column::CategoryCode.eq(code))
    } else {
        let codes = crate::categories::find(code).map(|it| it.children.iter().map(|it| it.code));
        all.add(Column::CategoryCode.is_in(codes.into_iter().flatten()))
    }
}

fn lies_in(region: &RegionCode) -> Condition {
    let code = region.clone();
    let all = Condition::all();
    match region.level() {
        RegionLevel::Province => all.add(Column::ProvinceCode.eq(code)),
        RegionLevel::City => all.add(Column::CityCode.eq(code)),
        RegionLevel::County => all.add(Column::CountyCode.eq(code)),
        RegionLevel::Town => {
            all.add(Column::CountyCode.eq(region.county())).add(Column::RegionCode.eq(code))
        }
    }
}

fn after_row(after: &Cursor, sort: DemandSort, by_id: bool) -> Result<Condition> {
    let any = Condition::any();
    if by_id && sort == DemandSort::Newest {
        let [id] = after.keys::<1>()?;
        return Ok(any.add(Column::Id.lt(id.as_str())));
    }
    let [at, id] = after.keys::<2>()?;
    let at = DateTime::parse_from_rfc3339(at).map_err(|_| kernel::page::bad_cursor())?;
    let (at, id) = (at.with_timezone(&Utc), id.as_str());
    Ok(match sort {
        DemandSort::Newest => {
            let tied = Condition::all().add(Column::PublishedAt.eq(at)).add(Column::Id.lt(id));
            any.add(Column::PublishedAt.lt(at)).add(tied)
        }
        DemandSort::Deadline => {
            let tied = Condition::all().add(Column::Deadline.eq(at)).add(Column::Id.gt(id));
            any.add(Column::Deadline.gt(at)).add(tied)
        }
    })
}

/// How many needs of an organisation take bids in the practice hall.
pub(super) async fn count_practice(
    db: &impl ConnectionTrait,
    owner: &OrganisationId,
) -> Result<u64> {
    let query = Entity::find()
        .filter(Column::OrganisationId.eq(owner.clone()))
        .filter(Column::State.eq(DemandState::Published))
        .filter(Expr::cust(IS_PRACTICE));
    Ok(query.count(db).await?)
}

/// Needs whose buyer's clock has something to do, earliest first.
pub(super) async fn to_look_at(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<DemandId>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ActsAt.lte(now))
        .order_by_asc(Column::ActsAt)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// How many needs take bids; practice does not count.
///
/// # Errors
/// A fault when the database fails.
pub async fn count_open(db: &impl ConnectionTrait) -> Result<u64> {
    let query = Entity::find().filter(Column::State.eq(DemandState::Published));
    Ok(query.filter(Expr::col(IS_PUBLIC).eq(true)).count(db).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a need.
pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Adds to the number of bids that stand, if the need still takes them; false when it does not.
/// The condition is part of the update, so that a bid and the opening cannot pass each other.
///
/// # Errors
/// A fault when the database fails.
pub async fn count_bid(
    tx: &impl ConnectionTrait,
    id: &DemandId,
    by: i32,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::BidCount, Expr::col(Column::BidCount).add(by))
        .filter(Column::Id.eq(id.clone()))
        .filter(Column::State.eq(DemandState::Published))
        .filter(Column::Deadline.gt(now))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}
