//! What happens around questions by itself.

use super::{actions, rules};
use crate::demands;
use kernel::{Actor, Result};
use platform::Db;

/// Puts off what must be. One transaction each, so that one that fails keeps no other back.
///
/// # Errors
/// The first fault; those put off stay so.
pub async fn put_off_due(db: &Db) -> Result<usize> {
    let now = db.clock().now();
    let mut near = demands::closing_with_questions(db.read(), now).await?;
    near.retain(|it| rules::must_be_put_off(it.window(), it.extensions, now));
    let mut count = 0;
    for demand in near {
        let is_done = db.in_transaction(Actor::System("questions.put_off_due"), |cx| {
            Box::pin(async move { actions::put_off(cx, &demand.id).await })
        });
        count += usize::from(is_done.await?);
    }
    Ok(count)
}
