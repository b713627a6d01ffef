//! Every licence of a class, judged for one job.

use super::rules::{self, Cover, WasteGap, WasteJob};
use super::store;
use crate::directory::{ProviderRow, QualificationRow, rules::waste_class};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use kernel::Result;
use kernel::clock::china_time;
use kernel::id::ProviderId;
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, HashMap};

/// The most licences of one class that are judged; three provinces have some hundreds.
const CANDIDATES: u64 = 2_000;

/// A provider whose licence covers the job.
pub struct Handler {
    /// Who.
    pub provider: ProviderRow,
    /// By which licence.
    pub licence: QualificationRow,
    /// Tonnes that were promised this year of the classes the licence lists.
    pub promised: f64,
    /// What is left, and what to ask.
    pub cover: Cover,
    /// What speaks for it.
    pub reasons: Vec<String>,
}

/// All licences, told apart.
pub struct Judged {
    /// Who could take the job, nearest first, each by its largest licence.
    pub handlers: Vec<Handler>,
    /// How many licences do not cover it, by the first reason why.
    pub excluded: BTreeMap<WasteGap, u64>,
}

/// Judges every licence that lists the class of a job.
///
/// # Errors
/// A fault when the database fails.
pub async fn judge(db: &impl ConnectionTrait, job: &WasteJob, today: NaiveDate) -> Result<Judged> {
    let licences = store::licences_listing(db, job.code.class(), &job.place, CANDIDATES).await?;
    let mut holders: Vec<ProviderId> = licences.iter().map(|it| it.provider_id.clone()).collect();
    holders.dedup();
    let mut providers = crate::directory::find_providers(db, &holders).await?;
    let (from, to) = year_of(job.on);
    let restricted = crate::restrictions::open_of_many(db, &holders).await?;
    let promised = store::promised(db, holders, from, to).await?;

    let judged = licences.len() as u64;
    let listing = match judged {
        CANDIDATES => store::count_listing(db, job.code.class()).await?,
        fewer => fewer,
    };
    let mut excluded = not_judged(store::count_licences(db).await?, listing, judged);
    let mut handlers = Vec::new();
    for licence in licences {
        let promised = taken_of(&licence, &promised);
        match rules::cover(&licence, job, promised, today) {
            Err(gap) => *excluded.entry(gap).or_default() += 1,
            Ok(_) if restricted.contains_key(&licence.provider_id) => {
                *excluded.entry(WasteGap::HolderRestricted).or_default() += 1;
            }
            Ok(cover) => {
                // The largest licence of a provider comes first and took it out.
                let Some(provider) = providers.remove(&licence.provider_id) else { continue };
                let reasons = rules::reasons(&licence, provider.region_code.as_ref(), job);
                handlers.push(Handler { provider, licence, promised, cover, reasons });
            }
        }
    }
    excluded.retain(|_, count| *count > 0);
    Ok(Judged { handlers, excluded })
}

/// How many licences were not judged, of all there are and of those that list the class: the former
/// for what they do not list, the latter because there are too many.
fn not_judged(all: u64, listing: u64, judged: u64) -> BTreeMap<WasteGap, u64> {
    BTreeMap::from([
        (WasteGap::ClassNotListed, all.saturating_sub(listing)),
        (WasteGap::NotJudged, listing.saturating_sub(judged)),
    ])
}

/// What a provider was promised of all classes a licence lists: they share its scale. Who holds
/// several licences of one class has it taken off each, since no award says by which it is done.
fn taken_of(licence: &QualificationRow, promised: &HashMap<ProviderId, Vec<(String, f64)>>) -> f64 {
    let of_provider = promised.get(&licence.provider_id).into_iter().flatten();
    let listed = of_provider.filter(|(code, _)| {
        waste_class(code).is_some_and(|class| licence.waste_classes.0.contains(&class))
    });
    listed.map(|(_, tonnes)| tonnes).sum()
}

/// The calendar year of a day, in China.
fn year_of(day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let begin = |year: i32| {
        let first = NaiveDate::from_yo_opt(year, 1).unwrap_or(day).and_time(chrono::NaiveTime::MIN);
        (first - chrono::Duration::seconds(china_time().local_minus_utc().into())).and_utc()
    };
    (begin(day.year()), begin(day.year() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_beyond_the_limit_are_not_counted_as_listing_something_else() {
        let count = |all, listing, judged| {
            let left = not_judged(all, listing, judged);
            (left[&WasteGap::ClassNotListed], left[&WasteGap::NotJudged])
        };
        assert_eq!(count(10, 4, 4), (6, 0));
        assert_eq!(count(2_600, 2_500, CANDIDATES), (100, 500));
        assert_eq!(count(2_000, 2_000, CANDIDATES), (0, 0));
    }

    #[test]
    fn a_year_begins_at_midnight_in_china() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day");
        let (from, to) = year_of(day);

        assert_eq!(from.to_rfc3339(), "2025-12-31T16:00:00+00:00");
        assert_eq!(to.to_rfc3339(), "2026-12-31T16:00:00+00:00");
    }
}
