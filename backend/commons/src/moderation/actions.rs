//! Asking for a check, and deciding it.

use super::entity::{ChangeState, Differences, FieldDifference, Model, Side};
use super::kinds::{self, Policy};
use super::rules::{self, ModerationProblem, Verdict, Words};
use super::step_entity::{self, StepKind};
use super::{access, store};
use crate::audit::{self, Recorded};
use anyhow::anyhow;
use kernel::id::{AccountId, ChangeRequestId, ModerationBatchId};
use kernel::{Denied, Error, NewEvent, RegionCode, Result};
use platform::Cx;
use serde_json::json;

/// The noun under which checks are audited and announced.
pub const SUBJECT: &str = "change_request";

/// Something to be checked.
#[derive(Debug, Clone)]
pub struct NewChange {
    /// The noun of the subject; a line of [`kinds::KINDS`].
    pub subject_kind: &'static str,
    /// The subject's id.
    pub subject_id: String,
    /// What the queue shows.
    pub title: String,
    /// Whose moderators decide.
    pub region_code: RegionCode,
    /// The other side of a matter between two regions: one moderator of each side decides.
    pub second_region_code: Option<RegionCode>,
    /// Whose decision an appeal is against: another person looks at it, as at any second look.
    pub first_by: Option<AccountId>,
    /// What changes.
    pub differences: Vec<FieldDifference>,
}

/// Puts a subject into the queue of its region.
///
/// # Errors
/// A fault for a kind without its line.
pub async fn submit(cx: &mut Cx, new: NewChange) -> Result<Model> {
    let kind = kinds::find(new.subject_kind);
    let kind = kind.ok_or_else(|| anyhow!("no kind of check: {}", new.subject_kind))?;
    let (due_on, due_is_estimated) = rules::due_on(cx.today(), kind.due_days);
    let state = if new.first_by.is_some() { ChangeState::SecondLook } else { ChangeState::Waiting };
    let row = Model {
        id: ChangeRequestId::new(cx.now, &mut cx.rng),
        subject_kind: new.subject_kind.to_owned(),
        subject_id: new.subject_id,
        title: new.title,
        second_region_code: new.second_region_code.filter(|it| *it != new.region_code),
        region_code: new.region_code,
        differences: Differences(new.differences),
        submitted_by: cx.actor.account_id().cloned(),
        organisation_id: cx.actor.organisation_id().cloned(),
        submitted_at: cx.now,
        state,
        since: cx.now,
        due_on,
        due_is_estimated,
        days_left: None,
        taken_by: None,
        taken_until: None,
        assigned_to: None,
        first_verdict: new.first_by.as_ref().map(|_| ChangeState::Refused),
        first_by: new.first_by,
        first_side: None,
        decided_by: None,
        decided_at: None,
        reason_code: None,
        note: None,
        inward_note: None,
        look: None,
        batch_id: None,
        revision: 1,
    };
    store::insert(&cx.tx, row.clone()).await?;
    note_step(cx, &row, StepKind::Submitted, &Words::default()).await?;
    announce(cx, "moderation.submitted", &row).await?;
    Ok(row)
}

/// A subject that its owner has mended.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The subject's id.
    pub subject_id: String,
    /// What the queue shows.
    pub title: String,
    /// Whose moderators decide.
    pub region_code: RegionCode,
    /// Every field as it was and as it is now; the same twice where nothing changed.
    pub differences: Vec<FieldDifference>,
}

/// Puts a mended subject back into the queue; its clock runs on with what was left.
///
/// # Errors
/// A problem when no check of the subject waits for its owner.
pub async fn send_again(cx: &mut Cx, mended: Mended) -> Result<Model> {
    let found = store::find_of_subject_for_change(&cx.tx, &mended.subject_id).await?;
    let before = found
        .filter(|it| it.state == ChangeState::Returned)
        .ok_or_else(|| Error::problem(ModerationProblem::NothingReturned))?;
    let (due_on, due_is_estimated) = rules::resumed_due_on(cx.today(), before.days_left);
    let after = Model {
        state: ChangeState::Waiting,
        since: cx.now,
        title: mended.title,
        region_code: mended.region_code,
        differences: Differences(mended.differences),
        due_on,
        due_is_estimated,
        days_left: None,
        reason_code: None,
        note: None,
        inward_note: None,
        revision: before.revision + 1,
        ..before
    };
    store::update(&cx.tx, after.clone()).await?;
    note_step(cx, &after, StepKind::SentAgain, &Words::default()).await?;
    announce(cx, "moderation.sent_again", &after).await?;
    Ok(after)
}

/// Takes the check of a subject out of the queue, because its owner took the subject back. A check
/// that is over stays as it is.
///
/// # Errors
/// A fault when the database fails.
pub async fn withdraw_of_subject(cx: &mut Cx, subject_id: &str) -> Result<()> {
    let found = store::find_of_subject_for_change(&cx.tx, subject_id).await?;
    let is_waiting = |it: &Model| rules::is_open(it.state) || it.state == ChangeState::Returned;
    let Some(before) = found.filter(is_waiting) else { return Ok(()) };
    let after = Model {
        state: ChangeState::Withdrawn,
        since: cx.now,
        decided_at: Some(cx.now),
        days_left: None,
        taken_by: None,
        taken_until: None,
        batch_id: None,
        revision: before.revision + 1,
        ..before
    };
    store::update(&cx.tx, after.clone()).await?;
    note_step(cx, &after, StepKind::Withdrawn, &Words::default()).await
}

/// Decides a check. `revision` is the one the moderator saw.
///
/// # Errors
/// Not found for those who may not decide it; problems when it was decided meanwhile, somebody
/// else has it, or the words are missing.
pub async fn decide(
    cx: &mut Cx,
    id: &ChangeRequestId,
    revision: i32,
    verdict: Verdict,
    words: Words,
    policy: &Policy,
) -> Result<Model> {
    let before = get_for_decision(cx, id).await?;
    let mut problems = rules::check_decision(&before, &cx.actor, cx.now, revision, verdict);
    problems.extend(rules::check_words(verdict, &words));
    kernel::error::collect(problems.into_iter().map(Into::into).collect())?;
    let by = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    let side = rules::side_of(&before, &cx.actor);
    let decision = Decision { verdict, words: words.tidied(), by, side, batch_id: None };
    carry_out(cx, before, decision, policy).await
}

/// A decision that may be carried out.
#[derive(Debug, Clone)]
pub(super) struct Decision {
    pub(super) verdict: Verdict,
    pub(super) words: Words,
    pub(super) by: AccountId,
    pub(super) side: Option<Side>,
    pub(super) batch_id: Option<ModerationBatchId>,
}

/// Writes a decision down and tells the subject's module, unless another person must look too.
pub(super) async fn carry_out(
    cx: &mut Cx,
    before: Model,
    decision: Decision,
    policy: &Policy,
) -> Result<Model> {
    let Decision { verdict, words, by, side, batch_id } = decision;
    let needs_second =
        policy.needs_four_eyes(&before.subject_kind) || before.second_region_code.is_some();
    let is_first =
        needs_second && before.state == ChangeState::Waiting && verdict != Verdict::Return;
    let state = if is_first { ChangeState::SecondLook } else { verdict.state() };
    let mut after = Model {
        state,
        since: cx.now,
        reason_code: words.reason,
        note: words.note.clone(),
        inward_note: words.inward_note.clone(),
        taken_by: None,
        taken_until: None,
        batch_id: None,
        revision: before.revision + 1,
        ..before.clone()
    };
    if is_first {
        after.first_by = Some(by.clone());
        after.first_verdict = Some(verdict.state());
        after.first_side = side;
        after.assigned_to = None;
    } else if verdict == Verdict::Return {
        let left = rules::days_left(cx.today(), before.due_on);
        after.days_left = Some(i32::try_from(left).unwrap_or(i32::MAX));
    } else {
        after.decided_by = Some(by.clone());
        after.decided_at = Some(cx.now);
    }
    store::update(&cx.tx, after.clone()).await?;
    let (kind, action, event) = match (is_first, verdict) {
        (true, _) => (StepKind::FirstLook, "moderation.first_look", None),
        (_, Verdict::Approve) => {
            (StepKind::Approved, "moderation.approve", Some("moderation.approved"))
        }
        (_, Verdict::Refuse) => {
            (StepKind::Refused, "moderation.refuse", Some("moderation.refused"))
        }
        (_, Verdict::Return) => {
            (StepKind::Returned, "moderation.return", Some("moderation.returned"))
        }
    };
    note_step_by(cx, &after, kind, Some(by.clone()), &words).await?;
    let told = json!({
        "state": after.state, "verdict": verdict.state(), "reason": after.reason_code,
        "note": after.note, "decidedBy": by, "batch": batch_id,
    });
    record(cx, action, &before, told).await?;
    if let Some(event) = event {
        announce(cx, event, &after).await?;
    }
    Ok(after)
}

/// A check the actor may decide, held for a change.
pub(super) async fn get_for_decision(cx: &Cx, id: &ChangeRequestId) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    Ok(found.filter(|it| access::may_decide(&cx.actor, it)).ok_or(Denied::NotFound)?)
}

/// Adds a step of the one who acts.
pub(super) async fn note_step(
    cx: &mut Cx,
    row: &Model,
    kind: StepKind,
    words: &Words,
) -> Result<()> {
    let by = cx.actor.account_id().cloned();
    note_step_by(cx, row, kind, by, words).await
}

/// Adds a step of a person, or of a rule.
pub(super) async fn note_step_by(
    cx: &mut Cx,
    row: &Model,
    kind: StepKind,
    account_id: Option<AccountId>,
    words: &Words,
) -> Result<()> {
    let step = step_entity::Model {
        change_request_id: row.id.clone(),
        number: 0,
        at: cx.now,
        kind,
        account_id,
        reason_code: words.reason,
        note: words.note.clone(),
        inward_note: words.inward_note.clone(),
    };
    store::insert_step(&cx.tx, step).await
}

pub(super) async fn record(
    cx: &mut Cx,
    action: &'static str,
    before: &Model,
    after: serde_json::Value,
) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: before.id.as_str(),
        before: Some(json!({ "state": before.state, "subject": before.subject_id })),
        after: Some(after),
    };
    audit::record(cx, recorded).await
}

/// Tells the subject's module, and whoever else listens.
pub(super) async fn announce(cx: &mut Cx, event: &'static str, row: &Model) -> Result<()> {
    let payload = json!({
        "subjectKind": row.subject_kind,
        "subjectId": row.subject_id,
        "organisationId": row.organisation_id,
    });
    cx.emit(NewEvent { payload, ..NewEvent::of(event, SUBJECT, &row.id) }).await
}
