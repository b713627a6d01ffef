//! The verbs of the ripple: register what rests on articles, look at it again, close.

use super::access;
use super::entity::{citer, task};
use super::rules::{
    self, CiterKind, DUE, RippleOutcome, RippleProblem, RippleReason, RippleState, Standing,
};
use super::store;
use crate::policies::entity::law;
use crate::policies::graphql::article::hash;
use crate::policies::rules::{LawStatus, dates, naming, numeral};
use crate::policies::store as laws;
use crate::successions;
use commons::audit::{self, Recorded};
use kernel::id::RippleTaskId;
use kernel::text::is_long;
use kernel::{Denied, NewEvent, Result};
use platform::Cx;
use serde_json::json;
use std::collections::BTreeSet;

/// The noun under which tasks are audited.
const SUBJECT: &str = "ripple_task";

/// Something the platform says that rests on articles.
#[derive(Debug, Clone)]
pub struct Writing {
    /// What sort.
    pub kind: CiterKind,
    /// Which; the same id again is the same writing.
    pub id: String,
    /// What it says, for people; clipped to 200 characters.
    pub title: String,
    /// Where it can be read or mended.
    pub path: String,
    /// The laws (slug or title) and articles it rests on; number 0 is a law as a whole.
    pub places: Vec<(String, i32)>,
}

/// Says what a writing rests on. What it rested on before under the same words stays as it is; what it
/// no longer rests on is forgotten, and open tasks about it become moot. Again is harmless.
///
/// # Errors
/// A fault when the database fails.
pub async fn register(cx: &mut Cx, writing: Writing) -> Result<()> {
    let places: BTreeSet<(String, i32)> =
        writing.places.iter().map(|(law, number)| (naming::slug(law), *number)).collect();
    let title = kernel::text::clip(&writing.title, 200);
    let mut known = BTreeSet::new();
    for row in store::places_of(&cx.tx, writing.kind, &writing.id).await? {
        let place = (row.slug.clone(), row.number);
        if !places.contains(&place) {
            store::delete_citer(&cx.tx, &row).await?;
            moot(cx, &row).await?;
        } else {
            known.insert(place);
            let now =
                citer::Model { title: title.clone(), path: writing.path.clone(), ..row.clone() };
            if now != row {
                store::update_citer(&cx.tx, now).await?;
            }
        }
    }
    for (slug, number) in places.into_iter().filter(|it| !known.contains(it)) {
        let standing = standing(cx, &slug, number).await?;
        let row = citer::Model {
            kind: writing.kind,
            citer_id: writing.id.clone(),
            slug,
            number,
            title: title.clone(),
            path: writing.path.clone(),
            // What rests on something that is gone already was written under words nobody has.
            words_hash: hash(&Standing { ended: None, ..standing.clone() }.fingerprint()),
            words: standing.words,
            looked_on: cx.today(),
        };
        store::insert_citer(&cx.tx, row.clone()).await?;
        hold_against(cx, row).await?;
    }
    Ok(())
}

/// The key points of a text as writings: each rests on the articles it names.
pub(crate) async fn of_key_points(cx: &mut Cx, law: &law::Model) -> Result<()> {
    let prefix = format!("{}#", law.slug);
    let mut gone: BTreeSet<String> =
        store::writings(&cx.tx, CiterKind::KeyPoint, &prefix).await?.into_iter().collect();
    for (at, point) in (1..).zip(&law.key_points.0) {
        let id = format!("{prefix}{at}");
        gone.remove(&id);
        let articles = rules::articles_behind(point).into_iter();
        let writing = Writing {
            kind: CiterKind::KeyPoint,
            id,
            title: point.clone(),
            path: naming::law_url(&law.slug, None),
            places: articles.map(|it| (law.slug.clone(), it)).collect(),
        };
        register(cx, writing).await?;
    }
    if law.key_points.0.is_empty() {
        // An older text of the law without points says nothing about those of the newer one.
        return Ok(());
    }
    for id in gone {
        let (title, path) = (String::new(), String::new());
        let writing = Writing { kind: CiterKind::KeyPoint, id, title, path, places: Vec::new() };
        register(cx, writing).await?;
    }
    Ok(())
}

/// Holds everything that rests on a law against what the law says today. Answers how many tasks were
/// opened.
pub(crate) async fn look_at(cx: &mut Cx, slug: &str) -> Result<usize> {
    let mut opened = 0;
    for row in store::of_law(&cx.tx, slug).await? {
        opened += usize::from(hold_against(cx, row).await?);
    }
    store::looked_at(&cx.tx, slug, cx.today()).await?;
    Ok(opened)
}

/// Opens a task when a writing no longer fits, renews the one that is open, or closes it as moot when
/// the words are again those it was written under. True when a task was opened.
async fn hold_against(cx: &mut Cx, of: citer::Model) -> Result<bool> {
    let now = standing(cx, &of.slug, of.number).await?;
    let new_hash = hash(&now.fingerprint());
    let is_unknown = of.words.is_empty() && now.ended.is_none();
    if of.words_hash == new_hash || is_unknown {
        if is_unknown && !now.words.is_empty() {
            // Registered before the text was imported: this is what it was written under.
            let row = citer::Model { words: now.words, words_hash: new_hash, ..of.clone() };
            store::update_citer(&cx.tx, row).await?;
        }
        moot(cx, &of).await?;
        return Ok(false);
    }
    if of.words.is_empty() && now.words.is_empty() {
        return Ok(false);
    }
    let reason = now.ended.unwrap_or(RippleReason::Changed);
    if let Some(open) = store::open_task(&cx.tx, &of).await? {
        if open.new_hash != new_hash {
            let (new_words, new_path) = (now.words, now.path);
            let row = task::Model { reason, new_words, new_path, new_hash, ..open };
            store::update_task(&cx.tx, row).await?;
        }
        return Ok(false);
    }
    let row = task::Model {
        id: RippleTaskId::new(cx.now, &mut cx.rng),
        kind: of.kind,
        citer_id: of.citer_id,
        slug: of.slug,
        number: of.number,
        title: of.title,
        path: of.path,
        reason,
        old_words: of.words,
        new_words: now.words,
        new_hash,
        new_path: now.path,
        state: RippleState::Open,
        opened_at: cx.now,
        due_at: cx.now + DUE,
        closed_by: None,
        closed_at: None,
        note: None,
    };
    let id = row.id.clone();
    store::insert_task(&cx.tx, row).await?;
    cx.emit(NewEvent::of("ripples.opened", SUBJECT, &id)).await?;
    Ok(true)
}

async fn moot(cx: &mut Cx, of: &citer::Model) -> Result<()> {
    if let Some(open) = store::open_task(&cx.tx, of).await? {
        let row = task::Model { state: RippleState::Moot, closed_at: Some(cx.now), ..open };
        store::update_task(&cx.tx, row).await?;
    }
    Ok(())
}

/// What stands today at a place of a law.
async fn standing(cx: &Cx, slug: &str, number: i32) -> Result<Standing> {
    let texts = laws::find_texts(&cx.tx, slug).await?;
    let days: Vec<_> = texts.iter().map(law::Model::days).collect();
    let today = cx.today();
    let Some(at) = dates::current(&days, today) else {
        return Ok(Standing { words: String::new(), path: None, ended: None });
    };
    let law = &texts[at];
    let is_repealed = dates::status(&days[at], today) == LawStatus::Repealed;
    let path = naming::article_url(slug, None, number);
    if number == 0 {
        let words = match is_repealed {
            true => law.repealed_by.clone().unwrap_or_default(),
            false => format!("《{}》{}文本", law.title, law.version_on),
        };
        let ended = is_repealed.then_some(RippleReason::Repealed);
        return Ok(Standing { words, path: Some(path), ended });
    }
    let row = laws::find_numbered(&cx.tx, &law.id, number).await?.into_iter().next();
    if is_repealed {
        if let Some((words, path)) = successions::best(&cx.tx, slug, number, today).await? {
            let ended = Some(RippleReason::Repealed);
            return Ok(Standing { words, path: Some(path), ended });
        }
        let words = row.map(|it| it.text).unwrap_or_default();
        return Ok(Standing { words, path: None, ended: Some(RippleReason::Repealed) });
    }
    Ok(match row {
        Some(row) => Standing { words: row.text, path: Some(path), ended: None },
        None => Standing { words: String::new(), path: None, ended: Some(RippleReason::Gone) },
    })
}

/// Closes a task: the writing still says right, or was mended. Moderators. `new_hash` is of the words
/// the moderator saw.
pub(super) async fn close(
    cx: &mut Cx,
    id: &RippleTaskId,
    outcome: RippleOutcome,
    new_hash: &str,
    note: &str,
) -> Result<task::Model> {
    if !access::may_review(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let before = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let mut problems = Vec::new();
    if before.state != RippleState::Open {
        problems.push(RippleProblem::Closed.into());
    } else if before.new_hash != new_hash {
        problems.push(RippleProblem::ChangedMeanwhile.into());
    }
    if !is_long(note, 2..=500) {
        problems.push(RippleProblem::NoteLength.into());
    }
    kernel::error::collect(problems)?;
    let state = match outcome {
        RippleOutcome::Kept => RippleState::Kept,
        RippleOutcome::Mended => RippleState::Mended,
    };
    let after = task::Model {
        state,
        closed_by: cx.actor.account_id().cloned(),
        closed_at: Some(cx.now),
        note: Some(note.trim().to_owned()),
        ..before.clone()
    };
    store::update_task(&cx.tx, after.clone()).await?;
    // From now on the writing is held against the words the moderator saw.
    if let Some(citer) = store::citer_of(&cx.tx, &after).await? {
        let words = after.new_words.clone();
        let row = citer::Model { words, words_hash: after.new_hash.clone(), ..citer };
        store::update_citer(&cx.tx, row).await?;
    }
    let label = match after.number {
        0 => after.slug.clone(),
        number => format!("{}第{}条", after.slug, numeral::format(number.unsigned_abs())),
    };
    let recorded = Recorded {
        action: "ripples.close",
        subject_kind: SUBJECT,
        subject_id: after.id.as_str(),
        before: Some(json!({ "state": "OPEN" })),
        after: Some(json!({
            "state": format!("{:?}", after.state), "writing": after.title, "article": label,
            "note": after.note,
        })),
    };
    audit::record(cx, recorded).await?;
    cx.emit(NewEvent::of("ripples.close", SUBJECT, &after.id)).await?;
    Ok(after)
}
