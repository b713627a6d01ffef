//! 领取与释放: one person at a time looks at a request.

use super::actions::{get_for_decision, note_step, record};
use super::entity::Model;
use super::kinds::Policy;
use super::rules::{self, ModerationProblem, Words};
use super::step_entity::StepKind;
use super::store;
use kernel::Result;
use kernel::id::ChangeRequestId;
use platform::Cx;
use serde_json::json;

/// Takes a request: nobody else decides it for the time of the settings. Again prolongs it.
///
/// # Errors
/// Not found for those who may not decide it; problems when there is nothing to do or somebody
/// else has it.
pub async fn take(cx: &mut Cx, id: &ChangeRequestId, policy: &Policy) -> Result<Model> {
    let before = get_for_decision(cx, id).await?;
    let problems = rules::obstacles_to_next(&before, &cx.actor, cx.now);
    kernel::error::collect(problems.into_iter().map(Into::into).collect())?;
    let was_mine = before.taken_by.as_ref() == cx.actor.account_id()
        && before.taken_until.is_some_and(|it| it > cx.now);
    let after = Model {
        taken_by: cx.actor.account_id().cloned(),
        taken_until: Some(cx.now + policy.take_time),
        ..before.clone()
    };
    store::update(&cx.tx, after.clone()).await?;
    if !was_mine {
        note_step(cx, &after, StepKind::Taken, &Words::default()).await?;
        record(cx, "moderation.take", &before, json!({ "until": after.taken_until })).await?;
    }
    Ok(after)
}

/// Gives a request back to everybody.
///
/// # Errors
/// Not found for those who may not decide it; a problem when it is not in the actor's hands.
pub async fn release(cx: &mut Cx, id: &ChangeRequestId) -> Result<Model> {
    let before = get_for_decision(cx, id).await?;
    if before.taken_by.is_none() || before.taken_by.as_ref() != cx.actor.account_id() {
        return Err(ModerationProblem::NotTaken.into());
    }
    let after = Model { taken_by: None, taken_until: None, ..before.clone() };
    store::update(&cx.tx, after.clone()).await?;
    note_step(cx, &after, StepKind::Released, &Words::default()).await?;
    record(cx, "moderation.release", &before, json!({})).await?;
    Ok(after)
}
