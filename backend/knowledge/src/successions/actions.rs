//! The verbs of successions: keep what was compared, decide.

use super::access;
use super::entity::Model;
use super::rules::{AT_ONCE, SuccessionProblem, SuccessionState, is_shown};
use super::store;
use crate::policies::entity::law;
use crate::policies::rules::{dates, naming};
use crate::policies::store as laws;
use chrono::NaiveDate;
use commons::audit::{self, Recorded};
use kernel::id::SuccessionId;
use kernel::text::is_long;
use kernel::{Denied, NewEvent, Result};
use platform::Cx;
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::HashMap;

/// The noun under which successions are audited.
const SUBJECT: &str = "succession";

/// A pair that was found by comparing.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The repealed law, its article and branch.
    pub(super) old: (String, i32, i32),
    /// The article and branch of the newer law.
    pub(super) new: (i32, i32),
    pub(super) rank: i32,
    pub(super) score_milli: i32,
    pub(super) old_hash: String,
    pub(super) new_hash: String,
}

/// Keeps what was found for a law that repealed others. What was decided about the same words stays
/// decided; what was decided about other words is asked again. Answers how many rows changed.
pub(super) async fn keep(cx: &mut Cx, new_slug: &str, found: Vec<Found>) -> Result<usize> {
    if !access::may_propose(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let key = |it: &Model| {
        (it.old_slug.clone(), it.old_number, it.old_branch, it.new_number, it.new_branch)
    };
    let known = store::all_of_new(&cx.tx, new_slug).await?;
    let mut known: HashMap<_, Model> = known.into_iter().map(|it| (key(&it), it)).collect();
    let mut fresh = Vec::new();
    let mut count = 0;
    for it in found {
        let (old_slug, old_number, old_branch) = it.old;
        let place = (old_slug.clone(), old_number, old_branch, it.new.0, it.new.1);
        let Some(before) = known.remove(&place) else {
            fresh.push(Model {
                id: SuccessionId::new(cx.now, &mut cx.rng),
                old_slug,
                old_number,
                old_branch,
                new_slug: new_slug.to_owned(),
                new_number: it.new.0,
                new_branch: it.new.1,
                rank: it.rank,
                score_milli: it.score_milli,
                old_hash: it.old_hash,
                new_hash: it.new_hash,
                state: SuccessionState::Proposed,
                proposed_at: cx.now,
                decided_by: None,
                decided_at: None,
                note: None,
            });
            continue;
        };
        let is_same = before.old_hash == it.old_hash && before.new_hash == it.new_hash;
        let mut row = Model { rank: it.rank, score_milli: it.score_milli, ..before.clone() };
        if !is_same {
            row = Model {
                old_hash: it.old_hash,
                new_hash: it.new_hash,
                state: SuccessionState::Proposed,
                proposed_at: cx.now,
                decided_by: None,
                decided_at: None,
                note: None,
                ..row
            };
        }
        if row != before {
            count += 1;
            store::update(&cx.tx, row).await?;
        }
    }
    let gone: Vec<SuccessionId> = known
        .into_values()
        .filter(|it| it.state == SuccessionState::Proposed)
        .map(|it| it.id)
        .collect();
    count += fresh.len() + gone.len();
    store::insert(&cx.tx, fresh).await?;
    store::delete(&cx.tx, gone).await?;
    if count > 0 {
        cx.emit(NewEvent::of("successions.proposed", SUBJECT, &new_slug)).await?;
    }
    Ok(count)
}

/// The words that took the place of an article, and where they stand; none when nothing is known.
pub(crate) async fn best(
    db: &impl ConnectionTrait,
    slug: &str,
    number: i32,
    today: NaiveDate,
) -> Result<Option<(String, String)>> {
    let mut rows = store::of(db, store::Side::Old, &[(slug.to_owned(), number)]).await?;
    rows.retain(|it| it.old_branch == 0);
    let is_any_confirmed = rows.iter().any(|it| it.state == SuccessionState::Confirmed);
    let shown = rows.iter().find(|it| is_shown(it.state, it.score_milli, is_any_confirmed));
    let Some(row) = shown else { return Ok(None) };
    let texts = laws::find_texts(db, &row.new_slug).await?;
    let days: Vec<_> = texts.iter().map(law::Model::days).collect();
    let Some(at) = dates::current(&days, today) else { return Ok(None) };
    let articles = laws::find_numbered(db, &texts[at].id, row.new_number).await?;
    let article = articles.into_iter().find(|it| it.branch == row.new_branch);
    let path = naming::article_url(&row.new_slug, None, row.new_number);
    Ok(article.map(|it| (it.text, path)))
}

/// Says of some pairs that they are right, or that they are not. Moderators. A pair that stands so
/// already stays as it is.
pub(super) async fn decide(
    cx: &mut Cx,
    ids: &[SuccessionId],
    is_confirmed: bool,
    note: Option<&str>,
) -> Result<Vec<Model>> {
    if !access::may_decide(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let mut problems = Vec::new();
    if ids.is_empty() {
        problems.push(SuccessionProblem::NoneChosen.into());
    }
    if ids.len() > AT_ONCE {
        problems.push(SuccessionProblem::TooMany.into());
    }
    let note = note.map(str::trim).filter(|it| !it.is_empty());
    if note.is_some_and(|it| !is_long(it, 1..=500)) {
        problems.push(SuccessionProblem::NoteLength.into());
    }
    kernel::error::collect(problems)?;
    let rows = store::find_for_change(&cx.tx, ids).await?;
    if rows.is_empty() {
        return Err(Denied::NotFound.into());
    }
    let state = match is_confirmed {
        true => SuccessionState::Confirmed,
        false => SuccessionState::Refused,
    };
    let mut decided = Vec::new();
    for before in rows {
        if before.state == state {
            decided.push(before);
            continue;
        }
        let after = Model {
            state,
            decided_by: cx.actor.account_id().cloned(),
            decided_at: Some(cx.now),
            note: note.map(str::to_owned),
            ..before.clone()
        };
        store::update(&cx.tx, after.clone()).await?;
        record(cx, &before, &after).await?;
        decided.push(after);
    }
    Ok(decided)
}

async fn record(cx: &mut Cx, before: &Model, after: &Model) -> Result<()> {
    let action = match after.state {
        SuccessionState::Confirmed => "successions.confirm",
        SuccessionState::Proposed | SuccessionState::Refused => "successions.refuse",
    };
    let shown = |it: &Model| {
        json!({
            "old": format!("{}/{}", it.old_slug, it.old_number),
            "new": format!("{}/{}", it.new_slug, it.new_number),
            "state": format!("{:?}", it.state), "scoreMilli": it.score_milli, "note": it.note,
        })
    };
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: after.id.as_str(),
        before: Some(shown(before)),
        after: Some(shown(after)),
    };
    audit::record(cx, recorded).await?;
    cx.emit(NewEvent::of(action, SUBJECT, &after.id)).await
}
