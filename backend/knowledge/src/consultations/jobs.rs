//! What happens to consultations by itself.

use super::{rules, store};
use kernel::{Actor, Result};
use platform::Db;

/// Blanks addresses that are of no use any more; answers how many.
///
/// # Errors
/// A fault when the database fails.
pub async fn forget_old(db: &Db) -> Result<u64> {
    db.in_transaction(Actor::System("consultations"), |cx| {
        Box::pin(async move { store::blank(&cx.tx, cx.now - rules::ADDRESS_KEPT).await })
    })
    .await
}
