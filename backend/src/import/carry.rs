//! Carries what a reader gives into the database, some rows a transaction.
//!
//! Each row is checked before anything of it is written, so that a refused row leaves no
//! trace without a savepoint of its own. When a transaction fails nevertheless, its rows are
//! carried again one by one: one bad row does not take its neighbours with it. On Ctrl-C the
//! rows in hand are still written, and the report tells how far it went.

use super::progress::Progress;
use super::report::{Report, RowNote};
use commons::RecordOutcome;
use futures::future::BoxFuture;
use kernel::{Actor, Error, Result};
use platform::{Cx, Db};
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, mpsc};

/// How much is written in one transaction: rows, or articles of laws.
const WEIGHT_PER_TRANSACTION: usize = 500;
/// Rows that fail one after the other before the database is given up.
const FAILURES: usize = 3;
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
    /// How far the reader is, in the unit of [`Feed::total`].
    pub(super) place: u64,
    /// What it names.
    pub(super) name: String,
    /// What it says, or why it cannot be taken.
    pub(super) record: std::result::Result<T, String>,
    /// What is odd about it although it is taken.
    pub(super) note: Option<String>,
    /// Its share of a transaction.
    pub(super) weight: usize,
}

/// What a reader sends.
pub(super) enum Message<T> {
    /// A row.
    Row(Box<Incoming<T>>),
    /// The input cannot be read any further; the sentence is for people.
    Broken(String),
}

/// Rows on their way.
pub(super) struct Feed<T> {
    /// The rows.
    pub(super) messages: mpsc::Receiver<Message<T>>,
    /// How far the reader will go; 0 when it does not know.
    pub(super) total: u64,
}

/// The other end of a feed.
pub(super) type Sender<T> = mpsc::Sender<Message<T>>;

/// A feed of a known length and where to send its rows.
pub(super) fn feed<T>(total: u64) -> (Sender<T>, Feed<T>) {
    let (sender, messages) = mpsc::channel(READ_AHEAD);
    (sender, Feed { messages, total })
}

/// Carries everything, or until `stop` is told.
pub(super) async fn carry<T>(
    db: &Db,
    mut feed: Feed<T>,
    write: Write<T>,
    stop: Arc<Notify>,
    is_dry_run: bool,
) -> Report
where
    T: Clone + Send + 'static,
{
    let mut carrier =
        Carrier { db, write, is_dry_run, report: Report::default(), hand: Vec::new(), weight: 0 };
    let mut progress = Progress::new(feed.total);
    while carrier.report.stopped.is_none() {
        let message = tokio::select! {
            biased;
            () = stop.notified() => {
                carrier.report.stopped = Some(INTERRUPTED.to_owned());
                None
            }
            message = feed.messages.recv() => message,
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
    write: Write<T>,
    is_dry_run: bool,
    report: Report,
    hand: Vec<(u64, String, T)>,
    weight: usize,
}

impl<T: Clone + Send + 'static> Carrier<'_, T> {
    async fn take(&mut self, row: Incoming<T>) {
        if let Some(reason) = row.note {
            self.report.notes.push(RowNote { row: row.row, name: row.name.clone(), reason });
        }
        match row.record {
            Err(reason) => self.report.reject(row.row, row.name, reason),
            Ok(record) => {
                self.hand.push((row.row, row.name, record));
                self.weight += row.weight;
            }
        }
        if self.weight >= WEIGHT_PER_TRANSACTION {
            self.put_down().await;
        }
    }

    /// Writes the rows in hand.
    async fn put_down(&mut self) {
        let rows = std::mem::take(&mut self.hand);
        self.weight = 0;
        if rows.is_empty() {
            return;
        }
        if rows.len() > 1 {
            let records = rows.iter().map(|it| it.2.clone()).collect();
            if let Ok(outcomes) = self.transaction(records).await {
                for ((row, name, _), outcome) in rows.into_iter().zip(outcomes) {
                    self.settle(row, name, outcome);
                }
                return;
            }
        }
        let mut failures = 0;
        for (row, name, record) in rows {
            match self.transaction(vec![record]).await {
                Ok(outcomes) => {
                    failures = 0;
                    let outcome = outcomes.into_iter().next();
                    self.settle(row, name, outcome.unwrap_or(Ok(RecordOutcome::Unchanged)));
                }
                Err(error) => {
                    tracing::error!(row, %error, "row could not be written");
                    failures += 1;
                    self.report.reject(row, name, "数据库没有接受这一行".into());
                }
            }
            if failures >= FAILURES {
                self.report.stopped =
                    Some("数据库连续写入失败，已停止；请检查磁盘空间和数据库".into());
                return;
            }
        }
    }

    fn settle(&mut self, row: u64, name: String, outcome: Outcome) {
        match outcome {
            Ok(outcome) => self.report.count(row, name, outcome),
            Err(reason) => self.report.reject(row, name, reason),
        }
    }

    /// Writes records in one transaction; a refused record is its sentence, a fault is an error.
    async fn transaction(&self, records: Vec<T>) -> Result<Vec<Outcome>> {
        let (write, is_dry_run) = (self.write, self.is_dry_run);
        let outcomes = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&outcomes);
        let answer = self
            .db
            .in_transaction(Actor::System("import"), move |cx| {
                Box::pin(async move {
                    let written = write(cx, records).await?;
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

#[cfg(test)]
mod tests;
