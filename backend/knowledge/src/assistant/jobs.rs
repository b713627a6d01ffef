//! What happens to asked questions by itself.

use super::{rules, store};
use kernel::{Actor, Result};
use platform::Db;

/// Forgets what was asked long ago; answers how much.
///
/// # Errors
/// A fault when the database fails.
pub async fn forget_old(db: &Db) -> Result<u64> {
    db.in_transaction(Actor::System("assistant"), |cx| {
        Box::pin(async move { store::forget(&cx.tx, cx.now - rules::KEPT).await })
    })
    .await
}
