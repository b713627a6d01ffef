//! What happens around proposals by itself.

use super::{actions, store};
use kernel::{Actor, Result};
use platform::Db;

/// How many needs are awarded in one go.
const AT_ONCE: u64 = 100;

/// Awards needs whose notice has ended without an open objection. One transaction each, so that one
/// that fails keeps no other back.
///
/// # Errors
/// The first fault; those awarded stay so.
pub async fn award_due(db: &Db) -> Result<usize> {
    let due = store::due(db.read(), db.clock().now(), AT_ONCE).await?;
    let mut count = 0;
    for id in due {
        let is_done = db.in_transaction(Actor::System("proposals.award_due"), |cx| {
            Box::pin(async move { actions::award(cx, &id).await })
        });
        count += usize::from(is_done.await?);
    }
    Ok(count)
}
