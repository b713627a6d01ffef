//! The SQL of the directory: finding and listing. Writing is in `write`.

pub mod able;
mod write;

pub(super) use write::{
    add_missing, categories_of as category_rows, insert, insert_all, insert_qualifications,
    insert_review, put_qualification, regions_of as region_rows, remove_offers,
    remove_qualifications, set_reminder, turn, update, update_qualification, update_rating,
};

use super::actions::NewQualification;
use super::entity::qualification::QualificationKind;
use super::entity::{provider, provider_category, qualification, review, service_region};
use super::filter::{ProviderFilter, ProviderSort};
use chrono::NaiveDate;
use kernel::id::{OrganisationId, ProviderId, QualificationId};
use kernel::region::RegionLevel;
use kernel::{Cursor, Page, RegionCode, Result, Slice};
use platform::db::packed;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select,
};
use std::collections::HashMap;

/// A provider by its id.
///
/// # Errors
/// A fault when the database fails.
pub async fn find(db: &impl ConnectionTrait, id: &ProviderId) -> Result<Option<provider::Model>> {
    Ok(packed::one(db, provider::Entity::find_by_id(id.clone())).await?)
}

/// The page of an organisation.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_by_organisation(
    db: &impl ConnectionTrait,
    id: &OrganisationId,
) -> Result<Option<provider::Model>> {
    let by_organisation = provider::Column::OrganisationId.eq(id.clone());
    Ok(provider::Entity::find().filter(by_organisation).one(db).await?)
}

/// Providers by their ids; those that are not there are left out.
///
/// # Errors
/// A fault when the database fails.
pub async fn providers_by_id(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, provider::Model>> {
    let query = provider::Entity::find().filter(provider::Column::Id.is_in(ids.iter().cloned()));
    let rows = packed::all(db, query).await?;
    Ok(rows.into_iter().map(|it| (it.id.clone(), it)).collect())
}

/// All ids after one, in order; for rebuilding the index.
pub(super) async fn ids_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<ProviderId>> {
    let query = provider::Entity::find()
        .select_only()
        .column(provider::Column::Id)
        .filter(provider::Column::Id.gt(after))
        .order_by_asc(provider::Column::Id)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// The list, filtered and sorted. Place and category together are read from one index of
/// `provider_categories` in order of rating.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    filter: &ProviderFilter,
    sort: ProviderSort,
    page: &Page,
) -> Result<Slice<provider::Model>> {
    let mut query = filtered(filter, sort);
    query = match sort {
        ProviderSort::Rating if filter.category.is_some() => query
            .order_by_desc(provider_category::Column::RatingCenti)
            .order_by_asc(provider_category::Column::ProviderId),
        ProviderSort::Rating => {
            query.order_by_desc(provider::Column::RatingCenti).order_by_asc(provider::Column::Id)
        }
        ProviderSort::Name => {
            query.order_by_asc(provider::Column::Name).order_by_asc(provider::Column::Id)
        }
        ProviderSort::Newest => query.order_by_desc(provider::Column::Id),
    };
    if let Some(after) = &page.after {
        query = query.filter(after_row(after, filter, sort)?);
    }
    let rows = packed::all(db, query.limit(page.fetch())).await?;
    Ok(page.slice(rows, |it| match sort {
        ProviderSort::Rating => Cursor::of(&[&it.rating_centi, &it.id]),
        ProviderSort::Name => Cursor::of(&[&it.name, &it.id]),
        ProviderSort::Newest => Cursor::of(&[&it.id]),
    }))
}

/// How many rows the whole list has.
pub(super) async fn count(db: &impl ConnectionTrait, filter: &ProviderFilter) -> Result<i64> {
    let count = filtered(filter, ProviderSort::Rating).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

fn filtered(filter: &ProviderFilter, sort: ProviderSort) -> Select<provider::Entity> {
    let mut query = provider::Entity::find();
    if let Some(category) = &filter.category {
        query = query
            .join_rev(JoinType::InnerJoin, provider_category::Relation::Provider.def())
            .filter(provider_category::Column::CategoryCode.eq(category.as_str()));
    }
    if let Some(ids) = &filter.ids {
        query = query.filter(provider::Column::Id.is_in(ids.iter().cloned()));
    }
    if let Some(region) = &filter.region {
        let in_category = filter.category.is_some() && sort == ProviderSort::Rating;
        query = query.filter(lies_in(region, in_category));
    }
    if let Some(size) = filter.size {
        query = query.filter(provider::Column::Size.eq(size));
    }
    if let Some(kind) = filter.qualification {
        query = query.filter(provider::Column::Id.in_subquery(holders_of(kind)));
    }
    query
}

fn holders_of(kind: QualificationKind) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::QueryTrait;
    qualification::Entity::find()
        .select_only()
        .column(qualification::Column::ProviderId)
        .filter(qualification::Column::Kind.eq(kind))
        .filter(qualification::Column::Holds.eq(true))
        .into_query()
}

fn lies_in(region: &RegionCode, in_category: bool) -> Condition {
    use provider::Column as P;
    use provider_category::Column as C;
    let code = region.clone();
    let all = Condition::all();
    match (region.level(), in_category) {
        (RegionLevel::Province, true) => all.add(C::ProvinceCode.eq(code)),
        (RegionLevel::City, true) => all.add(C::CityCode.eq(code)),
        (RegionLevel::County, true) => all.add(C::CountyCode.eq(code)),
        (RegionLevel::Province, false) => all.add(P::ProvinceCode.eq(code)),
        (RegionLevel::City, false) => all.add(P::CityCode.eq(code)),
        (RegionLevel::County, false) => all.add(P::CountyCode.eq(code)),
        (RegionLevel::Town, _) => {
            all.add(P::CountyCode.eq(region.county())).add(P::RegionCode.eq(code))
        }
    }
}

fn after_row(after: &Cursor, filter: &ProviderFilter, sort: ProviderSort) -> Result<Condition> {
    use provider::Column as P;
    use provider_category::Column as C;
    let any = Condition::any();
    Ok(match sort {
        ProviderSort::Rating => {
            let [rating, id] = after.keys::<2>()?;
            let rating: i32 = rating.parse().map_err(|_| kernel::page::bad_cursor())?;
            let id = id.as_str();
            if filter.category.is_some() {
                let tied =
                    Condition::all().add(C::RatingCenti.eq(rating)).add(C::ProviderId.gt(id));
                any.add(C::RatingCenti.lt(rating)).add(tied)
            } else {
                let tied = Condition::all().add(P::RatingCenti.eq(rating)).add(P::Id.gt(id));
                any.add(P::RatingCenti.lt(rating)).add(tied)
            }
        }
        ProviderSort::Name => {
            let [name, id] = after.keys::<2>()?;
            let tied = Condition::all().add(P::Name.eq(name.as_str())).add(P::Id.gt(id.as_str()));
            any.add(P::Name.gt(name.as_str())).add(tied)
        }
        ProviderSort::Newest => {
            let [id] = after.keys::<1>()?;
            any.add(P::Id.lt(id.as_str()))
        }
    })
}

pub(super) async fn categories_of(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, Vec<String>>> {
    let rows: Vec<(ProviderId, String)> = provider_category::Entity::find()
        .select_only()
        .column(provider_category::Column::ProviderId)
        .column(provider_category::Column::CategoryCode)
        .filter(provider_category::Column::ProviderId.is_in(ids.iter().cloned()))
        .order_by_asc(provider_category::Column::CategoryCode)
        .into_tuple()
        .all(db)
        .await?;
    Ok(grouped(rows))
}

pub(super) async fn service_regions_of(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, Vec<RegionCode>>> {
    let rows: Vec<(ProviderId, RegionCode)> = service_region::Entity::find()
        .select_only()
        .column(service_region::Column::ProviderId)
        .column(service_region::Column::RegionCode)
        .filter(service_region::Column::ProviderId.is_in(ids.iter().cloned()))
        .order_by_asc(service_region::Column::RegionCode)
        .into_tuple()
        .all(db)
        .await?;
    Ok(grouped(rows))
}

pub(super) async fn qualifications_of(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, Vec<qualification::Model>>> {
    let query = qualification::Entity::find()
        .filter(qualification::Column::ProviderId.is_in(ids.iter().cloned()))
        .order_by_desc(qualification::Column::ValidTo)
        .order_by_asc(qualification::Column::Id);
    let rows = packed::all(db, query).await?;
    Ok(grouped(rows.into_iter().map(|it| (it.provider_id.clone(), it))))
}

/// The newest reviews of one provider.
pub(super) async fn reviews_of(
    db: &impl ConnectionTrait,
    id: &ProviderId,
    limit: u64,
) -> Result<Vec<review::Model>> {
    let query = review::Entity::find()
        .filter(review::Column::ProviderId.eq(id.clone()))
        .order_by_desc(review::Column::WrittenOn)
        .order_by_asc(review::Column::Id)
        .limit(limit);
    Ok(packed::all(db, query).await?)
}

pub(super) async fn stars_of(db: &impl ConnectionTrait, id: &ProviderId) -> Result<Vec<i32>> {
    let query = review::Entity::find()
        .select_only()
        .column(review::Column::Stars)
        .filter(review::Column::ProviderId.eq(id.clone()));
    Ok(query.into_tuple().all(db).await?)
}

pub(super) async fn find_qualification(
    db: &impl ConnectionTrait,
    provider_id: &ProviderId,
    source_key: &str,
) -> Result<Option<qualification::Model>> {
    let query = qualification::Entity::find()
        .filter(qualification::Column::ProviderId.eq(provider_id.clone()))
        .filter(qualification::Column::SourceKey.eq(source_key));
    Ok(query.one(db).await?)
}

/// Whether a provider holds a licence already that another source lists under its own key: the
/// same kind, number and end.
pub(super) async fn is_listed_otherwise(
    db: &impl ConnectionTrait,
    provider_id: &ProviderId,
    licence: &NewQualification,
) -> Result<bool> {
    use qualification::Column as Q;
    let Some(number) = &licence.number else { return Ok(false) };
    let ends = match licence.valid_to {
        Some(day) => Q::ValidTo.eq(day),
        None => Q::ValidTo.is_null(),
    };
    let query = qualification::Entity::find()
        .filter(Q::ProviderId.eq(provider_id.clone()))
        .filter(Q::Kind.eq(licence.kind))
        .filter(Q::Number.eq(number.as_str()))
        .filter(Q::SourceKey.ne(licence.source_key.as_str()))
        .filter(ends);
    Ok(query.count(db).await? > 0)
}

/// A licence of the same kind and number that its holder stated with another end.
pub(super) async fn stated_otherwise(
    db: &impl ConnectionTrait,
    provider_id: &ProviderId,
    licence: &NewQualification,
) -> Result<Option<qualification::Model>> {
    use qualification::Column as Q;
    let Some(number) = &licence.number else { return Ok(None) };
    let query = qualification::Entity::find()
        .filter(Q::ProviderId.eq(provider_id.clone()))
        .filter(Q::Kind.eq(licence.kind))
        .filter(Q::Number.eq(number.as_str()))
        .filter(Q::Source.eq(super::STATED));
    Ok(query.one(db).await?.filter(|it| it.valid_to != licence.valid_to))
}

/// Providers of a category that serve a place or lie in it, best rated first, after a given one.
/// Each is asked where it serves while the list is walked: most often the first few will do.
pub(super) async fn serving(
    db: &impl ConnectionTrait,
    category: &str,
    place: &RegionCode,
    after: Option<&provider::Model>,
    limit: u64,
) -> Result<Vec<provider::Model>> {
    use provider_category::Column as C;
    use sea_orm::{ExprTrait, QueryTrait};
    let serves = service_region::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(
            Expr::col(service_region::Column::ProviderId.as_column_ref())
                .equals(C::ProviderId.as_column_ref()),
        )
        .filter(service_region::Column::RegionCode.is_in(place.path()))
        .into_query();
    let near = place.county().or_else(|| place.city()).unwrap_or_else(|| place.province());
    let reaches = Condition::any().add(Expr::exists(serves)).add(lies_in(&near, true));
    let mut query = provider::Entity::find()
        .join_rev(JoinType::InnerJoin, provider_category::Relation::Provider.def())
        .filter(C::CategoryCode.eq(category))
        .filter(reaches);
    if let Some(last) = after {
        let tied = C::RatingCenti.eq(last.rating_centi).and(C::ProviderId.gt(last.id.as_str()));
        query = query.filter(C::RatingCenti.lt(last.rating_centi).or(tied));
    }
    let query = query.order_by_desc(C::RatingCenti).order_by_asc(C::ProviderId).limit(limit);
    Ok(packed::all(db, query).await?)
}

/// Licences that have begun or ended since they were looked at last, with whose they are. Each part
/// is read from a partial index, whose condition is written as the index has it.
pub(super) async fn licences_to_look_at(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    limit: u64,
) -> Result<Vec<(QualificationId, ProviderId)>> {
    use qualification::Column as Q;
    let ended = Condition::all().add(Expr::cust("holds")).add(Q::ValidTo.lt(today));
    let begun = || Condition::all().add(Expr::cust("NOT holds")).add(Q::ValidFrom.lte(today));
    let parts = [ended, begun().add(Q::ValidTo.gte(today)), begun().add(Q::ValidTo.is_null())];
    let mut found = Vec::new();
    for part in parts {
        let query = qualification::Entity::find()
            .select_only()
            .column(Q::Id)
            .column(Q::ProviderId)
            .filter(part)
            .limit(limit);
        found.extend(query.into_tuple().all(db).await?);
    }
    Ok(found)
}

/// Licences whose holders are to be reminded by now.
pub(super) async fn licences_to_remind(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    limit: u64,
) -> Result<Vec<qualification::Model>> {
    let query = qualification::Entity::find()
        .filter(qualification::Column::ReminderOn.lte(today))
        .order_by_asc(qualification::Column::ReminderOn)
        .limit(limit);
    Ok(packed::all(db, query).await?)
}

/// How many providers and how many qualifications there are.
///
/// # Errors
/// A fault when the database fails.
pub async fn figures(db: &impl ConnectionTrait) -> Result<(u64, u64)> {
    let providers = provider::Entity::find().count(db).await?;
    Ok((providers, qualification::Entity::find().count(db).await?))
}

fn grouped<K: Eq + std::hash::Hash, V>(
    rows: impl IntoIterator<Item = (K, V)>,
) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in rows {
        groups.entry(key).or_default().push(value);
    }
    groups
}
