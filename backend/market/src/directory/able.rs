//! Who could take a job, and why we think so.

use super::entity::provider::Model as ProviderRow;
use super::entity::qualification::Model as QualificationRow;
use super::{rules, store};
use crate::categories;
use crate::restrictions;
use chrono::NaiveDate;
use kernel::id::ProviderId;
use kernel::{RegionCode, Result};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;

/// How many providers are looked at at a time: most often the first few are able.
const AT_A_TIME: u64 = 20;
/// How many times so many are looked at before those without the right licence are given up.
const TIMES: usize = 10;

/// A provider that could take a job, with the reasons in words.
pub struct AbleProvider {
    /// Who.
    pub provider: ProviderRow,
    /// Why: place, category, licence.
    pub reasons: Vec<String>,
}

/// Providers that offer a category where it is needed and, for hazardous waste, hold a licence
/// that covers its class today; best rated first. Those that are restricted are not offered.
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
    let class = waste_code.and_then(rules::waste_class);
    let mut able = Vec::new();
    let mut last: Option<ProviderRow> = None;
    for _ in 0..TIMES {
        let some = store::serving(db, category, place, last.as_ref(), AT_A_TIME).await?;
        let ids: Vec<_> = some.iter().map(|it| it.id.clone()).collect();
        let held = Held {
            licences: store::qualifications_of(db, &ids).await?,
            regions: store::service_regions_of(db, &ids).await?,
        };
        let restricted = restrictions::open_of_many(db, &ids).await?;
        let judged = some.iter().filter(|it| !restricted.contains_key(&it.id)).filter_map(|it| {
            let reasons = held.reasons(it, category, place, class.as_deref(), today)?;
            Some(AbleProvider { provider: it.clone(), reasons })
        });
        able.extend(judged.take(limit - able.len()));
        let is_last = some.len() < AT_A_TIME as usize;
        last = some.into_iter().next_back();
        if able.len() == limit || is_last {
            break;
        }
    }
    Ok(able)
}

/// What some providers hold, and where they serve.
struct Held {
    licences: HashMap<ProviderId, Vec<QualificationRow>>,
    regions: HashMap<ProviderId, Vec<RegionCode>>,
}

impl Held {
    /// Why a provider could take the job; none when it lacks the licence.
    fn reasons(
        &self,
        provider: &ProviderRow,
        category: &str,
        place: &RegionCode,
        class: Option<&str>,
        today: NaiveDate,
    ) -> Option<Vec<String>> {
        let served = self.regions.get(&provider.id).map_or(&[][..], Vec::as_slice);
        let mut reasons = vec![offers(category), reach(provider, served, place)];
        let mut held = self.licences.get(&provider.id).map_or(&[][..], Vec::as_slice).iter();
        if let Some(class) = class {
            let licence = held.find(|it| rules::covers_waste(it, class, today))?;
            reasons.push(licensed(class, licence.valid_to));
        } else if let Some(valid) = held.find(|it| rules::is_valid_on(it, today)) {
            reasons.push(format!("持有有效的{}", valid.name));
        }
        Some(reasons)
    }
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
