//! Counting wrong passwords.
//!
//! The name of a counter is the address that was typed, whether it has an account or not, so
//! that both cost and answer the same. A device on which the account has signed in before has a
//! counter of its own: strangers who guess lock the address for strangers, not for its owner.

use super::auth::Auth;
use super::{counter_entity, store};
use chrono::{DateTime, Duration, Utc};
use kernel::{Actor, Result};
use platform::{Cx, Db};

/// How long a counter is kept without a new failure.
const KEPT: Duration = Duration::days(1);
/// How long ended sessions are kept: as long as the log must be (网络安全法 §21).
const SESSIONS_KEPT: Duration = Duration::days(183);

/// The name of the counter of an address.
pub(super) fn of_address(auth: &Auth, email: &str) -> String {
    auth.words.counters.word(&format!("address {email}"))
}

/// The name of the counter of an address on a device that it knows.
pub(super) fn of_device(auth: &Auth, email: &str, device: &str) -> String {
    auth.words.counters.word(&format!("device {device} {email}"))
}

/// Where a counter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing was counted.
    Clear,
    /// Wrong passwords were counted.
    Counting,
    /// It locks now.
    Locked,
}

/// Where a counter stands now.
pub(super) async fn standing(cx: &Cx, subject: &str) -> Result<Standing> {
    Ok(match store::find_counter(&cx.tx, subject).await? {
        None => Standing::Clear,
        Some(counter) if locks_at(&counter, cx.now) => Standing::Locked,
        Some(_) => Standing::Counting,
    })
}

fn locks_at(counter: &counter_entity::Model, now: DateTime<Utc>) -> bool {
    counter.locked_until.is_some_and(|until| now < until)
}

/// Counts a wrong password; true when it locks.
///
/// A counter that others locked since it was asked stays as it is: what is guessed while it
/// locks is not counted.
pub(super) async fn count(cx: &mut Cx, auth: &Auth, subject: &str) -> Result<bool> {
    let before = store::take_counter(&cx.tx, subject, cx.now).await?;
    if locks_at(&before, cx.now) {
        return Ok(false);
    }
    let failures = if cx.now - before.last_at < KEPT { before.failures } else { 0 };
    let failures = failures.saturating_add(1);
    let locked_until = auth.lock_out.until(u32::try_from(failures).unwrap_or(0), cx.now);
    let counted = counter_entity::Model { failures, locked_until, last_at: cx.now, ..before };
    store::put_counter(&cx.tx, counted).await?;
    Ok(locked_until.is_some())
}

/// Forgets the wrong passwords before a right one.
pub(super) async fn forgive(cx: &Cx, subject: &str) -> Result<()> {
    store::delete_counter(&cx.tx, subject).await
}

/// Forgets counters and ended sessions that are of no use any more; says how many.
///
/// # Errors
/// A fault when the database fails.
pub async fn forget_old(db: &Db) -> Result<u64> {
    db.in_transaction(Actor::System("sessions"), |cx| {
        Box::pin(async move {
            let now: DateTime<Utc> = cx.now;
            let counters = store::delete_counters_before(&cx.tx, now - KEPT, now).await?;
            let sessions = store::delete_sessions_before(&cx.tx, now - SESSIONS_KEPT).await?;
            Ok(counters + sessions)
        })
    })
    .await
}
