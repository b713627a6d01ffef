//! Writing the log.

use super::{entity, store};
use kernel::Result;
use platform::Cx;
use sea_orm::ActiveValue::{NotSet, Set};

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
    let entry = entity::ActiveModel {
        at: Set(cx.now),
        account_id: Set(cx.actor.account_id().cloned()),
        role: Set(cx.actor.acts_as().to_owned()),
        organisation_id: Set(cx.actor.organisation_id().cloned()),
        action: Set(what.action.to_owned()),
        subject_kind: Set(what.subject_kind.to_owned()),
        subject_id: Set(what.subject_id.to_owned()),
        before: Set(what.before),
        after: Set(what.after),
        request_id: Set(cx.origin.request_id.clone()),
        // Numbered by the database, in the order in which transactions write.
        seq: NotSet,
        tx_id: NotSet,
    };
    store::insert(&cx.tx, entry).await
}
