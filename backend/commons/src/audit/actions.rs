//! Writing the log.

use super::entity::AuditResult;
use super::{entity, masking, store};
use kernel::{Agent, Result};
use platform::graphql::RequestContext;
use platform::{Cx, Db};
use sea_orm::ActiveValue::{NotSet, Set};

/// The rule by which new entries are sealed; see [`super::seal`].
pub(super) const FORM: i32 = 2;

/// What is to be recorded. What looks like a secret in `before` and `after` is masked.
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
    write(cx, what, AuditResult::Done).await
}

/// Adds an entry about something that was tried and refused. The transaction must be kept: an entry of
/// a transaction that is rolled back was never written.
///
/// # Errors
/// A fault when the database fails.
pub async fn record_refused(cx: &mut Cx, what: Recorded<'_>) -> Result<()> {
    write(cx, what, AuditResult::Refused).await
}

async fn write(cx: &mut Cx, what: Recorded<'_>, result: AuditResult) -> Result<()> {
    let agent = Some(cx.origin.agent).filter(|it| *it != Agent::Unknown);
    let entry = entity::ActiveModel {
        at: Set(cx.now),
        account_id: Set(cx.actor.account_id().cloned()),
        role: Set(cx.actor.acts_as().to_owned()),
        organisation_id: Set(cx.actor.organisation_id().cloned()),
        action: Set(what.action.to_owned()),
        subject_kind: Set(what.subject_kind.to_owned()),
        subject_id: Set(what.subject_id.to_owned()),
        before: Set(what.before.map(masking::masked)),
        after: Set(what.after.map(masking::masked)),
        request_id: Set(cx.origin.request_id.clone()),
        form: Set(FORM),
        result: Set(result),
        address: Set(cx.origin.address.map(|it| it.to_string())),
        agent: Set(agent),
        // Numbered by the database, in the order in which transactions write.
        seq: NotSet,
        tx_id: NotSet,
    };
    store::insert(&cx.tx, entry).await
}

/// A secret thing that somebody reads.
#[derive(Debug, Clone)]
pub struct Read<'a> {
    /// Module and verb: `bids.read`.
    pub action: &'static str,
    /// The noun of the subject.
    pub subject_kind: &'static str,
    /// The subject's id.
    pub subject_id: &'a str,
}

/// Writes that the caller reads something secret, before it is handed out: opened bids, uploaded
/// letters, a person's telephone number. What cannot be logged is not read.
///
/// # Errors
/// A fault when the database fails.
pub async fn record_read(db: &Db, request: &RequestContext, what: Read<'_>) -> Result<()> {
    alone(db, request, what, AuditResult::Done).await
}

/// Writes that the caller was refused a field of the schema: what staff tried beyond their
/// duties, and changes that a member may not make.
///
/// # Errors
/// A fault when the database fails.
pub async fn refuse(db: &Db, request: &RequestContext, field: &str) -> Result<()> {
    let what = Read { action: "requests.refused", subject_kind: "field", subject_id: field };
    alone(db, request, what, AuditResult::Refused).await
}

async fn alone(
    db: &Db,
    request: &RequestContext,
    what: Read<'_>,
    result: AuditResult,
) -> Result<()> {
    let subject_id = what.subject_id.to_owned();
    db.in_transaction_for(request.actor.clone(), request.origin(), |cx| {
        Box::pin(async move {
            let recorded = Recorded {
                action: what.action,
                subject_kind: what.subject_kind,
                subject_id: &subject_id,
                before: None,
                after: None,
            };
            write(cx, recorded, result).await
        })
    })
    .await
}
