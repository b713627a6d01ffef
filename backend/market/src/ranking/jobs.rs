//! What follows from events and decisions.

use super::store::facts;
use super::{disputes, ledger, scoring};
use kernel::Result;
use kernel::id::{ChangeRequestId, DemandId, ProviderId};
use platform::Cx;
use platform::events::Event;
use std::collections::BTreeSet;

/// So many providers are derived and scored in one go.
const AT_ONCE: usize = 200;

/// Whether an event may change a score.
pub fn concerns(event: &Event) -> bool {
    matches!(
        event.name.as_str(),
        "directory.provider_changed"
            | "demands.opened"
            | "demands.ranked"
            | "demands.envelopes_opened"
            | "demands.awarded"
            | "contracts.completed"
            | "ranking.evidence_changed"
    )
}

/// Keeps ledger and scores in step with what happened, for all events together: many are about the
/// same providers.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_events(cx: &mut Cx, events: &[Event]) -> Result<()> {
    let (mut changed, mut entered) = (BTreeSet::new(), BTreeSet::new());
    for event in events {
        match event.name.as_str() {
            "directory.provider_changed" => changed.extend(ProviderId::parse(&event.subject_id)),
            "ranking.evidence_changed" => entered.extend(ProviderId::parse(&event.subject_id)),
            "contracts.completed" => {
                let id = event.payload.get("providerId").and_then(serde_json::Value::as_str);
                changed.extend(id.and_then(|it| ProviderId::parse(it).ok()));
            }
            "demands.opened"
            | "demands.ranked"
            | "demands.envelopes_opened"
            | "demands.awarded" => {
                let Ok(id) = DemandId::parse(&event.subject_id) else { continue };
                changed.extend(facts::bidders(&cx.tx, &id).await?);
            }
            _ => {}
        }
    }
    let changed: Vec<ProviderId> = changed.into_iter().collect();
    for some in changed.chunks(AT_ONCE) {
        ledger::derive(cx, some).await?;
        scoring::score_some(cx, some).await?;
    }
    let entered: Vec<ProviderId> = entered.into_iter().filter(|it| !changed.contains(it)).collect();
    for some in entered.chunks(AT_ONCE) {
        scoring::score_some(cx, some).await?;
    }
    Ok(())
}

/// Carries out what moderators decided about disputes.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut Cx, event: &Event) -> Result<()> {
    let kind = event.payload.get("subjectKind").and_then(serde_json::Value::as_str);
    if kind != Some(disputes::SUBJECT) {
        return Ok(());
    }
    let Ok(id) = ChangeRequestId::parse(&event.subject_id) else { return Ok(()) };
    match event.name.as_str() {
        "moderation.approved" => disputes::uphold(cx, &id).await,
        "moderation.refused" => disputes::refuse(cx, &id).await,
        "moderation.returned" => disputes::ask_to_mend(cx, &id).await,
        "moderation.overturned" => disputes::overturn(cx, &id).await,
        _ => Ok(()),
    }
}
