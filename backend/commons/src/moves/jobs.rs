//! What moderators of the other region decided about moves.

use super::{actions, consent};
use kernel::Result;
use kernel::id::OrganisationMoveId;
use platform::Cx;
use platform::events::Event;
use serde_json::Value;

/// Carries out, or drops, what was proposed.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut Cx, event: &Event) -> Result<()> {
    let text = |key: &str| event.payload.get(key).and_then(Value::as_str);
    if text("subjectKind") != Some(actions::SUBJECT) {
        return Ok(());
    }
    let id = text("subjectId").and_then(|it| OrganisationMoveId::parse(it).ok());
    let Some(id) = id else { return Ok(()) };
    match event.name.as_str() {
        "moderation.approved" => consent::make(cx, &id).await,
        "moderation.refused" => consent::decline(cx, &id).await,
        _ => Ok(()),
    }
}
