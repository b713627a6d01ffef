//! What happens to needs by itself.

use super::{actions, clocks, store};
use kernel::id::DemandId;
use kernel::{Actor, Result};
use platform::Db;
use platform::events::Event;

/// How many needs are opened in one go.
const AT_ONCE: u64 = 100;

/// Opens what is due. One transaction each, so that one that fails keeps no other closed.
///
/// # Errors
/// A fault when the needs that are due cannot be read; one that fails is logged and tried again.
pub async fn open_due(db: &Db) -> Result<usize> {
    let due = store::due(db.read(), db.clock().now(), AT_ONCE).await?;
    let mut count = 0;
    for id in due {
        let named = id.clone();
        let opened = db.in_transaction(Actor::System("demands.open_due"), |cx| {
            Box::pin(async move { actions::open(cx, &id).await })
        });
        match opened.await {
            Ok(()) => count += 1,
            Err(error) => tracing::error!(demand = %named, ?error, "a need was not opened"),
        }
    }
    Ok(count)
}

/// Reminds buyers who do not score or decide, and ends needs whose time is over. One transaction each.
///
/// # Errors
/// A fault when the needs that are due cannot be read; one that fails is logged and tried again.
pub async fn look_at_buyers(db: &Db) -> Result<usize> {
    let mut count = 0;
    for id in store::to_look_at(db.read(), db.clock().now(), AT_ONCE).await? {
        let named = id.clone();
        let is_done = db.in_transaction(Actor::System("demands.look_at_buyers"), |cx| {
            Box::pin(async move { clocks::look(cx, &id).await })
        });
        match is_done.await {
            Ok(is_done) => count += usize::from(is_done),
            Err(error) => tracing::error!(demand = %named, ?error, "a clock was not looked at"),
        }
    }
    Ok(count)
}

/// Applies what moderators decided about needs.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut platform::Cx, event: &Event) -> Result<()> {
    let text = |key: &str| event.payload.get(key).and_then(serde_json::Value::as_str);
    if text("subjectKind") != Some(actions::SUBJECT) {
        return Ok(());
    }
    let Some(id) = text("subjectId").and_then(|it| DemandId::parse(it).ok()) else { return Ok(()) };
    match event.name.as_str() {
        "moderation.approved" => actions::publish(cx, &id).await,
        "moderation.refused" => actions::refuse(cx, &id).await,
        "moderation.returned" => actions::ask_to_mend(cx, &id).await,
        "moderation.overturned" => actions::overturn(cx, &id).await,
        _ => Ok(()),
    }
}
