//! 抽查: what a rule lets pass, and the look afterwards at some of it.

use super::actions::{announce, get_for_decision, note_step, note_step_by, record};
use super::entity::{ChangeState, Look, Model};
use super::kinds::{self, Policy};
use super::rules::{self, ModerationProblem, Verdict, Words};
use super::step_entity::StepKind;
use super::store;
use kernel::id::ChangeRequestId;
use kernel::{Denied, Result};
use platform::Cx;
use serde_json::json;

/// Lets a request pass when the rule of its kind says so: its organisation's last ones, as many as
/// the settings ask for, were all approved. The dice draw some for a look afterwards. Done by the
/// product.
///
/// # Errors
/// Forbidden for persons.
pub async fn pass_by_rule(cx: &mut Cx, id: &ChangeRequestId, policy: &Policy) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let found = store::find_for_change(&cx.tx, id).await?;
    let untouched = |it: &Model| {
        it.state == ChangeState::Waiting && it.taken_by.is_none() && it.batch_id.is_none()
    };
    let Some(before) = found.filter(untouched) else { return Ok(()) };
    let kind = before.subject_kind.clone();
    let (Some(count), Some(owner)) = (policy.passes_after(&kind), &before.organisation_id) else {
        return Ok(());
    };
    if policy.needs_four_eyes(&kind) || before.second_region_code.is_some() {
        return Ok(());
    }
    let outcomes = store::last_outcomes(&cx.tx, owner, &kind, u64::from(count)).await?;
    let is_trusted =
        outcomes.len() == count as usize && outcomes.iter().all(|it| *it == ChangeState::Approved);
    if !is_trusted {
        return Ok(());
    }
    let is_drawn = policy.draws(&kind, &mut cx.rng);
    let mut after = Model {
        state: ChangeState::Approved,
        since: cx.now,
        decided_at: Some(cx.now),
        revision: before.revision + 1,
        ..before.clone()
    };
    if is_drawn {
        let days = kinds::find(&kind).map_or(0, |it| it.due_days);
        (after.due_on, after.due_is_estimated) = rules::due_on(cx.today(), days);
        after.look = Some(Look::Open);
    }
    store::update(&cx.tx, after.clone()).await?;
    note_step_by(cx, &after, StepKind::Approved, None, &Words::default()).await?;
    if is_drawn {
        note_step_by(cx, &after, StepKind::Sampled, None, &Words::default()).await?;
    }
    let told = json!({ "state": after.state, "byRuleAfter": count, "isDrawn": is_drawn });
    record(cx, "moderation.pass_by_rule", &before, told).await?;
    announce(cx, "moderation.approved", &after).await
}

/// Ends the look afterwards: what passed stays, or is taken back and its owner told why.
///
/// # Errors
/// Not found for those who may not decide it; problems when it was not drawn, somebody else has
/// it, or the words are missing.
pub async fn look(
    cx: &mut Cx,
    id: &ChangeRequestId,
    revision: i32,
    verdict: Verdict,
    words: Words,
) -> Result<Model> {
    let before = get_for_decision(cx, id).await?;
    let mut problems = rules::obstacles_to_look(&before, &cx.actor, cx.now);
    if problems.is_empty() && before.revision != revision {
        problems.push(ModerationProblem::ChangedMeanwhile);
    }
    problems.extend(rules::check_words(verdict, &words));
    kernel::error::collect(problems.into_iter().map(Into::into).collect())?;
    let words = words.tidied();
    let mut after = Model {
        look: Some(Look::Upheld),
        inward_note: words.inward_note.clone(),
        taken_by: None,
        taken_until: None,
        revision: before.revision + 1,
        ..before.clone()
    };
    let is_upheld = verdict == Verdict::Approve;
    if !is_upheld {
        after.look = Some(Look::Overturned);
        after.state = ChangeState::Refused;
        after.since = cx.now;
        after.decided_by = cx.actor.account_id().cloned();
        after.decided_at = Some(cx.now);
        after.reason_code = words.reason;
        after.note = words.note.clone();
    }
    store::update(&cx.tx, after.clone()).await?;
    let (kind, action) = if is_upheld {
        (StepKind::Upheld, "moderation.uphold")
    } else {
        (StepKind::Overturned, "moderation.overturn")
    };
    note_step(cx, &after, kind, &words).await?;
    let told = json!({ "state": after.state, "reason": words.reason, "note": words.note });
    record(cx, action, &before, told).await?;
    if !is_upheld {
        announce(cx, "moderation.overturned", &after).await?;
    }
    Ok(after)
}
