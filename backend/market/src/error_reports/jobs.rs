//! What happens to reports by itself.

use super::entity::ReportState;
use super::{actions, rules, store};
use kernel::id::ErrorReportId;
use kernel::{Actor, Result};
use platform::events::Event;
use platform::{Cx, Db};

/// Applies what moderators decided.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut Cx, event: &Event) -> Result<()> {
    let text = |key: &str| event.payload.get(key).and_then(serde_json::Value::as_str);
    if text("subjectKind") != Some(actions::SUBJECT) {
        return Ok(());
    }
    let id = text("subjectId").and_then(|it| ErrorReportId::parse(it).ok());
    let Some(id) = id else { return Ok(()) };
    match event.name.as_str() {
        "moderation.approved" => actions::end(cx, &id, ReportState::Mended).await,
        "moderation.refused" => actions::end(cx, &id, ReportState::Unfounded).await,
        "moderation.overturned" => actions::end(cx, &id, ReportState::Unfounded).await,
        _ => Ok(()),
    }
}

/// Blanks addresses that are of no use any more; answers how many.
///
/// # Errors
/// A fault when the database fails.
pub async fn forget_old(db: &Db) -> Result<u64> {
    db.in_transaction(Actor::System("error_reports"), |cx| {
        Box::pin(async move { store::blank(&cx.tx, cx.now - rules::ADDRESS_KEPT).await })
    })
    .await
}
