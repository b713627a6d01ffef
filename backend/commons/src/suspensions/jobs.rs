//! What happens to suspensions by itself.

use super::{actions, store};
use kernel::{Actor, Result};
use platform::Db;

/// How many are ended in one go.
const AT_ONCE: u64 = 100;

/// Ends those whose term is over, one transaction each.
///
/// # Errors
/// The first fault; those already ended stay ended.
pub async fn end_due(db: &Db) -> Result<usize> {
    let today = kernel::clock::china_day(db.clock().now());
    let due = store::due(db.read(), today, AT_ONCE).await?;
    let count = due.len();
    for row in due {
        db.in_transaction(Actor::System("suspensions.end_due"), |cx| {
            Box::pin(async move {
                actions::restore(cx, &row.organisation_id, "暂停期限已满").await.map(drop)
            })
        })
        .await?;
    }
    Ok(count)
}
