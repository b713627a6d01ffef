//! SQLite's one writer: callers take turns on one connection and share commits.
//!
//! A turn is a savepoint. When it ends and nobody waits, the caller commits; when somebody
//! waits, the next turn goes into the same transaction, so that under load one sync to disk
//! serves many callers and alone a caller waits for nobody. Nobody is told "done" before the
//! commit that holds the turn has reached the disk. A caller that vanishes (a closed
//! connection) has its turn rolled back and the others' commit carried out by [`Turn::drop`];
//! every statement of the writer itself runs on a task of its own, so that nobody vanishes
//! between a statement and what we remember of it.

use kernel::{Error, Result};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

/// After so many turns a commit is made even while others wait.
const TURNS_PER_COMMIT: usize = 256;

#[derive(Clone)]
pub(super) struct Writer {
    connection: DatabaseConnection,
    batch: Arc<Mutex<Batch>>,
    waiting: Arc<AtomicUsize>,
}

/// The transaction that is open, and who waits for its commit.
#[derive(Default)]
struct Batch {
    is_open: bool,
    has_turn: bool,
    waiters: Vec<oneshot::Sender<bool>>,
}

/// The right to write, until it is ended or dropped.
pub(super) struct Turn {
    writer: Writer,
    batch: Option<OwnedMutexGuard<Batch>>,
}

impl Writer {
    pub(super) fn new(connection: DatabaseConnection) -> Self {
        Self { connection, batch: Arc::default(), waiting: Arc::default() }
    }

    pub(super) fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    pub(super) async fn turn(&self) -> Result<Turn> {
        let writer = self.clone();
        let queued = Queued::join(&self.waiting);
        apart(async move {
            let batch = Arc::clone(&writer.batch).lock_owned().await;
            drop(queued);
            let mut turn = Turn { writer, batch: Some(batch) };
            turn.begin().await?;
            Ok(turn)
        })
        .await
    }

    async fn run(&self, sql: &str) -> std::result::Result<(), DbErr> {
        self.connection.execute_unprepared(sql).await.map(drop)
    }

    /// Rolls back a turn that nobody ended. When that fails the database has already undone
    /// the whole transaction (a full disk does this), and so everybody in it failed.
    async fn undo_turn(&self, batch: &mut Batch) {
        batch.has_turn = false;
        if self.run("ROLLBACK TO turn; RELEASE turn").await.is_err() {
            self.abandon(batch).await;
        }
    }

    async fn abandon(&self, batch: &mut Batch) {
        let _ = self.run("ROLLBACK").await;
        batch.is_open = false;
        for waiter in batch.waiters.drain(..) {
            let _ = waiter.send(false);
        }
    }

    async fn commit(&self, batch: &mut Batch) {
        if !batch.is_open {
            return;
        }
        if let Err(error) = self.run("COMMIT").await {
            tracing::error!(%error, turns = batch.waiters.len(), "commit failed");
            return self.abandon(batch).await;
        }
        batch.is_open = false;
        for waiter in batch.waiters.drain(..) {
            let _ = waiter.send(true);
        }
    }

    fn someone_waits(&self) -> bool {
        self.waiting.load(Ordering::Acquire) > 0
    }
}

impl Turn {
    async fn begin(&mut self) -> Result<()> {
        let writer = self.writer.clone();
        let batch = self.batch();
        if batch.has_turn {
            writer.undo_turn(batch).await;
        }
        if !batch.is_open {
            writer.run("BEGIN IMMEDIATE").await?;
            batch.is_open = true;
        }
        writer.run("SAVEPOINT turn").await?;
        batch.has_turn = true;
        Ok(())
    }

    /// Keeps what the turn wrote and waits until it is on disk.
    pub(super) async fn keep(self) -> Result<()> {
        let committed = apart(self.release()).await?;
        match committed.await {
            Ok(true) => Ok(()),
            _ => Err(Error::Fault(anyhow::anyhow!("the shared commit failed"))),
        }
    }

    /// Undoes what the turn wrote; those who share the transaction keep theirs.
    pub(super) async fn discard(self) {
        // Only a runtime that goes down fails here, and with it the transaction.
        let _ = apart(self.undo()).await;
    }

    async fn release(mut self) -> Result<oneshot::Receiver<bool>> {
        let writer = self.writer.clone();
        if let Err(error) = writer.run("RELEASE turn").await {
            self.undo().await?;
            return Err(error.into());
        }
        let batch = self.batch();
        batch.has_turn = false;
        let (done, committed) = oneshot::channel();
        batch.waiters.push(done);
        self.hand_over().await;
        Ok(committed)
    }

    async fn undo(mut self) -> Result<()> {
        let writer = self.writer.clone();
        writer.undo_turn(self.batch()).await;
        self.hand_over().await;
        Ok(())
    }

    async fn hand_over(&mut self) {
        let writer = self.writer.clone();
        let batch = self.batch();
        if !writer.someone_waits() || batch.waiters.len() >= TURNS_PER_COMMIT {
            writer.commit(batch).await;
        }
        self.batch = None;
    }

    fn batch(&mut self) -> &mut Batch {
        self.batch.as_mut().expect("a turn holds the batch until it is handed over")
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(mut batch) = self.batch.take() else { return };
        let writer = self.writer.clone();
        tokio::spawn(async move {
            if batch.has_turn {
                writer.undo_turn(&mut batch).await;
            }
            writer.commit(&mut batch).await;
        });
    }
}

/// Runs the work to its end, also when nobody waits for it any more.
async fn apart<T: Send + 'static>(
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    let done = tokio::spawn(work).await;
    done.map_err(|error| Error::Fault(anyhow::Error::new(error).context("write")))?
}

/// Counts a caller among those who wait.
struct Queued(Arc<AtomicUsize>);

impl Queued {
    fn join(waiting: &Arc<AtomicUsize>) -> Self {
        waiting.fetch_add(1, Ordering::AcqRel);
        Self(Arc::clone(waiting))
    }
}

impl Drop for Queued {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
