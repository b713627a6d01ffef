//! What happens to the directory by itself.

use super::{actions, reminders, store};
use kernel::{Actor, Result};
use platform::Db;

/// How many licences are looked at in one go.
const AT_ONCE: u64 = 500;

/// Writes down which licences have begun or ended since they were looked at last, so that a
/// provider leaves the lists of those who hold one on the day it ends, and comes back with the
/// next. Answers how many changed.
///
/// # Errors
/// The first fault; what was written stays.
pub async fn look_at_terms(db: &Db) -> Result<usize> {
    let today = db.clock().today();
    let due = store::licences_to_look_at(db.read(), today, AT_ONCE).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let count = due.len();
    db.in_transaction(Actor::System("directory.look_at_terms"), |cx| {
        Box::pin(async move { actions::turn(cx, due).await })
    })
    .await?;
    Ok(count)
}

/// Reminds holders of licences that end soon; answers how many licences were looked at.
///
/// # Errors
/// The first fault; who was told before it stays told.
pub async fn remind_of_ends(db: &Db) -> Result<usize> {
    let due = store::licences_to_remind(db.read(), db.clock().today(), AT_ONCE).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let count = due.len();
    db.in_transaction(Actor::System("directory.remind_of_ends"), |cx| {
        Box::pin(async move {
            for licence in due {
                reminders::remind(cx, licence).await?;
            }
            Ok(())
        })
    })
    .await?;
    Ok(count)
}
