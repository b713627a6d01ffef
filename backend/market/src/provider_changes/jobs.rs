//! What moderators decided about providers' pages.

use super::actions;
use kernel::Result;
use kernel::id::ChangeRequestId;
use platform::events::Event;

/// Applies what moderators decided.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut platform::Cx, event: &Event) -> Result<()> {
    let kind = event.payload.get("subjectKind").and_then(serde_json::Value::as_str);
    if kind != Some(actions::SUBJECT) {
        return Ok(());
    }
    let Ok(id) = ChangeRequestId::parse(&event.subject_id) else { return Ok(()) };
    match event.name.as_str() {
        "moderation.approved" => actions::apply(cx, &id).await,
        "moderation.refused" => actions::refuse(cx, &id).await,
        "moderation.returned" => actions::ask_to_mend(cx, &id).await,
        "moderation.overturned" => actions::overturn(cx, &id).await,
        _ => Ok(()),
    }
}
