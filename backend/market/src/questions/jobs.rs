//! What happens around questions by itself.

use super::actions;
use crate::demands;
use kernel::{Actor, Result};
use platform::Db;

/// Puts off what must be. One transaction each, so that one that fails keeps no other back.
///
/// # Errors
/// The first fault; those put off stay so.
pub async fn put_off_due(db: &Db) -> Result<usize> {
    let near = demands::closing_with_questions(db.read(), db.clock().now()).await?;
    let count = near.len();
    for id in near {
        db.in_transaction(Actor::System("questions.put_off_due"), |cx| {
            Box::pin(async move { actions::put_off(cx, &id).await })
        })
        .await?;
    }
    Ok(count)
}
