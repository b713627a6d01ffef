//! How many providers meet some conditions: counted, never listed, and not beyond a limit.

use super::super::entity::qualification::QualificationKind;
use super::super::entity::{
    provider, provider_category, qualification, qualification_class, service_region,
};
use super::lies_in;
use kernel::{RegionCode, Result};
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};

/// More are not counted: an estimate need not be exact there.
pub const MOST_COUNTED: u64 = 1_000;

/// Which conditions; none asks nothing.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Offering this category.
    pub category: Option<&'a str>,
    /// Serving this place, or lying in its county.
    pub place: Option<&'a RegionCode>,
    /// Holding a licence for this class of hazardous waste.
    pub class: Option<&'a str>,
}

/// How many providers meet conditions, at most so many.
///
/// # Errors
/// A fault when the database fails.
pub async fn count_able(db: &impl ConnectionTrait, asked: Asked<'_>, most: u64) -> Result<i64> {
    let id = provider::Column::Id;
    let mut query = provider::Entity::find().select_only().column(id);
    if let Some(category) = asked.category {
        query = query.filter(id.in_subquery(offering(category)));
    }
    if let Some(place) = asked.place {
        let near = place.county().or_else(|| place.city()).unwrap_or_else(|| place.province());
        let reaches = Condition::any().add(id.in_subquery(serving(place)));
        query = query.filter(reaches.add(lies_in(&near, false)));
    }
    if let Some(class) = asked.class {
        query = query.filter(id.in_subquery(licensed(class)));
    }
    let found: Vec<String> = query.limit(most).into_tuple().all(db).await?;
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}

fn offering(category: &str) -> SelectStatement {
    provider_category::Entity::find()
        .select_only()
        .column(provider_category::Column::ProviderId)
        .filter(provider_category::Column::CategoryCode.eq(category))
        .into_query()
}

fn serving(place: &RegionCode) -> SelectStatement {
    service_region::Entity::find()
        .select_only()
        .column(service_region::Column::ProviderId)
        .filter(service_region::Column::RegionCode.is_in(place.path()))
        .into_query()
}

fn licensed(class: &str) -> SelectStatement {
    let listing = qualification_class::Entity::find()
        .select_only()
        .column(qualification_class::Column::QualificationId)
        .filter(qualification_class::Column::WasteClass.eq(class))
        .into_query();
    qualification::Entity::find()
        .select_only()
        .column(qualification::Column::ProviderId)
        .filter(qualification::Column::Id.in_subquery(listing))
        .filter(qualification::Column::Kind.eq(QualificationKind::HazardousWaste))
        .filter(Expr::cust("holds"))
        .into_query()
}
