//! 批量处理: the same for many requests, shown before, undone within a while.
//!
//! A decision on many holds its requests and tells nobody until its window ends; then each is
//! decided as if alone. Giving requests to somebody shows at once, and is undone all the same.

use super::access;
use super::actions::{Decision, carry_out, note_step};
use super::batch_entity::{BatchAct, BatchState, Model as Batch};
use super::batch_item_entity::Model as Item;
use super::entity::Model;
use super::kinds::Policy;
use super::rules::{self, ModerationProblem, Words};
use super::step_entity::StepKind;
use super::store::{self, batches};
use crate::accounts;
use crate::audit::{self, Recorded};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, ChangeRequestId, ModerationBatchId};
use kernel::{Actor, Denied, Error, Problem, Result, Role};
use platform::{Cx, Db};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::BTreeMap;

/// The noun under which acts on many are audited.
const SUBJECT: &str = "moderation_batch";
/// How many acts take effect in one go.
const AT_ONCE: u64 = 20;

/// An act on many, as it is asked for.
#[derive(Debug, Clone)]
pub struct NewBatch {
    /// What is done.
    pub act: BatchAct,
    /// To which, with the revision that was seen.
    pub items: Vec<(ChangeRequestId, i32)>,
    /// To whom they are given.
    pub assign_to: Option<AccountId>,
    /// What is said.
    pub words: Words,
}

/// A request with what keeps it out of the act; nothing does when there are no problems.
#[derive(Debug, Clone)]
pub struct Examined {
    /// As it stands now.
    pub request: Model,
    /// What keeps it out.
    pub problems: Vec<ModerationProblem>,
}

/// What an act on many would do, and what it would leave alone and why. Nothing is changed.
///
/// # Errors
/// Not found when one of the requests is not the caller's to decide; problems with the act itself.
pub async fn preview(db: &Db, actor: &Actor, new: &NewBatch) -> Result<Vec<Examined>> {
    let rows = store::find_all(db.read(), &ids_of(new)).await?;
    examine(db.read(), actor, db.clock().now(), new, rows).await
}

async fn examine(
    db: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
    new: &NewBatch,
    rows: Vec<Model>,
) -> Result<Vec<Examined>> {
    if !(1..=rules::BATCH_ITEMS).contains(&new.items.len()) {
        return Err(ModerationProblem::BatchSize.into());
    }
    let seen: BTreeMap<_, _> = new.items.iter().map(|(id, revision)| (id, *revision)).collect();
    if rows.len() != seen.len() || !rows.iter().all(|it| access::may_decide(actor, it)) {
        return Err(Denied::NotFound.into());
    }
    let verdict = new.act.verdict();
    let mut problems: Vec<Problem> = verdict
        .map(|it| rules::check_words(it, &new.words))
        .unwrap_or_default()
        .into_iter()
        .map(Into::into)
        .collect();
    if verdict.is_none() && !is_able(db, new.assign_to.as_ref(), &rows).await? {
        problems.push(ModerationProblem::AssigneeUnknown.into());
    }
    kernel::error::collect(problems)?;
    let examined = rows.into_iter().map(|request| {
        let revision = seen.get(&request.id).copied().unwrap_or_default();
        let problems = rules::check_batch_item(&request, actor, now, revision, verdict);
        Examined { request, problems }
    });
    Ok(examined.collect())
}

/// Whether a person is a moderator who may decide all of these.
async fn is_able(
    db: &impl ConnectionTrait,
    assignee: Option<&AccountId>,
    rows: &[Model],
) -> Result<bool> {
    let Some(assignee) = assignee else { return Ok(false) };
    let found = accounts::moderators(db).await?.into_iter().find(|it| it.id == *assignee);
    Ok(found.is_some_and(|it| {
        let role = Role::Moderator;
        let them = Actor::Person { account_id: it.id, role, member: None, region: it.region_code };
        rows.iter().all(|row| access::may_decide(&them, row))
    }))
}

fn ids_of(new: &NewBatch) -> Vec<ChangeRequestId> {
    let ids: BTreeMap<_, _> = new.items.iter().map(|(id, _)| (id, ())).collect();
    ids.into_keys().cloned().collect()
}

/// Begins an act on many. Those it cannot be done to are left alone and told back.
///
/// # Errors
/// As [`preview`]; a problem when it can be done to none of them.
pub async fn start(cx: &mut Cx, new: NewBatch, policy: &Policy) -> Result<(Batch, Vec<Examined>)> {
    let by = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    let rows = batches::requests_for_change(&cx.tx, &ids_of(&new)).await?;
    let examined = examine(&cx.tx, &cx.actor, cx.now, &new, rows).await?;
    let (able, refused): (Vec<_>, Vec<_>) =
        examined.into_iter().partition(|it| it.problems.is_empty());
    if able.is_empty() {
        return Err(ModerationProblem::BatchEmpty.into());
    }
    let words = new.words.tidied();
    let batch = Batch {
        id: ModerationBatchId::new(cx.now, &mut cx.rng),
        act: new.act,
        started_by: by,
        started_at: cx.now,
        effective_at: cx.now + policy.undo_time,
        state: BatchState::Open,
        ended_at: None,
        assign_to: new.assign_to.filter(|_| new.act == BatchAct::Assign),
        reason_code: words.reason.filter(|_| new.act == BatchAct::Refuse),
        note: words.note,
        inward_note: words.inward_note,
    };
    let item = |it: &Examined| Item {
        batch_id: batch.id.clone(),
        change_request_id: it.request.id.clone(),
        revision: it.request.revision,
        assigned_before: it.request.assigned_to.clone(),
        refusal: None,
    };
    batches::insert(&cx.tx, batch.clone(), able.iter().map(item).collect()).await?;
    let ids: Vec<_> = able.iter().map(|it| it.request.id.to_string()).collect();
    for Examined { request, .. } in able {
        hold(cx, request, &batch).await?;
    }
    let told = json!({
        "act": act_name(batch.act), "requests": ids, "assignTo": batch.assign_to,
        "reason": batch.reason_code, "note": batch.note, "effectiveAt": batch.effective_at,
    });
    record_batch(cx, "moderation.batch_start", &batch, told).await?;
    Ok((batch, refused))
}

async fn hold(cx: &mut Cx, request: Model, batch: &Batch) -> Result<()> {
    let (kind, after) = if batch.act == BatchAct::Assign {
        (StepKind::Assigned, Model { assigned_to: batch.assign_to.clone(), ..request })
    } else {
        (StepKind::Held, Model { batch_id: Some(batch.id.clone()), ..request })
    };
    store::update(&cx.tx, after.clone()).await?;
    note_step(cx, &after, kind, &Words::default()).await
}

/// Undoes an act on many, while its window is open: as if it had not been.
///
/// # Errors
/// Not found for others than the one who began it; a problem when it is over.
pub async fn undo(cx: &mut Cx, id: &ModerationBatchId) -> Result<Batch> {
    let batch = get_own(cx, id).await?;
    if cx.now >= batch.effective_at {
        return Err(ModerationProblem::BatchOver.into());
    }
    for (item, request) in held(cx, &batch).await? {
        let after = if batch.act == BatchAct::Assign {
            if request.assigned_to != batch.assign_to {
                continue;
            }
            Model { assigned_to: item.assigned_before, ..request }
        } else {
            if request.batch_id.as_ref() != Some(&batch.id) {
                continue;
            }
            Model { batch_id: None, ..request }
        };
        store::update(&cx.tx, after.clone()).await?;
        note_step(cx, &after, StepKind::Undone, &Words::default()).await?;
    }
    end(cx, batch, BatchState::Undone, "moderation.batch_undo").await
}

/// Lets an act on many take effect without waiting for its window to end.
///
/// # Errors
/// Not found for others than the one who began it; a problem when it is over.
pub async fn apply(cx: &mut Cx, id: &ModerationBatchId, policy: &Policy) -> Result<Batch> {
    let batch = get_own(cx, id).await?;
    take_effect(cx, batch, policy).await
}

/// Lets every act take effect whose window has ended; one transaction each.
///
/// # Errors
/// The first fault; those done before stay done.
pub async fn apply_due(db: &Db, policy: &Policy) -> Result<usize> {
    let due = batches::due(db.read(), db.clock().now(), AT_ONCE).await?;
    let count = due.len();
    for id in due {
        let policy = policy.clone();
        db.in_transaction(Actor::System("moderation.batches"), |cx| {
            Box::pin(async move {
                let found = batches::find_for_change(&cx.tx, &id).await?;
                match found.filter(|it| it.state == BatchState::Open) {
                    Some(batch) => take_effect(cx, batch, &policy).await.map(drop),
                    None => Ok(()),
                }
            })
        })
        .await?;
    }
    Ok(count)
}

async fn take_effect(cx: &mut Cx, batch: Batch, policy: &Policy) -> Result<Batch> {
    if let Some(verdict) = batch.act.verdict() {
        for (item, request) in held(cx, &batch).await? {
            // Its owner may have taken it back meanwhile; nobody else could touch it.
            let stands = request.batch_id.as_ref() == Some(&batch.id)
                && rules::is_open(request.state)
                && request.revision == item.revision;
            if !stands {
                let problem = Problem::from(ModerationProblem::ChangedMeanwhile);
                let refusal = Some(problem.code.into_owned());
                batches::update_item(&cx.tx, Item { refusal, ..item }).await?;
                continue;
            }
            let words = Words {
                reason: batch.reason_code,
                note: batch.note.clone(),
                inward_note: batch.inward_note.clone(),
            };
            let (by, batch_id) = (batch.started_by.clone(), Some(batch.id.clone()));
            let decision = Decision { verdict, words, by, side: None, batch_id };
            carry_out(cx, request, decision, policy).await?;
        }
    }
    end(cx, batch, BatchState::Done, "moderation.batch_apply").await
}

/// The items of an act with their requests, held for a change.
async fn held(cx: &Cx, batch: &Batch) -> Result<Vec<(Item, Model)>> {
    let items = batches::items_of(&cx.tx, std::slice::from_ref(&batch.id)).await?;
    let ids: Vec<_> = items.iter().map(|it| it.change_request_id.clone()).collect();
    let requests = batches::requests_for_change(&cx.tx, &ids).await?;
    let mut requests: BTreeMap<_, _> = requests.into_iter().map(|it| (it.id.clone(), it)).collect();
    let pairs = items.into_iter().filter_map(|it| {
        let request = requests.remove(&it.change_request_id)?;
        Some((it, request))
    });
    Ok(pairs.collect())
}

async fn end(cx: &mut Cx, before: Batch, state: BatchState, action: &'static str) -> Result<Batch> {
    let batch = Batch { state, ended_at: Some(cx.now), ..before };
    batches::update(&cx.tx, batch.clone()).await?;
    record_batch(cx, action, &batch, json!({ "startedBy": batch.started_by })).await?;
    Ok(batch)
}

async fn get_own(cx: &Cx, id: &ModerationBatchId) -> Result<Batch> {
    let found = batches::find_for_change(&cx.tx, id).await?;
    let own = found.filter(|it| Some(&it.started_by) == cx.actor.account_id());
    let batch = own.ok_or(Denied::NotFound)?;
    if batch.state == BatchState::Open {
        Ok(batch)
    } else {
        Err(Error::problem(ModerationProblem::BatchOver))
    }
}

async fn record_batch(
    cx: &mut Cx,
    action: &'static str,
    batch: &Batch,
    after: serde_json::Value,
) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: batch.id.as_str(),
        before: None,
        after: Some(after),
    };
    audit::record(cx, recorded).await
}

fn act_name(act: BatchAct) -> &'static str {
    match act {
        BatchAct::Approve => "approve",
        BatchAct::Refuse => "refuse",
        BatchAct::Assign => "assign",
    }
}
