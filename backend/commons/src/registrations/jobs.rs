//! What happens to registrations by itself.

use super::actions;
use kernel::Result;
use kernel::id::RegistrationId;
use platform::events::Event;

/// Applies what associations decided about registrations.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut platform::Cx, event: &Event) -> Result<()> {
    let text = |key: &str| event.payload.get(key).and_then(serde_json::Value::as_str);
    if text("subjectKind") != Some(actions::SUBJECT) {
        return Ok(());
    }
    let id = text("subjectId").and_then(|it| RegistrationId::parse(it).ok());
    let Some(id) = id else { return Ok(()) };
    match event.name.as_str() {
        "moderation.approved" => actions::approve(cx, &id).await,
        "moderation.refused" => actions::refuse(cx, &id).await,
        "moderation.returned" => actions::ask_to_mend(cx, &id).await,
        _ => Ok(()),
    }
}
