//! Opening the database and the transactions on it.

use super::writer::Writer;
use super::{Cx, Reader, Tx};
use crate::vault::Vault;
use futures::future::BoxFuture;
use kernel::{Actor, Clock, Dice, Origin, Result};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend, TransactionTrait};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// Read connections on SQLite. Each holds its own page cache, so few are better than many.
const SQLITE_READERS: u32 = 4;
/// Page cache of the writer, in KiB: what a transaction changes lies here until it is committed.
const SQLITE_WRITER_CACHE: u32 = 8 * 1024;
/// Page cache of a reader, in KiB: little, since pages are read where the file is mapped.
const SQLITE_READER_CACHE: u32 = 1024;
/// So much of the file is mapped, in bytes: all that SQLite allows. Room in the address space, no memory.
const SQLITE_MAPPED: &str = "2147418112";
/// Connections to PostgreSQL from one server.
const POSTGRES_CONNECTIONS: u32 = 16;

/// Why the database could not be opened, in one sentence for the person who started us.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The folder of the SQLite file cannot be used.
    #[error("数据库文件夹 {0} 无法写入：{1}")]
    Folder(String, std::io::Error),
    /// The address is neither SQLite nor PostgreSQL.
    #[error("DATABASE_URL 应以 sqlite: 或 postgres:// 开头")]
    Address,
    /// The database does not answer, or is no database.
    #[error("数据库打不开：{0}")]
    Refused(#[from] sea_orm::DbErr),
}

/// The database of one process. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    readers: Reader,
    writer: Option<Writer>,
    clock: Clock,
    seed: Option<Arc<AtomicU64>>,
    news: Arc<watch::Sender<u64>>,
    vault: Vault,
}

impl Db {
    /// Opens what `url` names: `sqlite:path` (made when absent) or `postgres://…`.
    ///
    /// # Errors
    /// [`ConnectError`] says in one sentence what to mend.
    pub async fn open(url: &str, clock: Clock) -> std::result::Result<Self, ConnectError> {
        let (readers, writer) = if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.trim_start_matches("//");
            make_folder(Path::new(path))?;
            // In a savepoint SQLite notes pages apart, and walks through all it noted in memory at
            // the end of each statement; in a file it does not.
            let writer = sqlite(path, 1, SQLITE_WRITER_CACHE, "FILE").await?;
            let readers = sqlite(path, SQLITE_READERS, SQLITE_READER_CACHE, "MEMORY").await?;
            (readers, Some(Writer::new(writer)))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            (postgres(url).await?, None)
        } else {
            return Err(ConnectError::Address);
        };
        let readers = Reader(readers);
        let news = Arc::new(watch::Sender::new(0));
        Ok(Self { readers, writer, clock, seed: None, news, vault: Vault::default() })
    }

    /// The same database with random bits that follow from `seed`; for tests and benches.
    #[must_use]
    pub fn seeded(mut self, seed: u64) -> Self {
        self.seed = Some(Arc::new(AtomicU64::new(seed)));
        self
    }

    /// The same database with the keys that open what is sealed in it.
    #[must_use]
    pub fn keyed(mut self, vault: Vault) -> Self {
        self.vault = vault;
        self
    }

    /// Seals and opens what must not lie open in the database.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Where reads go. Sees what is committed, never what is being written.
    pub fn read(&self) -> &Reader {
        &self.readers
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> DbBackend {
        self.readers.0.get_database_backend()
    }

    /// The connection on which migrations run.
    pub fn for_migrations(&self) -> &DatabaseConnection {
        self.writer.as_ref().map_or(&self.readers.0, Writer::connection)
    }

    /// Closes all connections, once what runs on them has ended.
    ///
    /// # Errors
    /// When the database does not answer any more.
    pub async fn close(self) -> std::result::Result<(), sea_orm::DbErr> {
        if let Some(writer) = &self.writer {
            writer.connection().clone().close().await?;
        }
        self.readers.0.close().await
    }

    /// Tells the time of this process.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Changes whenever this process has committed an event or a job; wakes consumers and workers.
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// Random bits for one change.
    pub fn dice(&self) -> Dice {
        match &self.seed {
            None => Dice::from_system(),
            Some(seed) => Dice::seeded(seed.fetch_add(1, Ordering::Relaxed)),
        }
    }

    /// Runs a change in one transaction: what it answers `Ok` to is on disk when this returns,
    /// what it refuses leaves no trace. The only place that opens a transaction.
    ///
    /// # Errors
    /// What the change answers, or a fault when the database fails.
    pub async fn in_transaction<T, F>(&self, actor: Actor, change: F) -> Result<T>
    where
        F: for<'c> FnOnce(&'c mut Cx) -> BoxFuture<'c, Result<T>>,
    {
        self.in_transaction_for(actor, Origin::default(), change).await
    }

    /// As [`Db::in_transaction`], with where the change came from.
    ///
    /// # Errors
    /// As [`Db::in_transaction`].
    pub async fn in_transaction_for<T, F>(
        &self,
        actor: Actor,
        origin: impl Into<Origin>,
        change: F,
    ) -> Result<T>
    where
        F: for<'c> FnOnce(&'c mut Cx) -> BoxFuture<'c, Result<T>>,
    {
        let (now, rng, vault) = (self.clock.now(), self.dice(), self.vault.clone());
        let origin = origin.into();
        let cx = |tx| Cx { tx, actor, now, rng, origin, vault, has_news: false };
        let (answer, has_news) = if let Some(writer) = &self.writer {
            let turn = writer.turn().await?;
            let mut cx = cx(Tx::Sqlite(writer.connection().clone()));
            match change(&mut cx).await {
                Ok(answer) => (turn.keep().await.map(|()| answer), cx.has_news),
                Err(error) => {
                    turn.discard().await;
                    (Err(error), false)
                }
            }
        } else {
            let mut cx = cx(Tx::Postgres(self.readers.0.begin().await?));
            let answer = change(&mut cx).await;
            match (answer, cx.tx) {
                (Ok(answer), Tx::Postgres(tx)) => {
                    (tx.commit().await.map(|()| answer).map_err(Into::into), cx.has_news)
                }
                (answer, _) => (answer, false),
            }
        };
        let answer = answer?;
        if has_news {
            self.news.send_modify(|count| *count = count.wrapping_add(1));
        }
        Ok(answer)
    }
}

fn make_folder(file: &Path) -> std::result::Result<(), ConnectError> {
    let Some(folder) = file.parent().filter(|it| !it.as_os_str().is_empty()) else {
        return Ok(());
    };
    std::fs::create_dir_all(folder)
        .map_err(|error| ConnectError::Folder(folder.display().to_string(), error))
}

async fn sqlite(
    path: &str,
    connections: u32,
    cache_kib: u32,
    temp_store: &'static str,
) -> std::result::Result<DatabaseConnection, ConnectError> {
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=rwc"));
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |it| {
            it.pragma("journal_mode", "WAL")
                // FULL: what was acknowledged survives a power cut, not only a crash.
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                .pragma("busy_timeout", "10000")
                .pragma("cache_size", format!("-{cache_kib}"))
                .pragma("mmap_size", SQLITE_MAPPED)
                .pragma("temp_store", temp_store)
                .pragma("journal_size_limit", "67108864")
        });
    Ok(Database::connect(options).await?)
}

async fn postgres(url: &str) -> std::result::Result<DatabaseConnection, ConnectError> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(POSTGRES_CONNECTIONS)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false);
    Ok(Database::connect(options).await?)
}
