//! Providers as the search index knows them.

use super::entity::provider::Model;
use super::entity::qualification::Model as QualificationRow;
use super::{rules, store};
use crate::categories;
use crate::ranking::{self, ListScore};
use crate::restrictions::{self, RestrictionKind, RestrictionRow};
use kernel::Result;
use kernel::id::ProviderId;
use sea_orm::{ActiveEnum, ConnectionTrait};
use search_index::{Document, Kind};
use serde_json::json;
use std::collections::BTreeSet;

/// The dimensions of marks: size of the enterprise.
pub const SIZE: &str = "size";
/// Kinds of licences that hold.
pub const LICENCE: &str = "licence";
/// What is worked on: water, air.
pub const MEDIUM: &str = "medium";
/// How long a provider is here: a newcomer has neither reviews nor awards.
pub const STAGE: &str = "stage";
/// The mark of newcomers.
pub const NEWCOMER: &str = "stage/NEWCOMER";

/// The document of a provider; none when it is gone, or was removed from the lists.
///
/// # Errors
/// A fault when the database fails.
pub async fn document(db: &impl ConnectionTrait, id: &ProviderId) -> Result<Option<Document>> {
    Ok(documents(db, std::slice::from_ref(id)).await?.pop())
}

/// The documents of many providers, in six queries.
///
/// # Errors
/// A fault when the database fails.
pub async fn documents(db: &impl ConnectionTrait, ids: &[ProviderId]) -> Result<Vec<Document>> {
    let providers = store::providers_by_id(db, ids).await?;
    let mut offered = store::categories_of(db, ids).await?;
    let mut licences = store::qualifications_of(db, ids).await?;
    let scores = ranking::scores_of(db, ids).await?;
    let restrictions = restrictions::open_of_many(db, ids).await?;
    let mut found = Vec::with_capacity(providers.len());
    for id in ids {
        let Some(provider) = providers.get(id) else { continue };
        let held = licences.remove(id).unwrap_or_default();
        let restriction = restrictions.get(id);
        if restriction.is_some_and(|it| it.kind == RestrictionKind::Removed) {
            continue;
        }
        let offered = offered.remove(id).unwrap_or_default();
        found.push(of(provider, offered, &held, scores.get(id).copied(), restriction));
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

/// What of a licence is searched.
fn texts_of(licence: &QualificationRow) -> impl Iterator<Item = &str> {
    let texts = [Some(&licence.name), licence.scope.as_ref(), licence.mode.as_ref()];
    let texts = texts.into_iter().chain([licence.number.as_ref()]).flatten();
    texts.chain(&licence.waste_classes.0).map(String::as_str)
}

/// What a provider is filtered by: its size, the licences that hold, the media it works on, and
/// whether it is a newcomer.
fn marks_of(
    provider: &Model,
    leaves: &[String],
    licences: &[QualificationRow],
    score: Option<ListScore>,
) -> Vec<String> {
    let held = licences.iter().filter(|it| it.holds);
    let held = held.map(|it| format!("{LICENCE}/{}", it.kind.to_value()));
    let media = leaves.iter().filter_map(|it| categories::find(it)).flat_map(|it| &it.media);
    let media = media.map(|it| format!("{MEDIUM}/{it}"));
    let size = provider.size.map(|it| format!("{SIZE}/{}", it.to_value()));
    let is_newcomer = score.is_some_and(|it| it.is_newcomer);
    let newcomer = is_newcomer.then(|| NEWCOMER.to_owned());
    let all: BTreeSet<String> = held.chain(media).chain(size).chain(newcomer).collect();
    all.into_iter().collect()
}

fn of(
    provider: &Model,
    codes: Vec<String>,
    licences: &[QualificationRow],
    score: Option<ListScore>,
    restriction: Option<&RestrictionRow>,
) -> Document {
    let leaves: Vec<String> = codes.into_iter().filter(|it| it.contains('/')).collect();
    let offers: Vec<&str> =
        leaves.iter().filter_map(|it| categories::find(it)).map(|it| it.name).collect();
    let region = provider.region_code.as_ref().map(kernel::region::full_name);
    let seat = provider.region_code.as_ref().and_then(kernel::region::position);
    let position = provider.position.or(seat);
    let rating = (provider.review_count >= rules::REVIEWS_TO_SHOW)
        .then(|| f64::from(provider.rating_centi) / 100.0);
    let names = [&provider.short_name, &provider.credit_code].into_iter().flatten().cloned();
    let body = [provider.introduction.as_deref(), provider.address.as_deref()];
    let mut body: Vec<&str> = body.into_iter().flatten().collect();
    body.extend(licences.iter().flat_map(texts_of));
    let marks = marks_of(provider, &leaves, licences, score);
    let shown = licences.iter().find(|it| it.holds).or_else(|| licences.first());
    Document {
        key: provider.id.to_string(),
        group: provider.id.to_string(),
        kind: Kind::Provider,
        title: provider.name.clone(),
        names: names.collect(),
        body: body.join("\n"),
        context: offers.join(" ") + " " + region.as_deref().unwrap_or_default(),
        region: provider.region_code.as_ref().map(ToString::to_string),
        position: position.map(|it| (it.longitude(), it.latitude())),
        rank: score.map_or(0.0, |it| it.score_milli as f64 / ranking::rules::FULL_MILLI as f64),
        date: provider.updated_at.timestamp(),
        active_from: None,
        active_to: None,
        number: None,
        card: json!({
            "id": provider.id,
            "title": provider.name,
            "url": format!("/providers/{}", provider.id),
            "regionName": region,
            "position": position,
            "categories": offers,
            "rating": rating,
            "reviewCount": provider.review_count,
            "scoreMilli": score.map(|it| it.score_milli),
            "restriction": restriction.map(|it| json!({ "kind": it.kind, "until": it.until })),
            "size": provider.size,
            "licence": shown.map(|it| json!({
                "name": it.name, "validTo": it.valid_to, "holds": it.holds,
            })),
            "source": provider.source,
            "sourceOn": provider.source_on,
            "isDemo": provider.is_demo,
        }),
        categories: leaves,
        marks,
    }
}
