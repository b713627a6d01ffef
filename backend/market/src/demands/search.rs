//! Needs as the search index knows them.

use super::entity::Model;
use super::{rules, store};
use crate::categories;
use kernel::Result;
use kernel::id::DemandId;
use sea_orm::{ActiveEnum, ConnectionTrait};
use search_index::{Document, Kind};
use serde_json::json;

/// The dimension of marks: where a need stands.
pub const STATE: &str = "state";

/// The documents of those needs that anybody may read; practice is not searched.
///
/// # Errors
/// A fault when the database fails.
pub async fn documents(db: &impl ConnectionTrait, ids: &[DemandId]) -> Result<Vec<Document>> {
    let rows = store::find_all(db, ids).await?;
    let is_found = |it: &&Model| rules::is_public(it.state) && !it.pace().is_practice();
    Ok(rows.iter().filter(is_found).map(of).collect())
}

/// Whether what happened to a need can be seen in its document: neither a need nobody may read
/// yet, nor how many bids there are.
pub fn shows(event: &str) -> bool {
    !matches!(event, "demands.posted" | "demands.refused") && !event.starts_with("bids.")
}

/// Ids after one, in order; for rebuilding the index.
///
/// # Errors
/// A fault when the database fails.
pub async fn ids_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<DemandId>> {
    store::ids_after(db, after, limit).await
}

fn of(demand: &Model) -> Document {
    let region = kernel::region::full_name(&demand.region_code);
    let position = kernel::region::position(&demand.region_code);
    let category = categories::find(&demand.category_code).map_or("", |it| it.name);
    Document {
        key: demand.id.to_string(),
        group: demand.id.to_string(),
        kind: Kind::Demand,
        title: demand.title.clone(),
        names: demand.waste_code.iter().cloned().collect(),
        body: demand.description.clone(),
        context: format!("{category} {region}"),
        region: Some(demand.region_code.to_string()),
        position: position.map(|it| (it.longitude(), it.latitude())),
        categories: vec![demand.category_code.clone()],
        marks: vec![format!("{STATE}/{}", demand.state.to_value())],
        rank: 0.5,
        date: demand.published_at.unwrap_or(demand.created_at).timestamp(),
        active_from: None,
        active_to: None,
        number: None,
        card: json!({
            "id": demand.id,
            "title": demand.title,
            "url": format!("/demands/{}", demand.id),
            "regionName": region,
            "category": category,
            "deadline": demand.deadline,
            "state": demand.state,
            "isDemo": demand.is_demo,
        }),
    }
}
