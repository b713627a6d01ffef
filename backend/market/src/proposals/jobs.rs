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
/// A fault when the needs that are due cannot be read; one that fails is logged and tried again.
pub async fn award_due(db: &Db) -> Result<usize> {
    let due = store::due(db.read(), db.clock().now(), AT_ONCE).await?;
    let mut count = 0;
    for id in due {
        let named = id.clone();
        let is_done = db.in_transaction(Actor::System("proposals.award_due"), |cx| {
            Box::pin(async move { actions::award(cx, &id).await })
        });
        match is_done.await {
            Ok(is_done) => count += usize::from(is_done),
            Err(error) => tracing::error!(demand = %named, ?error, "a need was not awarded"),
        }
    }
    Ok(count)
}
