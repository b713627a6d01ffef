//! Writing the log.

use super::{entity, store};
use kernel::Result;
use kernel::id::AuditEntryId;
use platform::Cx;

/// What is to be recorded.
#[derive(Debug, Clone)]
pub struct Recorded<'a> {
    /// Module and verb: `demands.publish`.
    pub action: &'static str,
    /// The noun of the subject.
    pub subject_kind: &'static str,
    /// The subject's id.
    pub subject_id: &'a str,
    /// What it was, secrets left out.
    pub before: Option<serde_json::Value>,
    /// What it became, secrets left out.
    pub after: Option<serde_json::Value>,
}

/// Adds an entry to the change that is being made.
///
/// # Errors
/// A fault when the database fails.
pub async fn record(cx: &mut Cx, what: Recorded<'_>) -> Result<()> {
    let entry = entity::Model {
        id: AuditEntryId::new(cx.now, &mut cx.rng),
        at: cx.now,
        account_id: cx.actor.account_id().cloned(),
        role: cx.actor.role(),
        organisation_id: cx.actor.organisation_id().cloned(),
        action: what.action.to_owned(),
        subject_kind: what.subject_kind.to_owned(),
        subject_id: what.subject_id.to_owned(),
        before: what.before,
        after: what.after,
        request_id: cx.request_id.clone(),
    };
    store::insert(&cx.tx, entry).await
}
