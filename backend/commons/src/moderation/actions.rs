//! Asking for a check, and deciding it.

use super::entity::{ChangeState, Differences, FieldDifference, Model};
use super::{access, rules, store};
use crate::audit::{self, Recorded};
use kernel::id::ChangeRequestId;
use kernel::{Denied, NewEvent, RegionCode, Result};
use platform::Cx;
use serde_json::json;

/// Something to be checked.
#[derive(Debug, Clone)]
pub struct NewChange {
    /// The noun of the subject.
    pub subject_kind: &'static str,
    /// The subject's id.
    pub subject_id: String,
    /// What the queue shows.
    pub title: String,
    /// Whose moderators decide.
    pub region_code: RegionCode,
    /// What changes.
    pub differences: Vec<FieldDifference>,
}

/// Puts a subject into the queue of its region.
///
/// # Errors
/// [`Denied::Unauthenticated`] when nobody is signed in.
pub async fn submit(cx: &mut Cx, new: NewChange) -> Result<Model> {
    let account_id = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    let (due_on, _) =
        kernel::calendar::add_working_days_or_weekdays(cx.today(), rules::DUE_WORKING_DAYS);
    let row = Model {
        id: ChangeRequestId::new(cx.now, &mut cx.rng),
        subject_kind: new.subject_kind.to_owned(),
        subject_id: new.subject_id,
        title: new.title,
        region_code: new.region_code,
        differences: Differences(new.differences),
        submitted_by: account_id,
        organisation_id: cx.actor.organisation_id().cloned(),
        submitted_at: cx.now,
        due_on,
        state: ChangeState::Waiting,
        decided_by: None,
        decided_at: None,
        reason_code: None,
        note: None,
        revision: 1,
    };
    store::insert(&cx.tx, row.clone()).await?;
    Ok(row)
}

/// How a check is decided.
#[derive(Debug, Clone)]
pub enum Decision {
    /// It may be public.
    Approve {
        /// What the owner is told, if anything.
        note: Option<String>,
    },
    /// It goes back to its owner.
    Refuse {
        /// Why, for statistics.
        reason_code: String,
        /// What the owner is told.
        note: String,
    },
}

/// Decides a check. `revision` is the one the moderator saw.
///
/// # Errors
/// Not found for those who may not decide it; problems when it was decided meanwhile or the
/// words are missing.
pub async fn decide(
    cx: &mut Cx,
    id: &ChangeRequestId,
    revision: i32,
    decision: Decision,
) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let before = found.filter(|it| access::may_decide(&cx.actor, it)).ok_or(Denied::NotFound)?;
    let mut problems = rules::check_decision(before.state, before.revision, revision);
    match &decision {
        Decision::Approve { note } => problems.extend(note.as_deref().and_then(rules::check_note)),
        Decision::Refuse { reason_code, note } => {
            problems.extend(rules::check_refusal(reason_code, note));
        }
    }
    kernel::error::collect(problems.into_iter().map(Into::into).collect())?;

    let (state, reason_code, note, action, event) = match decision {
        Decision::Approve { note } => {
            (ChangeState::Approved, None, note, "moderation.approve", "moderation.approved")
        }
        Decision::Refuse { reason_code, note } => {
            let note = Some(note.trim().to_owned());
            (
                ChangeState::Refused,
                Some(reason_code),
                note,
                "moderation.refuse",
                "moderation.refused",
            )
        }
    };
    let after = Model {
        state,
        reason_code,
        note,
        decided_by: cx.actor.account_id().cloned(),
        decided_at: Some(cx.now),
        revision: before.revision + 1,
        ..before.clone()
    };
    store::update(&cx.tx, after.clone()).await?;
    let told = json!({ "reason": after.reason_code, "note": after.note });
    let recorded = Recorded {
        action,
        subject_kind: "change_request",
        subject_id: after.id.as_str(),
        before: Some(json!({ "state": "WAITING", "subject": before.subject_id })),
        after: Some(told),
    };
    audit::record(cx, recorded).await?;
    let payload = json!({ "subjectKind": after.subject_kind, "subjectId": after.subject_id });
    cx.emit(NewEvent { payload, ..NewEvent::of(event, "change_request", &after.id) }).await?;
    Ok(after)
}
