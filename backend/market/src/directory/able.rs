//! Who could take a job, and why we think so.

use super::entity::provider::Model as ProviderRow;
use super::{rules, store};
use crate::categories;
use chrono::NaiveDate;
use kernel::{RegionCode, Result};
use sea_orm::ConnectionTrait;

/// How many providers are looked at before those without the right licence are left out.
const CANDIDATES: u64 = 200;

/// A provider that could take a job, with the reasons in words.
pub struct AbleProvider {
    /// Who.
    pub provider: ProviderRow,
    /// Why: place, category, licence.
    pub reasons: Vec<String>,
}

/// Providers that offer a category where it is needed and, for hazardous waste, hold a licence
/// that covers its class today; best rated first.
///
/// # Errors
/// A fault when the database fails.
pub async fn able_providers(
    db: &impl ConnectionTrait,
    category: &str,
    place: &RegionCode,
    waste_code: Option<&str>,
    today: NaiveDate,
    limit: usize,
) -> Result<Vec<AbleProvider>> {
    let candidates = store::serving(db, category, place, CANDIDATES).await?;
    let ids: Vec<_> = candidates.iter().map(|it| it.id.clone()).collect();
    let licences = store::qualifications_of(db, &ids).await?;
    let regions = store::service_regions_of(db, &ids).await?;
    let class = waste_code.and_then(rules::waste_class);

    let mut able = Vec::new();
    for provider in candidates {
        let mut reasons = vec![offers(category)];
        let served = regions.get(&provider.id).map_or(&[][..], Vec::as_slice);
        reasons.push(reach(&provider, served, place));
        let held = licences.get(&provider.id).map_or(&[][..], Vec::as_slice);
        if let Some(class) = &class {
            match held.iter().find(|it| rules::covers_waste(it, class, today)) {
                Some(licence) => reasons.push(licensed(class, licence.valid_to)),
                None => continue,
            }
        } else if let Some(valid) = held.iter().find(|it| rules::is_valid_on(it, today)) {
            reasons.push(format!("持有有效的{}", valid.name));
        }
        able.push(AbleProvider { provider, reasons });
        if able.len() == limit {
            break;
        }
    }
    Ok(able)
}

fn offers(category: &str) -> String {
    format!("提供{}", categories::find(category).map_or(category, |it| it.name))
}

fn reach(provider: &ProviderRow, served: &[RegionCode], place: &RegionCode) -> String {
    match served.iter().find(|it| it.contains(place)) {
        Some(region) => format!("服务{}", kernel::region::full_name(region)),
        None => {
            let home = provider.region_code.as_ref().map(kernel::region::full_name);
            format!("位于{}", home.unwrap_or_default())
        }
    }
}

fn licensed(class: &str, valid_to: Option<NaiveDate>) -> String {
    match valid_to {
        Some(day) => {
            format!("危险废物经营许可证含 {class}，有效期至 {}", day.format("%Y年%-m月%-d日"))
        }
        None => format!("危险废物经营许可证含 {class}"),
    }
}
