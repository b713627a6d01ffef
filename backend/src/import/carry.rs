//! Carries what a reader gives into the database, some rows a transaction.
//!
//! Each row is checked before anything of it is written, so that a refused row leaves no
//! trace without a savepoint of its own. When a transaction fails nevertheless, its rows are
//! carried again one by one: one bad row does not take its neighbours with it. On Ctrl-C the
//! rows in hand are still written, and the report tells how far it went.

use super::progress::Progress;
use super::report::{Report, RowNote};
use super::rows::Row;
use commons::feeds::actions::{NotedRow, RowEnd};
use commons::feeds::{self, BegunRun, Claim, conflicts};
use commons::{Conflict, RecordOutcome};
use futures::future::BoxFuture;
use kernel::id::{FeedRowId, OrganisationId};
use kernel::{Actor, Error, Result};
use platform::{Cx, Db};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, mpsc};

/// How much is written in one transaction: rows, or articles of laws.
const WEIGHT_PER_TRANSACTION: usize = 500;
/// Rows that fail one after the other before the database is given up.
const FAILURES: usize = 3;
/// What is said of a row the database refused.
const NOT_TAKEN: &str = "数据库没有接受这一行";
/// What the report says after Ctrl-C.
pub(super) const INTERRUPTED: &str = "收到中断信号；已写入的行都在，再运行一次即可继续";
/// Rows read ahead.
const READ_AHEAD: usize = 1_000;

/// How a record ended: written, or refused with a sentence for people.
pub(super) type Outcome = std::result::Result<RecordOutcome, String>;
/// Writes records; answers how each ended, in their order. A fault undoes them all.
pub(super) type Write<T> = for<'c> fn(&'c mut Cx, Vec<T>) -> BoxFuture<'c, Result<Vec<Outcome>>>;
/// Writes one record.
pub(super) type WriteOne<T> = for<'c> fn(&'c mut Cx, T) -> BoxFuture<'c, Result<RecordOutcome>>;

/// Writes records one after the other.
pub(super) async fn one_by_one<T>(
    cx: &mut Cx,
    records: Vec<T>,
    write: WriteOne<T>,
) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::with_capacity(records.len());
    for record in records {
        outcomes.push(match write(cx, record).await {
            Err(Error::Fault(fault)) => return Err(Error::Fault(fault)),
            answer => answer.map_err(|refusal| refusal.to_string()),
        });
    }
    Ok(outcomes)
}

/// A row as a reader gives it.
#[derive(Debug, Clone)]
pub(super) struct Incoming<T> {
    /// Where it stands, for people.
    pub(super) row: u64,
    /// How far the reader is, in the unit of [`Supply::total`].
    pub(super) place: u64,
    /// What it names.
    pub(super) name: String,
    /// What it says, or why it cannot be taken.
    pub(super) record: std::result::Result<T, String>,
    /// What is odd about it although it is taken.
    pub(super) note: Option<String>,
    /// Its share of a transaction.
    pub(super) weight: usize,
    /// What tells it apart within its source.
    pub(super) key: Option<String>,
    /// As it was read, to be put aside when it cannot be taken.
    pub(super) read: Option<Row>,
    /// The row it was put aside as, when it is tried again.
    pub(super) row_id: Option<FeedRowId>,
}

impl<T> Incoming<T> {
    /// A row that says this, and of which nothing more is known.
    pub(super) fn of(record: std::result::Result<T, String>) -> Self {
        let (row, place, name, weight) = (0, 0, String::new(), 1);
        Self { row, place, name, record, note: None, weight, key: None, read: None, row_id: None }
    }
}

/// What a reader sends.
pub(super) enum Message<T> {
    /// A row.
    Row(Box<Incoming<T>>),
    /// The input cannot be read any further; the sentence is for people.
    Broken(String),
}

/// Rows on their way.
pub(super) struct Supply<T> {
    /// The rows.
    pub(super) messages: mpsc::Receiver<Message<T>>,
    /// How far the reader will go; 0 when it does not know.
    pub(super) total: u64,
}

/// The other end of a supply.
pub(super) type Sender<T> = mpsc::Sender<Message<T>>;

/// A supply of a known length and where to send its rows.
pub(super) fn supply<T>(total: u64) -> (Sender<T>, Supply<T>) {
    let (sender, messages) = mpsc::channel(READ_AHEAD);
    (sender, Supply { messages, total })
}

/// How rows are written.
pub(super) struct How<T> {
    /// Writes records.
    pub(super) write: Write<T>,
    /// Makes a record one about the organisation that has said so.
    pub(super) attach: fn(&mut T, OrganisationId),
    /// Whose books are kept; none when nothing is written, or of no source.
    pub(super) run: Option<BegunRun>,
    /// Check everything and write nothing.
    pub(super) is_dry_run: bool,
}

impl<T> Clone for How<T> {
    fn clone(&self) -> Self {
        Self { run: self.run.clone(), ..*self }
    }
}

/// Carries everything, or until `stop` is told.
pub(super) async fn carry<T>(
    db: &Db,
    mut supply: Supply<T>,
    how: How<T>,
    stop: Arc<Notify>,
) -> Report
where
    T: Clone + Send + Sync + 'static,
{
    let mut carrier = Carrier { db, how, report: Report::default(), hand: Vec::new(), weight: 0 };
    let mut progress = Progress::new(supply.total);
    while carrier.report.stopped.is_none() {
        let message = tokio::select! {
            biased;
            () = stop.notified() => {
                carrier.report.stopped = Some(INTERRUPTED.to_owned());
                None
            }
            message = supply.messages.recv() => message,
        };
        match message {
            None => break,
            Some(Message::Broken(reason)) => carrier.report.stopped = Some(reason),
            Some(Message::Row(row)) => {
                let place = row.place;
                carrier.take(*row).await;
                progress.at(place, &carrier.report.counts());
            }
        }
    }
    carrier.put_down().await;
    progress.end();
    carrier.report
}

struct Carrier<'a, T> {
    db: &'a Db,
    how: How<T>,
    report: Report,
    hand: Vec<Incoming<T>>,
    weight: usize,
}

impl<T: Clone + Send + Sync + 'static> Carrier<'_, T> {
    async fn take(&mut self, row: Incoming<T>) {
        if let Some(reason) = row.note.clone() {
            self.report.notes.push(RowNote { row: row.row, name: row.name.clone(), reason });
        }
        self.weight += row.weight;
        self.hand.push(row);
        if self.weight >= WEIGHT_PER_TRANSACTION {
            self.put_down().await;
        }
    }

    /// Writes the rows in hand.
    async fn put_down(&mut self) {
        let rows = Arc::new(std::mem::take(&mut self.hand));
        self.weight = 0;
        if rows.is_empty() {
            return;
        }
        if rows.len() > 1
            && let Ok(outcomes) = self.transaction(Arc::clone(&rows)).await
        {
            for (row, outcome) in rows.iter().zip(outcomes) {
                self.settle(row, outcome);
            }
            return;
        }
        let mut failures = 0;
        for row in rows.iter() {
            match self.transaction(Arc::new(vec![row.clone()])).await {
                Ok(outcomes) => {
                    failures = 0;
                    let outcome = outcomes.into_iter().next();
                    self.settle(row, outcome.unwrap_or(Ok(RecordOutcome::Unchanged)));
                }
                Err(error) => {
                    tracing::error!(row = row.row, %error, "row could not be written");
                    failures += 1;
                    let refused = Incoming { record: Err(NOT_TAKEN.into()), ..row.clone() };
                    // It is put aside if the database takes at least that.
                    let _ = self.transaction(Arc::new(vec![refused])).await;
                    self.settle(row, Err(NOT_TAKEN.into()));
                }
            }
            if failures >= FAILURES {
                self.report.stopped =
                    Some("数据库连续写入失败，已停止；请检查磁盘空间和数据库".into());
                return;
            }
        }
    }

    fn settle(&mut self, row: &Incoming<T>, outcome: Outcome) {
        match outcome {
            Ok(outcome) => self.report.count(row.row, row.name.clone(), outcome),
            Err(reason) => self.report.reject(row.row, row.name.clone(), reason),
        }
    }

    /// Writes rows in one transaction; a refused row is its sentence, a fault is an error.
    async fn transaction(&self, rows: Arc<Vec<Incoming<T>>>) -> Result<Vec<Outcome>> {
        let (how, is_dry_run) = (self.how.clone(), self.how.is_dry_run);
        let outcomes = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&outcomes);
        let answer = self
            .db
            .in_transaction(Actor::System("import"), move |cx| {
                Box::pin(async move {
                    let written = write_rows(cx, &how, &rows).await?;
                    *seen.lock().expect("no holder of this lock panics") = written;
                    // What is refused is rolled back: a dry run writes nothing.
                    if is_dry_run { Err(Error::Problems(Vec::new())) } else { Ok(()) }
                })
            })
            .await;
        match answer {
            Ok(()) => {}
            Err(Error::Problems(_)) if is_dry_run => {}
            Err(error) => return Err(error),
        }
        let mut outcomes = outcomes.lock().expect("no holder of this lock panics");
        Ok(std::mem::take(&mut *outcomes))
    }
}

/// Writes rows as what is settled about them says, and keeps the books of their run.
async fn write_rows<T: Clone>(
    cx: &mut Cx,
    how: &How<T>,
    rows: &[Incoming<T>],
) -> Result<Vec<Outcome>> {
    let claims = match &how.run {
        Some(run) => {
            let keys = rows.iter().filter_map(|it| it.key.clone()).collect();
            conflicts::claims(cx, &run.feed_id, keys).await?
        }
        None => HashMap::new(),
    };
    let (mut ends, mut records) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        let claim = row.key.as_ref().and_then(|it| claims.get(it));
        ends.push(match (&row.record, claim) {
            (Err(reason), _) => Some(Err(reason.clone())),
            (Ok(_), Some(Claim::NotOurs)) => Some(Ok(RecordOutcome::Conflict(Conflict {
                reason: "单位已说明这一条不是本单位的".into(),
                with: None,
            }))),
            (Ok(record), claim) => {
                let mut record = record.clone();
                if let Some(Claim::Ours(id)) = claim {
                    (how.attach)(&mut record, id.clone());
                }
                records.push(record);
                None
            }
        });
    }
    let written = if records.is_empty() { Vec::new() } else { (how.write)(cx, records).await? };
    let mut written = written.into_iter();
    let mut next = || written.next().unwrap_or(Ok(RecordOutcome::Unchanged));
    let outcomes: Vec<Outcome> = ends.into_iter().map(|it| it.unwrap_or_else(&mut next)).collect();
    if let Some(run) = &how.run {
        let noted = rows.iter().zip(&outcomes).map(|(row, outcome)| noted(row, outcome));
        feeds::actions::note(cx, run, noted.collect()).await?;
    }
    Ok(outcomes)
}

/// A row for the books; its cells only where somebody will want to see them.
fn noted<T>(row: &Incoming<T>, outcome: &Outcome) -> NotedRow {
    let end = match outcome {
        Err(reason) => RowEnd::Rejected(reason.clone()),
        Ok(RecordOutcome::Conflict(it)) => RowEnd::Conflict(it.reason.clone(), it.with.clone()),
        Ok(_) => RowEnd::Taken,
    };
    let cells = match (&end, &row.read) {
        (RowEnd::Taken, _) | (_, None) => Vec::new(),
        (_, Some(read)) => read.as_given(),
    };
    NotedRow {
        number: row.row,
        name: row.name.clone(),
        // What is about nobody we know is not what the source lists for us.
        key: row.key.clone().filter(|_| *outcome != Ok(RecordOutcome::Passed)),
        cells,
        row_id: row.row_id.clone(),
        end,
    }
}

#[cfg(test)]
mod tests;
