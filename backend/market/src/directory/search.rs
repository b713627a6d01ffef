//! Providers as the search index knows them.

use super::entity::provider::Model;
use super::{rules, store};
use crate::categories;
use kernel::Result;
use kernel::id::ProviderId;
use sea_orm::ConnectionTrait;
use search_index::{Document, Kind};
use serde_json::json;

/// The document of a provider; none when it is gone.
///
/// # Errors
/// A fault when the database fails.
pub async fn document(db: &impl ConnectionTrait, id: &ProviderId) -> Result<Option<Document>> {
    Ok(documents(db, std::slice::from_ref(id)).await?.pop())
}

/// The documents of many providers, in four queries.
///
/// # Errors
/// A fault when the database fails.
pub async fn documents(db: &impl ConnectionTrait, ids: &[ProviderId]) -> Result<Vec<Document>> {
    let providers = store::providers_by_id(db, ids).await?;
    let mut offered = store::categories_of(db, ids).await?;
    let mut licences = store::qualifications_of(db, ids).await?;
    let mut found = Vec::with_capacity(providers.len());
    for id in ids {
        let Some(provider) = providers.get(id) else { continue };
        let held = licences.remove(id).unwrap_or_default();
        let held = held.iter().flat_map(|it| {
            let texts =
                [Some(it.name.clone()), it.scope.clone(), it.mode.clone(), it.number.clone()];
            texts.into_iter().flatten().chain(it.waste_classes.0.clone())
        });
        found.push(of(provider, offered.remove(id).unwrap_or_default(), &held.collect::<Vec<_>>()));
    }
    Ok(found)
}

/// Ids after one, in order; for rebuilding the index.
///
/// # Errors
/// A fault when the database fails.
pub async fn ids_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<ProviderId>> {
    store::ids_after(db, after, limit).await
}

fn of(provider: &Model, codes: Vec<String>, licences: &[String]) -> Document {
    let leaves: Vec<String> = codes.into_iter().filter(|it| it.contains('/')).collect();
    let offers: Vec<&str> =
        leaves.iter().filter_map(|it| categories::find(it)).map(|it| it.name).collect();
    let region = provider.region_code.as_ref().map(kernel::region::full_name);
    let rating = (provider.review_count >= rules::REVIEWS_TO_SHOW)
        .then(|| f64::from(provider.rating_centi) / 100.0);
    let names = [&provider.short_name, &provider.credit_code].into_iter().flatten().cloned();
    let body = [provider.introduction.as_deref(), provider.address.as_deref()];
    let mut body: Vec<&str> = body.into_iter().flatten().collect();
    body.extend(licences.iter().map(String::as_str));
    Document {
        key: provider.id.to_string(),
        group: provider.id.to_string(),
        kind: Kind::Provider,
        title: provider.name.clone(),
        names: names.collect(),
        body: body.join("\n"),
        context: offers.join(" ") + " " + region.as_deref().unwrap_or_default(),
        region: provider.region_code.as_ref().map(ToString::to_string),
        rank: f64::from(provider.rating_centi) / 10_000.0,
        date: provider.updated_at.timestamp(),
        active_from: None,
        active_to: None,
        number: None,
        card: json!({
            "id": provider.id,
            "title": provider.name,
            "url": format!("/providers/{}", provider.id),
            "regionName": region,
            "categories": offers,
            "rating": rating,
            "isDemo": provider.is_demo,
        }),
        categories: leaves,
    }
}
