//! What happens to feeds in the background: bodies are imported, rows are attached, checks applied.

use super::conflicts;
use kernel::Result;
use kernel::id::{FeedConflictId, FeedRunId};
use platform::Cx;
use platform::events::Event;
use platform::jobs::{NewJob, enqueue};
use serde_json::{Value, json};

/// Imports a body that was sent in, or tries rows again.
pub const IMPORT: &str = "feeds.import";
/// Takes a row as the organisation's that said it is about it.
pub const ATTACH: &str = "feeds.attach";

pub(super) async fn enqueue_import(cx: &mut Cx, id: &FeedRunId) -> Result<()> {
    add(cx, IMPORT, json!({ "run": id })).await
}

pub(super) async fn enqueue_attach(cx: &mut Cx, id: &FeedConflictId) -> Result<()> {
    add(cx, ATTACH, json!({ "conflict": id })).await
}

async fn add(cx: &mut Cx, name: &'static str, payload: Value) -> Result<()> {
    let run_at = cx.now;
    enqueue(cx, NewJob { name, payload, run_at, dedupe_key: None }).await
}

/// Applies what moderators decided about rows that organisations said are not about them.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut Cx, event: &Event) -> Result<()> {
    let text = |key: &str| event.payload.get(key).and_then(Value::as_str);
    if text("subjectKind") != Some(conflicts::SUBJECT) {
        return Ok(());
    }
    let id = text("subjectId").and_then(|it| FeedConflictId::parse(it).ok());
    let Some(id) = id else { return Ok(()) };
    match event.name.as_str() {
        "moderation.approved" => conflicts::settle(cx, &id, true).await,
        "moderation.overturned" => conflicts::settle(cx, &id, false).await,
        "moderation.refused" => conflicts::settle(cx, &id, false).await,
        _ => Ok(()),
    }
}
