//! Providers with everything that is public of them, in order of their ids; for extracts.

use super::entity::provider::Model;
use super::entity::qualification::Model as QualificationRow;
use super::store;
use crate::restrictions::{self, RestrictionKind};
use kernel::{RegionCode, Result};
use sea_orm::ConnectionTrait;

/// A provider and what hangs on it.
pub struct WholeProvider {
    /// Its page.
    pub provider: Model,
    /// The codes of what it offers, the groups above included.
    pub categories: Vec<String>,
    /// Where it says it serves.
    pub service_regions: Vec<RegionCode>,
    /// Its licences and certificates.
    pub qualifications: Vec<QualificationRow>,
    /// How far it is held back today.
    pub restriction: Option<RestrictionKind>,
}

/// The next providers after an id; empty at the end.
///
/// # Errors
/// A fault when the database fails.
pub async fn whole_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<WholeProvider>> {
    let ids = store::ids_after(db, after, limit).await?;
    let mut providers = store::providers_by_id(db, &ids).await?;
    let mut categories = store::categories_of(db, &ids).await?;
    let mut regions = store::service_regions_of(db, &ids).await?;
    let mut qualifications = store::qualifications_of(db, &ids).await?;
    let mut restrictions = restrictions::open_of_many(db, &ids).await?;
    let whole = ids.iter().filter_map(|id| {
        Some(WholeProvider {
            provider: providers.remove(id)?,
            categories: categories.remove(id).unwrap_or_default(),
            service_regions: regions.remove(id).unwrap_or_default(),
            qualifications: qualifications.remove(id).unwrap_or_default(),
            restriction: restrictions.remove(id).map(|it| it.kind),
        })
    });
    Ok(whole.collect())
}
