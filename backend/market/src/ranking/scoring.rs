//! Scoring: a few providers after an event, all of them each day.

use super::entity::{day, score};
use super::rules::{self, RuleBook, Sums};
use super::store::scoring::{self as store, Among, Known};
use super::store::versions;
use chrono::NaiveDate;
use kernel::clock::china_day;
use kernel::id::ProviderId;
use kernel::{Actor, NewEvent, Result};
use platform::{Cx, Db};
use std::collections::HashMap;

/// So many providers are scored in one transaction: others wait for it no longer than that.
const AT_ONCE: u64 = 2_000;

/// What scoring everything came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scored {
    /// How many were scored.
    pub providers: usize,
    /// How many changed.
    pub changed: usize,
}

/// The score of a provider by a version on a day.
pub(super) fn score_of(
    book: &RuleBook,
    (id, known_at): &Known,
    sums: &Sums,
    day: NaiveDate,
) -> score::Model {
    score::Model {
        provider_id: id.clone(),
        version: book.version.number,
        score_milli: book.score(sums),
        is_newcomer: rules::is_newcomer(china_day(*known_at), sums, day),
    }
}

/// Scores some providers as of today, and tells of those that changed. Some hundred at most.
///
/// # Errors
/// A fault when the database fails.
pub(super) async fn score_some(cx: &mut Cx, ids: &[ProviderId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let (book, today) = (versions::live_for_change(&cx.tx).await?, cx.today());
    let known = store::known_among(&cx.tx, ids).await?;
    let sums = store::sums(&cx.tx, book.version.number, today, Among::These(ids)).await?;
    let before = store::of(&cx.tx, ids).await?;
    keep(cx, &book, &known, &sums, &before, today).await.map(drop)
}

/// Writes what differs and tells of it; answers how many did.
async fn keep(
    cx: &mut Cx,
    book: &RuleBook,
    known: &[Known],
    sums: &HashMap<ProviderId, Sums>,
    before: &HashMap<ProviderId, score::Model>,
    day: NaiveDate,
) -> Result<usize> {
    let nothing = Sums::default();
    let scores =
        known.iter().map(|it| score_of(book, it, sums.get(&it.0).unwrap_or(&nothing), day));
    let changed: Vec<score::Model> =
        scores.filter(|it| before.get(&it.provider_id) != Some(it)).collect();
    store::put(&cx.tx, &changed, day).await?;
    // Who is only scored by another version comes out the same in the list.
    let is_moved = |it: &&score::Model| {
        before.get(&it.provider_id).is_none_or(|old| {
            (old.score_milli, old.is_newcomer) != (it.score_milli, it.is_newcomer)
        })
    };
    let moved = changed.iter().filter(is_moved);
    let events = moved.map(|it| NewEvent::of("ranking.scored", "provider", &it.provider_id));
    let events: Vec<NewEvent> = events.collect();
    for some in events.chunks(500) {
        cx.emit_all(some.to_vec()).await?;
    }
    Ok(changed.len())
}

/// Scores every provider as of a day, in steps; writes only what changed.
///
/// # Errors
/// The first fault; what was written stays, and doing it again finishes it.
pub async fn score_all(db: &Db, day: NaiveDate) -> Result<Scored> {
    let mut done = Scored::default();
    let mut after = String::new();
    loop {
        let known = store::known_after(db.read(), &after, AT_ONCE).await?;
        let Some((last, _)) = known.last() else { break };
        after = last.to_string();
        done.providers += known.len();
        let step = db.in_transaction(Actor::System("ranking.score_all"), |cx| {
            Box::pin(async move { score_step(cx, &known, day).await })
        });
        done.changed += step.await?;
    }
    Ok(done)
}

async fn score_step(cx: &mut Cx, known: &[Known], day: NaiveDate) -> Result<usize> {
    let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) else { return Ok(0) };
    let live = versions::live_for_change(&cx.tx).await?;
    let book = if day == cx.today() { Some(live) } else { versions::on(&cx.tx, day).await? };
    let Some(book) = book else { return Ok(0) };
    let among = Among::Between(first, last);
    let sums = store::sums(&cx.tx, book.version.number, day, among).await?;
    let before = store::between(&cx.tx, first, last).await?;
    keep(cx, &book, known, &sums, &before, day).await
}

/// Scores everything for the days that have not been: today, and the days that were slept through
/// after which rows stopped counting. Answers how many days were done.
///
/// # Errors
/// The first fault.
pub async fn score_due(db: &Db) -> Result<usize> {
    let today = db.clock().today();
    let version = versions::live_number(db.read()).await?;
    if store::is_done(db.read(), today, version).await? {
        return Ok(0);
    }
    let mut days = Vec::new();
    if let Some(last) = store::last_day(db.read()).await?.filter(|it| *it < today) {
        let ends = store::ends_between(db.read(), last, today).await?;
        days.extend(ends.into_iter().filter_map(|it| it.succ_opt()).filter(|it| *it < today));
    }
    days.push(today);
    let count = days.len();
    for on in days {
        let scored = score_all(db, on).await?;
        let number = |it: usize| i32::try_from(it).unwrap_or(i32::MAX);
        let row = day::Model {
            day: on,
            version,
            providers: number(scored.providers),
            changed: number(scored.changed),
            finished_at: db.clock().now(),
        };
        db.in_transaction(Actor::System("ranking.score_due"), |cx| {
            Box::pin(async move { store::put_day(&cx.tx, row).await })
        })
        .await?;
    }
    Ok(count)
}
