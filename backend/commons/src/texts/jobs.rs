//! What happens to findings by itself.

use super::{actions, store};
use chrono::Duration;
use kernel::id::TextFindingId;
use kernel::{Actor, Result};
use platform::Db;
use platform::events::Event;

/// How long a finding nobody appealed against is kept: as long as the law asks of logs (网络安全法
/// 21), and no longer, since a span may tell a person apart.
const KEPT: Duration = Duration::days(183);

/// Applies what moderators decided about appeals.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut platform::Cx, event: &Event) -> Result<()> {
    let text = |key: &str| event.payload.get(key).and_then(serde_json::Value::as_str);
    if text("subjectKind") != Some(actions::SUBJECT) {
        return Ok(());
    }
    let id = text("subjectId").and_then(|it| TextFindingId::parse(it).ok());
    let Some(id) = id else { return Ok(()) };
    match event.name.as_str() {
        "moderation.overturned" => actions::end(cx, &id, false).await,
        "moderation.refused" => actions::end(cx, &id, false).await,
        "moderation.approved" => actions::end(cx, &id, true).await,
        _ => Ok(()),
    }
}

/// Forgets findings nobody needs any more; answers how many.
///
/// # Errors
/// A fault when the database fails.
pub async fn forget_old(db: &Db) -> Result<u64> {
    db.in_transaction(Actor::System("texts"), |cx| {
        Box::pin(async move { store::forget(&cx.tx, cx.now - KEPT).await })
    })
    .await
}
