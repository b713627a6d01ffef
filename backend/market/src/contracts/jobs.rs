//! What happens to contracts by itself.

use super::{actions, by_clock, store};
use kernel::id::DemandId;
use kernel::{Actor, Result};
use platform::events::Event;
use platform::{Cx, Db};

/// How much is looked at in one go.
const AT_ONCE: u64 = 100;
/// Who acts.
const CLOCK: Actor = Actor::System("contracts.look_at_clocks");

/// Drafts the contract of a need that was awarded.
///
/// # Errors
/// A fault when the database fails; the event is read again.
pub async fn on_awarded(cx: &mut Cx, event: &Event) -> Result<()> {
    match DemandId::parse(&event.subject_id) {
        Ok(id) => actions::draft(cx, &id).await,
        Err(_) => Ok(()),
    }
}

/// Reminds, accepts by silence, and writes down what was not answered. One transaction each, so that
/// one that fails keeps no other back.
///
/// # Errors
/// The first fault; what was done stays done.
pub async fn look_at_clocks(db: &Db) -> Result<usize> {
    let due = store::due(db.read(), db.clock().now(), AT_ONCE).await?;
    let count = due.contracts.len() + due.milestones.len() + due.disputes.len();
    for id in due.contracts {
        db.in_transaction(CLOCK, |cx| {
            Box::pin(async move { by_clock::remind_to_sign(cx, &id).await })
        })
        .await?;
    }
    for (id, contract) in due.milestones {
        db.in_transaction(CLOCK, |cx| {
            Box::pin(async move { by_clock::look_at_delivery(cx, &id, &contract).await })
        })
        .await?;
    }
    for (id, contract) in due.disputes {
        db.in_transaction(CLOCK, |cx| {
            Box::pin(async move { by_clock::look_at_dispute(cx, &id, &contract).await })
        })
        .await?;
    }
    Ok(count)
}
