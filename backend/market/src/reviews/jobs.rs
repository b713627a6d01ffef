//! What happens to reviews by itself.

use super::{actions, store};
use kernel::{Actor, Result};
use platform::Db;

/// How many are shown in one go.
const AT_ONCE: u64 = 100;

/// Puts reviews up whose time has come. One transaction each.
///
/// # Errors
/// The first fault; those put up stay so.
pub async fn show_due(db: &Db) -> Result<usize> {
    let due = store::due(db.read(), db.clock().now(), AT_ONCE).await?;
    let count = due.len();
    for id in due {
        db.in_transaction(Actor::System("reviews.show_due"), |cx| {
            Box::pin(async move { actions::show(cx, &id).await })
        })
        .await?;
    }
    Ok(count)
}
