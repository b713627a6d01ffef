//! Rebuilds every score from the ledger, row by row, and compares it with what is kept. Another way
//! than the sums of the database, so that one checks the other.

use super::entity::evidence::Model as Evidence;
use super::rules::RuleBook;
use super::scoring::score_of;
use super::store::scoring::{self as scores, Known};
use super::store::{self, versions};
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::{EvidenceId, ProviderId};
use platform::Db;
use std::collections::{HashMap, HashSet};

/// So many providers are read at a time.
const AT_ONCE: u64 = 2_000;

/// What the comparison found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How many were compared.
    pub compared: usize,
    /// Those that differ.
    pub differing: Vec<Difference>,
}

/// A score that is not what the ledger says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Whose.
    pub provider_id: ProviderId,
    /// What is kept, in thousandths; none when nothing is.
    pub kept_milli: Option<i64>,
    /// What the ledger says.
    pub rebuilt_milli: i64,
}

/// Compares the scores at the end of a day; today when none is given. Providers that were not known
/// or not scored yet at the end of a past day are left out.
///
/// # Errors
/// A fault when the database fails, or no version held on that day.
pub async fn verify(db: &Db, day: Option<NaiveDate>) -> Result<Verdict> {
    let today = db.clock().today();
    let day = day.unwrap_or(today);
    let book = versions::on(db.read(), day).await?;
    let book = book.ok_or_else(|| anyhow::anyhow!("no version of the rules held on {day}"))?;
    let frozen = store::frozen_on(db.read(), day).await?;
    let (mut verdict, mut after) = (Verdict::default(), String::new());
    loop {
        let known = scores::known_after(db.read(), &after, AT_ONCE).await?;
        let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) else { break };
        let mut rows = by_provider(store::between(db.read(), first, last).await?);
        let kept = kept_on(db, day, day == today, (first, last)).await?;
        after = last.to_string();
        let was_known = |it: &Known| {
            kernel::clock::china_day(it.1) <= day && (day == today || kept.contains_key(&it.0))
        };
        for it in known.into_iter().filter(was_known) {
            let rows = rows.remove(&it.0).unwrap_or_default();
            compare(&mut verdict, &book, &it, &rows, &frozen, kept.get(&it.0).copied(), day);
        }
    }
    Ok(verdict)
}

fn compare(
    verdict: &mut Verdict,
    book: &RuleBook,
    known: &Known,
    rows: &[Evidence],
    frozen: &HashSet<EvidenceId>,
    kept_milli: Option<i64>,
    day: NaiveDate,
) {
    let rebuilt = score_of(book, known, &book.sums(rows, frozen, day), day);
    verdict.compared += 1;
    if kept_milli != Some(rebuilt.score_milli) {
        verdict.differing.push(Difference {
            provider_id: rebuilt.provider_id,
            kept_milli,
            rebuilt_milli: rebuilt.score_milli,
        });
    }
}

async fn kept_on(
    db: &Db,
    day: NaiveDate,
    is_today: bool,
    (first, last): (&ProviderId, &ProviderId),
) -> Result<HashMap<ProviderId, i64>> {
    if !is_today {
        return scores::kept_on(db.read(), day, first, last).await;
    }
    let found = scores::between(db.read(), first, last).await?;
    Ok(found.into_iter().map(|(id, it)| (id, it.score_milli)).collect())
}

fn by_provider(rows: Vec<Evidence>) -> HashMap<ProviderId, Vec<Evidence>> {
    let mut groups: HashMap<ProviderId, Vec<Evidence>> = HashMap::new();
    for row in rows {
        groups.entry(row.provider_id.clone()).or_default().push(row);
    }
    groups
}
