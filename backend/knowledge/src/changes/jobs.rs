//! A day on which a text starts comes without anybody doing anything: it is written down then.

use super::rules::LawChangeKind;
use super::{actions, store};
use chrono::NaiveTime;
use kernel::clock::china_time;
use kernel::{Actor, Result};
use platform::Db;

/// The most texts that are noted in one go.
const AT_ONCE: u64 = 100;

/// Writes down which texts start today; answers how many.
///
/// # Errors
/// A fault when the database fails.
pub async fn note_starts(db: &Db) -> Result<usize> {
    let today = db.clock().today();
    let midnight = today.and_time(NaiveTime::MIN).and_local_timezone(china_time()).single();
    // China has no summer time: every local time is one moment.
    let Some(midnight) = midnight.map(|it| it.to_utc()) else { return Ok(0) };
    if store::starting(db.read(), today, midnight, 1).await?.is_empty() {
        return Ok(0);
    }
    db.in_transaction(Actor::System("law_changes.starts"), |cx| {
        Box::pin(async move {
            let starting = store::starting(&cx.tx, today, midnight, AT_ONCE).await?;
            for law in &starting {
                actions::record(cx, law, LawChangeKind::Started, today).await?;
            }
            Ok(starting.len())
        })
    })
    .await
}
