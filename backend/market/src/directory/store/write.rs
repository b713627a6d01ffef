//! Writing the directory.

use super::super::entity::{
    provider, provider_category, qualification, qualification_class, review, service_region,
};
use crate::categories;
use chrono::NaiveDate;
use kernel::id::{ProviderId, QualificationId};
use kernel::{RegionCode, Result};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable,
    QueryFilter,
};
use std::collections::BTreeSet;

pub(in super::super) async fn insert(
    tx: &impl ConnectionTrait,
    row: provider::Model,
) -> Result<()> {
    provider::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(in super::super) async fn update(
    tx: &impl ConnectionTrait,
    row: provider::Model,
) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// The rows of what a provider offers, the groups above included.
pub(in super::super) fn categories_of(
    provider: &provider::Model,
    codes: &[String],
) -> Vec<provider_category::Model> {
    let all: BTreeSet<&str> = codes.iter().flat_map(|it| categories::with_group(it)).collect();
    let row = |code: &str| provider_category::Model {
        provider_id: provider.id.clone(),
        category_code: code.to_owned(),
        province_code: provider.province_code.clone(),
        city_code: provider.city_code.clone(),
        county_code: provider.county_code.clone(),
        rating_centi: provider.rating_centi,
    };
    all.into_iter().map(row).collect()
}

/// The rows of where a provider serves.
pub(in super::super) fn regions_of(
    provider_id: &ProviderId,
    regions: &[RegionCode],
) -> Vec<service_region::Model> {
    let all: BTreeSet<&RegionCode> = regions.iter().collect();
    let row = |code: &RegionCode| service_region::Model {
        provider_id: provider_id.clone(),
        region_code: code.clone(),
    };
    all.into_iter().map(row).collect()
}

/// Adds rows; what is there stays.
pub(in super::super) async fn add_missing<E: EntityTrait>(
    tx: &impl ConnectionTrait,
    rows: Vec<E::Model>,
) -> Result<()>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    let there = OnConflict::new().do_nothing().to_owned();
    E::insert_many(rows).on_conflict(there).exec_without_returning(tx).await?;
    Ok(())
}

pub(in super::super) async fn insert_all(
    tx: &impl ConnectionTrait,
    rows: Vec<provider::Model>,
) -> Result<()> {
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    provider::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

pub(in super::super) async fn insert_qualifications(
    tx: &impl ConnectionTrait,
    rows: Vec<qualification::Model>,
) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let classes = rows.iter().flat_map(classes_of).collect();
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    qualification::Entity::insert_many(rows).exec_without_returning(tx).await?;
    add_missing::<qualification_class::Entity>(tx, classes).await
}

pub(in super::super) async fn update_qualification(
    tx: &impl ConnectionTrait,
    row: qualification::Model,
) -> Result<()> {
    remove_classes(tx, vec![row.id.clone()]).await?;
    let classes = classes_of(&row).collect();
    row.into_active_model().reset_all().update(tx).await?;
    add_missing::<qualification_class::Entity>(tx, classes).await
}

/// The rows of the classes a licence lists.
fn classes_of(
    licence: &qualification::Model,
) -> impl Iterator<Item = qualification_class::Model> + use<'_> {
    licence.waste_classes.0.iter().map(|class| qualification_class::Model {
        waste_class: class.clone(),
        qualification_id: licence.id.clone(),
    })
}

/// Writes a licence over what is there under its id, or adds it.
pub(in super::super) async fn put_qualification(
    tx: &impl ConnectionTrait,
    row: qualification::Model,
) -> Result<()> {
    use qualification::Column as Q;
    let others = Q::iter().filter(|it| !matches!(it, Q::Id | Q::CreatedAt));
    let over = OnConflict::column(Q::Id).update_columns(others).to_owned();
    remove_classes(tx, vec![row.id.clone()]).await?;
    let classes = classes_of(&row).collect();
    qualification::Entity::insert(row.into_active_model())
        .on_conflict(over)
        .exec_without_returning(tx)
        .await?;
    add_missing::<qualification_class::Entity>(tx, classes).await
}

async fn remove_classes(tx: &impl ConnectionTrait, of: Vec<QualificationId>) -> Result<()> {
    let gone = qualification_class::Column::QualificationId.is_in(of);
    qualification_class::Entity::delete_many().filter(gone).exec(tx).await?;
    Ok(())
}

pub(in super::super) async fn remove_qualifications(
    tx: &impl ConnectionTrait,
    ids: Vec<QualificationId>,
) -> Result<()> {
    remove_classes(tx, ids.clone()).await?;
    let gone = qualification::Column::Id.is_in(ids);
    qualification::Entity::delete_many().filter(gone).exec(tx).await?;
    Ok(())
}

/// Takes categories and regions off a provider's page.
pub(in super::super) async fn remove_offers(
    tx: &impl ConnectionTrait,
    id: &ProviderId,
    categories: Vec<String>,
    regions: Vec<RegionCode>,
) -> Result<()> {
    provider_category::Entity::delete_many()
        .filter(provider_category::Column::ProviderId.eq(id.clone()))
        .filter(provider_category::Column::CategoryCode.is_in(categories))
        .exec(tx)
        .await?;
    service_region::Entity::delete_many()
        .filter(service_region::Column::ProviderId.eq(id.clone()))
        .filter(service_region::Column::RegionCode.is_in(regions))
        .exec(tx)
        .await?;
    Ok(())
}

/// Writes down when the holder of a licence is reminded next; false when somebody else has.
pub(in super::super) async fn set_reminder(
    tx: &impl ConnectionTrait,
    licence: &qualification::Model,
    next: Option<NaiveDate>,
) -> Result<bool> {
    use qualification::Column as Q;
    let done = qualification::Entity::update_many()
        .col_expr(Q::ReminderOn, Expr::value(next))
        .filter(Q::Id.eq(licence.id.clone()))
        .filter(Q::ReminderOn.eq(licence.reminder_on))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Writes down that what held does no more, and what did not does.
pub(in super::super) async fn turn(
    tx: &impl ConnectionTrait,
    ids: Vec<QualificationId>,
) -> Result<()> {
    use qualification::Column as Q;
    qualification::Entity::update_many()
        .col_expr(Q::Holds, Expr::col(Q::Holds).not())
        .filter(Q::Id.is_in(ids))
        .exec(tx)
        .await?;
    Ok(())
}

pub(in super::super) async fn insert_review(
    tx: &impl ConnectionTrait,
    row: review::Model,
) -> Result<()> {
    review::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a rating beside the provider and beside each of its categories.
pub(in super::super) async fn update_rating(
    tx: &impl ConnectionTrait,
    id: &ProviderId,
    rating_centi: i32,
    review_count: i32,
) -> Result<()> {
    provider::Entity::update_many()
        .col_expr(provider::Column::RatingCenti, Expr::value(rating_centi))
        .col_expr(provider::Column::ReviewCount, Expr::value(review_count))
        .filter(provider::Column::Id.eq(id.clone()))
        .exec(tx)
        .await?;
    provider_category::Entity::update_many()
        .col_expr(provider_category::Column::RatingCenti, Expr::value(rating_centi))
        .filter(provider_category::Column::ProviderId.eq(id.clone()))
        .exec(tx)
        .await?;
    Ok(())
}
