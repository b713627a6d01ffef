//! What happens to restrictions by itself.

use super::{actions, store};
use crate::directory;
use kernel::{Actor, Result};
use platform::Db;

/// How many are lifted in one go.
const AT_ONCE: u64 = 100;

/// Lifts those whose term is over, one transaction each.
///
/// # Errors
/// The first fault; those already lifted stay lifted.
pub async fn end_due(db: &Db) -> Result<usize> {
    let due = store::due(db.read(), db.clock().today(), AT_ONCE).await?;
    let count = due.len();
    for row in due {
        db.in_transaction(Actor::System("restrictions.end_due"), |cx| {
            Box::pin(async move {
                let provider = directory::find_provider(&cx.tx, &row.provider_id).await?;
                let Some(provider) = provider else { return Ok(()) };
                actions::lift(cx, &provider.organisation_id, "限制期限已满").await.map(drop)
            })
        })
        .await?;
    }
    Ok(count)
}
