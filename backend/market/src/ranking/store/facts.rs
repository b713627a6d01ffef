//! What the platform knows of providers, read for many at once.

use super::super::derivation::{BidFact, CompletedFact, Facts, ReviewFact};
use crate::bids::BidState;
use crate::bids::entity as bid;
use crate::contracts;
use crate::demands::entity as demand;
use crate::directory::entity::{
    provider, provider_category, qualification, review, service_region,
};
use crate::procedures::ProcedureKind;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::Result;
use kernel::clock::china_day;
use kernel::id::{BidId, DemandId, ProviderId};
use platform::db::packed;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};
use std::collections::{HashMap, HashSet};

/// What is known of each of these providers; those that are not there are left out.
pub(in super::super) async fn of(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<Vec<Facts>> {
    let query = provider::Entity::find().filter(provider::Column::Id.is_in(ids.iter().cloned()));
    let providers = packed::all(db, query).await?;
    let query = qualification::Entity::find()
        .filter(qualification::Column::ProviderId.is_in(ids.iter().cloned()));
    let mut licences =
        grouped(packed::all(db, query).await?.into_iter().map(|it| (it.provider_id.clone(), it)));
    let offering = offering(db, ids).await?;
    let serving = serving(db, ids).await?;
    let mut reviews = reviews(db, ids).await?;
    let mut bids = bids(db, ids).await?;
    let mut completed = completed(db, ids).await?;
    let facts = providers.into_iter().map(|provider| Facts {
        licences: licences.remove(&provider.id).unwrap_or_default(),
        has_categories: offering.contains(&provider.id),
        has_regions: serving.contains(&provider.id),
        reviews: reviews.remove(&provider.id).unwrap_or_default(),
        bids: bids.remove(&provider.id).unwrap_or_default(),
        completed: completed.remove(&provider.id).unwrap_or_default(),
        provider,
    });
    Ok(facts.collect())
}

async fn offering(db: &impl ConnectionTrait, ids: &[ProviderId]) -> Result<HashSet<ProviderId>> {
    let query = provider_category::Entity::find()
        .select_only()
        .column(provider_category::Column::ProviderId)
        .filter(provider_category::Column::ProviderId.is_in(ids.iter().cloned()))
        .distinct();
    let rows: Vec<ProviderId> = query.into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

async fn serving(db: &impl ConnectionTrait, ids: &[ProviderId]) -> Result<HashSet<ProviderId>> {
    let query = service_region::Entity::find()
        .select_only()
        .column(service_region::Column::ProviderId)
        .filter(service_region::Column::ProviderId.is_in(ids.iter().cloned()))
        .distinct();
    let rows: Vec<ProviderId> = query.into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

async fn reviews(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, Vec<ReviewFact>>> {
    use review::Column as R;
    let rows: Vec<(ProviderId, String, i32, NaiveDate)> = review::Entity::find()
        .select_only()
        .columns([R::ProviderId, R::AuthorName, R::Stars, R::WrittenOn])
        .filter(R::ProviderId.is_in(ids.iter().cloned()))
        .order_by_asc(R::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(grouped(
        rows.into_iter()
            .map(|(id, author, stars, written_on)| (id, ReviewFact { author, stars, written_on })),
    ))
}

async fn completed(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, Vec<CompletedFact>>> {
    let rows = contracts::completed_by(db, ids).await?.into_iter();
    Ok(grouped(rows.filter_map(|(provider, id, demand_id, title, completed_at)| {
        let completed_on = china_day(completed_at?);
        Some((provider, CompletedFact { id, demand_id, title, completed_on }))
    })))
}

/// Bids whose need was opened; what is still sealed is not looked at.
async fn bids(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, Vec<BidFact>>> {
    type Row =
        (ProviderId, BidId, DemandId, String, DateTime<Utc>, Option<DateTime<Utc>>, BidState);
    let of_demand: RelationDef = bid::Entity::belongs_to(demand::Entity)
        .from(bid::Column::DemandId)
        .to(demand::Column::Id)
        .into();
    let rows: Vec<Row> = bid::Entity::find()
        .select_only()
        .columns([bid::Column::ProviderId, bid::Column::Id, bid::Column::DemandId])
        .column(demand::Column::Title)
        .column(demand::Column::OpenedAt)
        .column(demand::Column::AwardedAt)
        .column(bid::Column::State)
        .join(JoinType::InnerJoin, of_demand)
        .filter(bid::Column::ProviderId.is_in(ids.iter().cloned()))
        .filter(bid::Column::State.is_in([BidState::Submitted, BidState::Awarded, BidState::Lost]))
        .filter(demand::Column::OpenedAt.is_not_null())
        .filter(demand::Column::Pace.eq(1))
        .filter(names_are_shown())
        .into_tuple()
        .all(db)
        .await?;
    let facts = rows.into_iter().map(|(provider, id, demand_id, title, opened, awarded, state)| {
        let awarded_on = awarded.filter(|_| state == BidState::Awarded).map(china_day);
        (provider, BidFact { id, demand_id, title, opened_on: china_day(opened), awarded_on })
    });
    Ok(grouped(facts))
}

/// A bid counts once everybody may know whose it is: what a provider's page says of it must not tell the
/// scorers.
fn names_are_shown() -> Condition {
    let shown = [demand::DemandStage::Ranked, demand::DemandStage::Proposed];
    Condition::any()
        .add(demand::Column::Procedure.eq(ProcedureKind::Simple))
        .add(demand::Column::Stage.is_in(shown))
        .add(demand::Column::State.eq(demand::DemandState::Awarded))
}

/// Those who bid for a need.
pub(in super::super) async fn bidders(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Vec<ProviderId>> {
    let query = bid::Entity::find()
        .select_only()
        .column(bid::Column::ProviderId)
        .filter(bid::Column::DemandId.eq(id.clone()))
        .distinct();
    Ok(query.into_tuple().all(db).await?)
}

fn grouped<V>(rows: impl IntoIterator<Item = (ProviderId, V)>) -> HashMap<ProviderId, Vec<V>> {
    let mut groups: HashMap<ProviderId, Vec<V>> = HashMap::new();
    for (key, value) in rows {
        groups.entry(key).or_default().push(value);
    }
    groups
}
