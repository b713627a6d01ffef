//! What happens around proposals by itself.

use super::{actions, panel, store};
use kernel::{Actor, Result};
use platform::Db;

/// How many needs are awarded in one go.
const AT_ONCE: u64 = 100;

/// Ends objections of the practice hall whose time is over, and awards needs whose notice has ended without an
/// open objection. One transaction each, so that one
/// that fails keeps no other back.
///
/// # Errors
/// A fault when the needs that are due cannot be read; one that fails is logged and tried again.
pub async fn award_due(db: &Db) -> Result<usize> {
    let now = db.clock().now();
    let mut count = 0;
    for id in store::left_alone(db.read(), now, AT_ONCE).await? {
        let is_done = db.in_transaction(Actor::System("proposals.leave_alone"), |cx| {
            Box::pin(async move { panel::leave_alone(cx, &id).await })
        });
        count += usize::from(is_done.await?);
    }
    let due = store::due(db.read(), now, AT_ONCE).await?;
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
