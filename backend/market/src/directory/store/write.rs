//! Writing the directory.

use super::super::entity::{provider, provider_category, qualification, review, service_region};
use crate::categories;
use kernel::id::ProviderId;
use kernel::{RegionCode, Result};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

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

/// Adds to what a provider offers, the groups above included; what is there stays.
pub(in super::super) async fn insert_categories(
    tx: &impl ConnectionTrait,
    provider: &provider::Model,
    codes: &[String],
) -> Result<()> {
    let mut all: Vec<&str> = codes.iter().flat_map(|it| categories::with_group(it)).collect();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() {
        return Ok(());
    }
    let rows = all.into_iter().map(|code| {
        provider_category::Model {
            provider_id: provider.id.clone(),
            category_code: code.to_owned(),
            province_code: provider.province_code.clone(),
            city_code: provider.city_code.clone(),
            county_code: provider.county_code.clone(),
            rating_centi: provider.rating_centi,
        }
        .into_active_model()
    });
    let there = OnConflict::new().do_nothing().to_owned();
    provider_category::Entity::insert_many(rows)
        .on_conflict(there)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Adds to where a provider serves; what is there stays.
pub(in super::super) async fn insert_service_regions(
    tx: &impl ConnectionTrait,
    provider_id: &ProviderId,
    regions: &[RegionCode],
) -> Result<()> {
    let mut regions = regions.to_vec();
    regions.sort_unstable();
    regions.dedup();
    if regions.is_empty() {
        return Ok(());
    }
    let rows = regions.into_iter().map(|region_code| {
        service_region::Model { provider_id: provider_id.clone(), region_code }.into_active_model()
    });
    let there = OnConflict::new().do_nothing().to_owned();
    service_region::Entity::insert_many(rows).on_conflict(there).exec_without_returning(tx).await?;
    Ok(())
}

pub(in super::super) async fn insert_qualification(
    tx: &impl ConnectionTrait,
    row: qualification::Model,
) -> Result<()> {
    qualification::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(in super::super) async fn update_qualification(
    tx: &impl ConnectionTrait,
    row: qualification::Model,
) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
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
