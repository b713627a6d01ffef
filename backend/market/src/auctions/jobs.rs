//! What happens to auctions by itself.

use super::{actions, store};
use kernel::{Actor, Result};
use platform::Db;

/// How many are ended in one go.
const AT_ONCE: u64 = 100;

/// Writes down what came of auctions that are over. One transaction each, so that one that fails keeps no other
/// back.
///
/// # Errors
/// A fault when those that are due cannot be read; one that fails is logged and tried again.
pub async fn end_due(db: &Db) -> Result<usize> {
    let mut count = 0;
    for id in store::due(db.read(), db.clock().now(), AT_ONCE).await? {
        let named = id.clone();
        let is_done = db.in_transaction(Actor::System("auctions.end_due"), |cx| {
            Box::pin(async move { actions::end(cx, &id).await })
        });
        match is_done.await {
            Ok(is_done) => count += usize::from(is_done),
            Err(error) => tracing::error!(demand = %named, ?error, "an auction was not ended"),
        }
    }
    Ok(count)
}
