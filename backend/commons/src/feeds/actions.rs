//! The books of imports: a run begins, notes its rows some at a time, and ends.

use super::conflicts;
use super::entity::row::{self, Cells};
use super::entity::run::{Model, RunState};
use super::entity::{feed, item};
use super::rules::{self, FeedProblem};
use super::{access, jobs, store};
use crate::audit::{self, Recorded};
use crate::machine_keys;
use chrono::{DateTime, Utc};
use kernel::id::{FeedId, FeedRowId, FeedRunId, MachineKeyId, OrganisationId};
use kernel::{Actor, Denied, Result};
use platform::Cx;
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The noun under which runs are audited.
pub const SUBJECT: &str = "feed_run";

/// A file of a source.
#[derive(Debug, Clone)]
pub struct NewRun {
    /// What the source calls itself.
    pub source: String,
    /// What the file holds.
    pub kind: &'static str,
    /// As the file is called.
    pub file_name: String,
    /// Where its body lies, when it was sent in.
    pub file_key: Option<String>,
    /// SHA-256 of the file; empty when it has none.
    pub digest: String,
    /// The name of the mapping.
    pub mapping_name: Option<String>,
    /// The mapping itself.
    pub mapping_text: Option<String>,
    /// Whether the file lists everything the source has.
    pub is_whole: bool,
    /// How often the source is expected, in days.
    pub every_days: Option<i32>,
    /// The run whose rows are tried again.
    pub replay_of: Option<FeedRunId>,
}

/// What a run under way is known by.
#[derive(Debug, Clone)]
pub struct BegunRun {
    /// Which.
    pub id: FeedRunId,
    /// Of which source.
    pub feed_id: FeedId,
}

impl From<&Model> for BegunRun {
    fn from(row: &Model) -> Self {
        Self { id: row.id.clone(), feed_id: row.feed_id.clone() }
    }
}

/// How many rows ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Were not known.
    pub new: u64,
    /// Were known otherwise.
    pub changed: u64,
    /// Were known just so.
    pub unchanged: u64,
    /// Contradict what is known.
    pub conflict: u64,
    /// Could not be taken.
    pub rejected: u64,
    /// Are about nobody we know.
    pub passed: u64,
}

/// How a row ended, for the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowEnd {
    /// It was taken, or needs nobody.
    Taken,
    /// It could not be taken; the sentence says why.
    Rejected(String),
    /// It contradicts what is known of an organisation, or of nobody in particular.
    Conflict(String, Option<OrganisationId>),
}

/// A row of a run.
#[derive(Debug, Clone)]
pub struct NotedRow {
    /// Where it stands.
    pub number: u64,
    /// What it names.
    pub name: String,
    /// What tells it apart; none where nothing does.
    pub key: Option<String>,
    /// As it stood.
    pub cells: Vec<(String, String)>,
    /// The row it was put aside as, when it is tried again.
    pub row_id: Option<FeedRowId>,
    /// How it ended.
    pub end: RowEnd,
}

/// Begins a run.
///
/// # Errors
/// A fault when the database fails.
pub async fn begin(cx: &mut Cx, new: NewRun) -> Result<Model> {
    let feed = feed_of(cx, &new).await?;
    add(cx, feed, new, RunState::Running).await
}

/// Takes in a body that was sent: it is imported in its turn. The same body again is the same run.
///
/// # Errors
/// Forbidden for whoever may not send; a fault when the database fails.
pub async fn receive(cx: &mut Cx, new: NewRun) -> Result<Model> {
    let Actor::Machine { key_id, scopes, .. } = &cx.actor else {
        return Err(Denied::Forbidden.into());
    };
    let bound = machine_keys::feed_of(&cx.tx, key_id).await?;
    let is_other = bound.is_some() && bound != new.mapping_name;
    if is_other || !scopes.contains(&kernel::Scope::FeedPush) {
        return Err(Denied::Forbidden.into());
    }
    take_body(cx, new).await
}

/// Takes in a body that a source was asked for; the product itself. The same body again is the same run.
///
/// # Errors
/// Forbidden for all others; a fault when the database fails.
pub async fn fetched(cx: &mut Cx, new: NewRun) -> Result<Model> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    take_body(cx, new).await
}

/// A source that was asked has nothing newer than its last good file.
///
/// # Errors
/// A fault when the database fails.
pub async fn still_good(cx: &mut Cx, name: &str) -> Result<()> {
    let Some(feed) = store::find_by_name(&cx.tx, name).await? else { return Ok(()) };
    if feed.good_run_id.is_none() || feed.good_run_id != feed.last_run_id {
        return Ok(());
    }
    store::update_feed(&cx.tx, feed::Model { good_at: Some(cx.now), ..feed }).await
}

async fn take_body(cx: &mut Cx, new: NewRun) -> Result<Model> {
    let feed = feed_of(cx, &new).await?;
    if let Some(known) = store::find_run_of_body(&cx.tx, &feed.id, &new.digest).await? {
        if feed.good_run_id.as_ref() == Some(&known.id) {
            store::update_feed(&cx.tx, feed::Model { good_at: Some(cx.now), ..feed }).await?;
        }
        let known = Model { received_at: cx.now, ..known };
        store::update_run(&cx.tx, known.clone()).await?;
        return Ok(known);
    }
    let run = add(cx, feed, new, RunState::Waiting).await?;
    record(cx, "feeds.receive", &run).await?;
    jobs::enqueue_import(cx, &run.id).await?;
    Ok(run)
}

/// Whether a mapping can be used for a kind of file; given by the door that reads files.
#[derive(Clone, Copy)]
pub struct MappingCheck(pub fn(text: &str, kind: &str) -> bool);

/// What a mapping is called that was typed on the board.
const TYPED: &str = "在数据源页上修改";

/// Tries the rows of a run again that were put aside, under its own mapping or another. Moderators and
/// operators.
///
/// # Errors
/// Not found for others; problems when nothing waits, the run is not over, or the mapping cannot be
/// used.
pub async fn replay(
    cx: &mut Cx,
    id: &FeedRunId,
    mapping: Option<String>,
    check: MappingCheck,
) -> Result<Model> {
    if !access::may_replay(&cx.actor) {
        return Err(Denied::NotFound.into());
    }
    let before = store::find_run(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    match &mapping {
        Some(text) if text.len() > rules::MAPPING_BYTES => {
            return Err(FeedProblem::MappingLength.into());
        }
        Some(text) if !(check.0)(text, &before.kind) => {
            return Err(FeedProblem::MappingForm.into());
        }
        _ => {}
    }
    let mapping = mapping.map(|it| (TYPED.to_owned(), it));
    let feed = store::find_feed_for_change(&cx.tx, &before.feed_id).await?;
    let feed = feed.ok_or(Denied::NotFound)?;
    let is_open = matches!(before.state, RunState::Waiting | RunState::Running);
    if is_open || store::has_open_replay(&cx.tx, &feed.id, id).await? {
        return Err(FeedProblem::NotEnded.into());
    }
    if store::count_waiting(&cx.tx, id).await? == 0 {
        return Err(FeedProblem::NothingWaits.into());
    }
    let new = replay_of(&feed.name, &before, mapping);
    let run = add(cx, feed, new, RunState::Waiting).await?;
    record(cx, "feeds.replay", &run).await?;
    jobs::enqueue_import(cx, &run.id).await?;
    Ok(run)
}

/// What a replay of a run is, under its own mapping or another.
pub fn replay_of(source: &str, before: &Model, mapping: Option<(String, String)>) -> NewRun {
    let own = (before.mapping_name.clone(), before.mapping_text.clone());
    let (mapping_name, mapping_text) = mapping.map_or(own, |(name, text)| (Some(name), Some(text)));
    NewRun {
        source: source.to_owned(),
        kind: kind_of(&before.kind),
        file_name: before.file_name.clone(),
        file_key: None,
        digest: String::new(),
        mapping_name,
        mapping_text,
        is_whole: false,
        every_days: None,
        replay_of: Some(before.id.clone()),
    }
}

/// The kinds of files, as they are stored.
pub const KINDS: [&str; 8] = [
    "providers",
    "enterprises",
    "penalties",
    "licences",
    "laws",
    "notices",
    "accredited-items",
    "letters",
];

fn kind_of(stored: &str) -> &'static str {
    KINDS.into_iter().find(|it| *it == stored).unwrap_or("laws")
}

/// The source of a run, new or known.
async fn feed_of(cx: &mut Cx, new: &NewRun) -> Result<feed::Model> {
    let fresh = feed::Model {
        id: FeedId::new(cx.now, &mut cx.rng),
        name: new.source.clone(),
        kind: new.kind.to_owned(),
        mapping_name: new.mapping_name.clone(),
        every_days: new.every_days.unwrap_or(rules::EVERY_DAYS),
        last_run_id: None,
        good_run_id: None,
        good_at: None,
        created_at: cx.now,
    };
    store::find_or_insert(&cx.tx, fresh).await
}

async fn add(cx: &mut Cx, feed: feed::Model, new: NewRun, state: RunState) -> Result<Model> {
    let key = match &cx.actor {
        Actor::Machine { key_id, .. } => Some(MachineKeyId::clone(key_id)),
        _ => None,
    };
    let run = Model {
        id: FeedRunId::new(cx.now, &mut cx.rng),
        feed_id: feed.id.clone(),
        kind: new.kind.to_owned(),
        state,
        file_name: new.file_name,
        file_key: new.file_key,
        digest: new.digest,
        mapping_name: new.mapping_name,
        mapping_text: new.mapping_text,
        is_whole: new.is_whole,
        replay_of: new.replay_of,
        begun_by: cx.actor.account_id().cloned(),
        begun_by_key: key,
        begun_at: cx.now,
        received_at: cx.now,
        ended_at: None,
        stopped: None,
        new_count: 0,
        changed_count: 0,
        unchanged_count: 0,
        conflict_count: 0,
        rejected_count: 0,
        passed_count: 0,
        gone_count: 0,
    };
    store::insert_run(&cx.tx, run.clone()).await?;
    let feed = feed::Model {
        kind: run.kind.clone(),
        mapping_name: run.mapping_name.clone(),
        every_days: new.every_days.unwrap_or(feed.every_days),
        last_run_id: Some(run.id.clone()),
        ..feed
    };
    store::update_feed(&cx.tx, feed).await?;
    Ok(run)
}

/// A worker begins with what was sent in. What a worker left half done is done again: rows that were
/// taken are known by then.
///
/// # Errors
/// A fault when the database fails.
pub async fn start(cx: &mut Cx, id: &FeedRunId) -> Result<Option<Model>> {
    let Some(run) = store::find_run(&cx.tx, id).await? else { return Ok(None) };
    if run.ended_at.is_some() {
        return Ok(None);
    }
    let run = Model { state: RunState::Running, ..run };
    store::update_run(&cx.tx, run.clone()).await?;
    Ok(Some(run))
}

/// Writes down how some rows of a run ended, in the transaction that wrote them.
///
/// # Errors
/// A fault when the database fails.
pub async fn note(cx: &mut Cx, run: &BegunRun, rows: Vec<NotedRow>) -> Result<()> {
    // Once each and in one order: two imports at once wait for each other and do not lock.
    let (mut items, mut again) = (BTreeMap::new(), BTreeSet::new());
    let (mut aside, mut taken) = (Vec::new(), Vec::new());
    for noted in rows {
        match (&noted.key, &noted.end) {
            (Some(key), RowEnd::Rejected(_)) => drop(again.insert(key.clone())),
            (Some(key), _) => drop(items.insert(key.clone(), noted.name.clone())),
            (None, _) => {}
        }
        match (noted.end, noted.row_id) {
            (RowEnd::Rejected(reason), Some(id)) => {
                store::refuse_row(&cx.tx, id, &reason).await?;
            }
            (RowEnd::Rejected(reason), None) => aside.push(row::Model {
                id: FeedRowId::new(cx.now, &mut cx.rng),
                run_id: run.id.clone(),
                number: number(noted.number),
                name: noted.name,
                cells: Cells(rules::kept(noted.cells)),
                reason,
                taken_in: None,
            }),
            (end, id) => {
                taken.extend(id);
                if let (RowEnd::Conflict(reason, Some(with)), Some(item_key)) = (end, noted.key) {
                    let place = (number(noted.number), noted.name, noted.cells);
                    conflicts::find(cx, run, item_key, with, place, reason).await?;
                }
            }
        }
    }
    let seen = items.into_iter().map(|(item_key, name)| item::Model {
        feed_id: run.feed_id.clone(),
        item_key,
        name,
        seen_in: run.id.clone(),
        gone_at: None,
    });
    store::see(&cx.tx, seen.collect()).await?;
    if !again.is_empty() {
        // A row that cannot be taken any more is still listed.
        store::see_again(&cx.tx, run, again).await?;
    }
    if !taken.is_empty() {
        store::take_rows(&cx.tx, taken, &run.id).await?;
    }
    put_aside(cx, run, aside).await
}

async fn put_aside(cx: &mut Cx, run: &BegunRun, mut rows: Vec<row::Model>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let kept = usize::try_from(store::count_rows(&cx.tx, &run.id).await?).unwrap_or(usize::MAX);
    rows.truncate(rules::ROWS_KEPT.saturating_sub(kept));
    // Ids made at one moment are in no order; rows shall stand as in the file.
    let mut ids: Vec<FeedRowId> = rows.iter().map(|it| it.id.clone()).collect();
    ids.sort_unstable();
    let rows = rows.into_iter().zip(ids).map(|(it, id)| row::Model { id, ..it });
    store::insert_rows(&cx.tx, rows.collect()).await
}

/// Since when the newest whole files of sources lack what they listed before. Each row is the name of its source and the
/// texts that tell it apart there, of which several may be tried.
///
/// # Errors
/// A fault when the database fails.
pub async fn gone_since(
    db: &impl ConnectionTrait,
    rows: &[(String, Vec<[String; 2]>)],
) -> Result<Vec<Option<DateTime<Utc>>>> {
    let keys_of = |tried: &[[String; 2]]| tried.iter().map(|it| rules::item_key(it)).collect();
    let rows: Vec<(&String, Vec<String>)> =
        rows.iter().map(|(source, tried)| (source, keys_of(tried))).collect();
    let sources: BTreeSet<String> = rows.iter().map(|it| it.0.clone()).collect();
    let keys: Vec<String> = rows.iter().flat_map(|it| it.1.clone()).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let gone = store::gone_since(db, &Vec::from_iter(sources), &keys).await?;
    let since = |(source, tried): &(&String, Vec<String>)| {
        let found = gone.iter().find(|it| it.0 == **source && tried.contains(&it.1));
        found.map(|it| it.2)
    };
    Ok(rows.iter().map(since).collect())
}

/// Ends a run. What a whole file lacks that the source listed before is marked as gone; answers how
/// much.
///
/// # Errors
/// A fault when the database fails.
pub async fn end(
    cx: &mut Cx,
    id: &FeedRunId,
    counts: Counts,
    stopped: Option<String>,
) -> Result<u64> {
    let Some(before) = store::find_run(&cx.tx, id).await? else { return Ok(0) };
    let Some(feed) = store::find_feed_for_change(&cx.tx, &before.feed_id).await? else {
        return Ok(0);
    };
    let is_done = stopped.is_none();
    let gone = match is_done && before.is_whole {
        true => store::mark_gone(&cx.tx, &feed.id, id, cx.now).await?,
        false => 0,
    };
    let run = Model {
        state: if is_done { RunState::Done } else { RunState::Stopped },
        ended_at: Some(cx.now),
        stopped,
        new_count: count(counts.new),
        changed_count: count(counts.changed),
        unchanged_count: count(counts.unchanged),
        conflict_count: count(counts.conflict),
        rejected_count: count(counts.rejected),
        passed_count: count(counts.passed),
        gone_count: count(gone),
        ..before
    };
    store::update_run(&cx.tx, run.clone()).await?;
    if is_done && run.replay_of.is_none() {
        let (good_run_id, good_at) = (Some(run.id.clone()), Some(cx.now));
        store::update_feed(&cx.tx, feed::Model { good_run_id, good_at, ..feed }).await?;
    }
    record(cx, "feeds.end", &run).await?;
    Ok(gone)
}

fn count(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn number(row: u64) -> i64 {
    i64::try_from(row).unwrap_or(i64::MAX)
}

async fn record(cx: &mut Cx, action: &'static str, run: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: run.id.as_str(),
        before: None,
        after: Some(json!({
            "feed": run.feed_id, "kind": run.kind, "state": run.state, "file": run.file_name,
            "digest": run.digest, "mapping": run.mapping_name, "replayOf": run.replay_of,
            "new": run.new_count, "changed": run.changed_count, "unchanged": run.unchanged_count,
            "conflict": run.conflict_count, "rejected": run.rejected_count,
            "passed": run.passed_count, "gone": run.gone_count, "stopped": run.stopped,
        })),
    };
    audit::record(cx, recorded).await
}
