//! Asking begins, and ends with something new, nothing new, or nothing.

use super::entity::Model;
use super::rules::{self, LEASE_MINUTES};
use super::{access, store};
use crate::feeds::{self, NewRun};
use chrono::{DateTime, Duration, Utc};
use kernel::{Denied, Result};
use platform::{Cx, Db};

/// The longest mark of an answer that is kept, in bytes (配置值).
const MARK_LIMIT: usize = 500;
/// The longest sentence about what went wrong, in characters (配置值).
const PROBLEM_LIMIT: usize = 300;

/// What a source said beside its file, to be told next time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// A source that is being asked.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The marks of its last answer, when it is asked at the same address.
    pub marks: Marks,
    row: Model,
}

/// Whether a source is due, without taking the writer's turn.
///
/// # Errors
/// A fault when the database fails.
pub async fn is_due(db: &Db, name: &str, now: DateTime<Utc>) -> Result<bool> {
    Ok(store::find(db.read(), name).await?.is_none_or(|it| it.next_at <= now))
}

/// Begins to ask a source that is due; none when it is not, or another server asks it.
///
/// # Errors
/// Forbidden for all but the product; a fault when the database fails.
pub async fn begin(cx: &mut Cx, name: &str, url: &str) -> Result<Option<Begun>> {
    if !access::may_ask(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let now = cx.now;
    let fresh = Model {
        name: name.to_owned(),
        url: url.to_owned(),
        etag: None,
        modified: None,
        failures: 0,
        problem: None,
        tried_at: now,
        next_at: now,
        good_at: None,
    };
    store::add(&cx.tx, fresh).await?;
    if !store::claim(&cx.tx, name, now, now + Duration::minutes(LEASE_MINUTES)).await? {
        return Ok(None);
    }
    let Some(row) = store::find(&cx.tx, name).await? else { return Ok(None) };
    let is_there = row.url == url;
    let marks = match is_there {
        true => Marks { etag: row.etag.clone(), modified: row.modified.clone() },
        false => Marks::default(),
    };
    Ok(Some(Begun { marks, row: Model { url: url.to_owned(), ..row } }))
}

/// A file came: it is imported in its turn. Its marks are kept in the same transaction.
///
/// # Errors
/// A fault when the database fails.
pub async fn taken(
    cx: &mut Cx,
    begun: Begun,
    marks: Marks,
    every: Duration,
    run: NewRun,
) -> Result<()> {
    feeds::actions::fetched(cx, run).await?;
    let short = |it: Option<String>| it.filter(|it| it.len() <= MARK_LIMIT);
    let row = Model { etag: short(marks.etag), modified: short(marks.modified), ..begun.row };
    answered(cx, row, every).await
}

/// The source has nothing new.
///
/// # Errors
/// A fault when the database fails.
pub async fn unchanged(cx: &mut Cx, begun: Begun, every: Duration) -> Result<()> {
    feeds::actions::still_good(cx, &begun.row.name).await?;
    answered(cx, begun.row, every).await
}

async fn answered(cx: &mut Cx, row: Model, every: Duration) -> Result<()> {
    let next_at = rules::after_answer(cx.now, every);
    let good_at = Some(cx.now);
    store::update(&cx.tx, Model { failures: 0, problem: None, next_at, good_at, ..row }).await
}

/// Nothing came; the sentence says why.
///
/// # Errors
/// A fault when the database fails.
pub async fn failed(
    cx: &mut Cx,
    begun: Begun,
    problem: &str,
    asked: Option<Duration>,
) -> Result<()> {
    let failures = begun.row.failures.saturating_add(1);
    let next_at = rules::after_failure(cx.now, failures, asked);
    let problem = Some(kernel::text::clip(problem, PROBLEM_LIMIT));
    store::update(&cx.tx, Model { failures, problem, next_at, ..begun.row }).await
}
