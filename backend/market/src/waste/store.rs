//! The SQL of waste jobs: the licences that list a class, and what was promised.

use crate::bids::entity as bid;
use crate::demands::entity as demand;
use crate::directory::entity::{provider, qualification, qualification_class};
use crate::directory::{QualificationKind, QualificationRow};
use chrono::{DateTime, Utc};
use kernel::id::ProviderId;
use kernel::{RegionCode, Result};
use platform::db::packed;
use sea_orm::sea_query::{CaseStatement, Expr, Func, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use std::collections::HashMap;

/// The unit whose amounts can be taken off a yearly scale.
const TONNES: &str = "吨";

/// Hazardous-waste licences that list a class, those of providers nearest to a place first, then
/// of the best rated; of one provider the largest first.
pub(super) async fn licences_listing(
    db: &impl ConnectionTrait,
    class: &str,
    place: &RegionCode,
    limit: u64,
) -> Result<Vec<QualificationRow>> {
    use provider::Column as P;
    use qualification::Column as Q;
    let mut nearness = CaseStatement::new();
    let steps = [
        (P::CountyCode, place.county()),
        (P::CityCode, place.city()),
        (P::ProvinceCode, Some(place.province())),
    ];
    for (rank, (column, step)) in (0..).zip(steps) {
        if let Some(step) = step {
            nearness = nearness.case(column.eq(step), Expr::value(rank));
        }
    }
    let nearness: Expr = nearness.finally(Expr::value(3)).into();
    let holder =
        qualification::Entity::belongs_to(provider::Entity).from(Q::ProviderId).to(P::Id).into();
    let scale =
        Func::coalesce([Expr::col((qualification::Entity, Q::AnnualTonnes)), Expr::value(0.0)]);
    let query = qualification::Entity::find()
        .join(JoinType::InnerJoin, holder)
        .filter(Q::Id.in_subquery(listing(class)))
        .filter(Q::Kind.eq(QualificationKind::HazardousWaste))
        .order_by_asc(nearness)
        .order_by_desc(P::RatingCenti)
        .order_by_asc(P::Id)
        .order_by_desc(Expr::from(scale))
        .order_by_asc(Q::Id)
        .limit(limit);
    Ok(packed::all(db, query).await?)
}

/// How many hazardous-waste licences list a class.
pub(super) async fn count_listing(db: &impl ConnectionTrait, class: &str) -> Result<u64> {
    let licences = qualification::Entity::find()
        .filter(qualification::Column::Id.in_subquery(listing(class)))
        .filter(qualification::Column::Kind.eq(QualificationKind::HazardousWaste));
    Ok(licences.count(db).await?)
}

/// The licences that list a class, whatever their kind.
fn listing(class: &str) -> SelectStatement {
    qualification_class::Entity::find()
        .select_only()
        .column(qualification_class::Column::QualificationId)
        .filter(qualification_class::Column::WasteClass.eq(class))
        .into_query()
}

/// How many hazardous-waste licences there are, whatever they list.
pub(super) async fn count_licences(db: &impl ConnectionTrait) -> Result<u64> {
    let licences = qualification::Entity::find()
        .filter(qualification::Column::Kind.eq(QualificationKind::HazardousWaste));
    Ok(licences.count(db).await?)
}

/// Tonnes of each waste code that providers were awarded on the platform in a span of time.
pub(super) async fn promised(
    db: &impl ConnectionTrait,
    providers: impl IntoIterator<Item = ProviderId>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<HashMap<ProviderId, Vec<(String, f64)>>> {
    use demand::Column as D;
    let awarded =
        bid::Entity::belongs_to(demand::Entity).from(bid::Column::Id).to(D::AwardedBidId).into();
    let rows: Vec<(ProviderId, String, f64)> = bid::Entity::find()
        .select_only()
        .column(bid::Column::ProviderId)
        .column(D::WasteCode)
        .column_as(D::Quantity.sum(), "tonnes")
        .join(JoinType::InnerJoin, awarded)
        .filter(bid::Column::ProviderId.is_in(providers))
        .filter(bid::Column::State.eq(bid::BidState::Awarded))
        .filter(D::AwardedAt.gte(from))
        .filter(D::AwardedAt.lt(to))
        .filter(D::WasteCode.is_not_null())
        .filter(D::Quantity.is_not_null())
        .filter(D::Unit.eq(TONNES))
        .filter(D::Pace.eq(1))
        .group_by(bid::Column::ProviderId)
        .group_by(D::WasteCode)
        .into_tuple()
        .all(db)
        .await?;
    let mut promised: HashMap<ProviderId, Vec<(String, f64)>> = HashMap::new();
    for (provider, code, tonnes) in rows {
        promised.entry(provider).or_default().push((code, tonnes));
    }
    Ok(promised)
}
