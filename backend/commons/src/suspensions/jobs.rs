//! What happens to suspensions by itself.

use super::{actions, store};
use kernel::id::SuspensionId;
use kernel::{Actor, Result};
use platform::Db;
use platform::events::Event;

/// How many are ended in one go.
const AT_ONCE: u64 = 100;

/// Applies what moderators decided about appeals.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut platform::Cx, event: &Event) -> Result<()> {
    let text = |key: &str| event.payload.get(key).and_then(serde_json::Value::as_str);
    if text("subjectKind") != Some(actions::SUBJECT) {
        return Ok(());
    }
    let id = text("subjectId").and_then(|it| SuspensionId::parse(it).ok());
    let Some(id) = id else { return Ok(()) };
    match event.name.as_str() {
        "moderation.approved" => actions::end_appeal(cx, &id, true).await,
        "moderation.refused" => actions::end_appeal(cx, &id, false).await,
        _ => Ok(()),
    }
}

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
