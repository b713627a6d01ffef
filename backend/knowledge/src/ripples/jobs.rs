//! A day on which a text starts or ends comes without an event: every writing is looked at once a day.

use super::{actions, store};
use kernel::{Actor, Result};
use platform::Db;

/// The most laws that are looked at in one go.
const AT_ONCE: usize = 50;

/// Holds what has not been looked at today against the laws, one law a transaction; answers how many
/// laws were looked at.
///
/// # Errors
/// The first fault; what was looked at stays so.
pub async fn look_due(db: &Db) -> Result<usize> {
    let mut count = 0;
    while count < AT_ONCE {
        let today = db.clock().today();
        let Some(slug) = store::law_to_look_at(db.read(), today).await? else { break };
        db.in_transaction(Actor::System("ripples.look"), |cx| {
            Box::pin(async move { actions::look_at(cx, &slug).await })
        })
        .await?;
        count += 1;
    }
    Ok(count)
}
