//! A database for each test, copied from a template that is migrated once per run.
//!
//! SQLite copies a file; PostgreSQL copies a database of the cluster that
//! `GREENBRIDGE_TEST_DATABASE` names. Nothing is cleaned by hand.

use super::start_of_tests;
use kernel::Clock;
use migrations::Migrator;
use platform::Db;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend};
use sea_orm_migration::MigratorTrait;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

enum Template {
    Sqlite(TempDir),
    Postgres { cluster: String, name: String },
}

/// A migrated database of one test; gone with this value.
pub(crate) struct TestDatabase {
    url: String,
    cluster: Option<(String, String)>,
    _folder: Option<TempDir>,
}

/// The cluster tests run against; none when they run on SQLite.
fn cluster() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests are told by make which database to use")]
    std::env::var("GREENBRIDGE_TEST_DATABASE").ok().filter(|it| !it.is_empty())
}

/// The address of another database of the same cluster.
fn database_of(cluster: &str, name: &str) -> String {
    let mut url = url::Url::parse(cluster).expect("GREENBRIDGE_TEST_DATABASE is an address");
    url.set_path(name);
    url.into()
}

impl TestDatabase {
    /// A database with all migrations and no rows.
    pub(crate) async fn migrated() -> Self {
        match TEMPLATE.get_or_init(make_template).await {
            Template::Sqlite(template) => {
                let this = Self::empty_sqlite();
                std::fs::copy(sqlite_file(template.path()), this.file())
                    .expect("copy the template");
                this
            }
            Template::Postgres { cluster, name } => {
                Self::postgres(cluster, &format!("TEMPLATE {name}")).await
            }
        }
    }

    /// A database without anything.
    pub(crate) async fn empty() -> Self {
        match cluster() {
            None => Self::empty_sqlite(),
            Some(cluster) => Self::postgres(&cluster, "").await,
        }
    }

    /// `sqlite:…` or `postgres://…`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Opened with a clock that stands still.
    pub(crate) async fn open(&self) -> Db {
        let clock = Clock::standing(start_of_tests());
        Db::open(&self.url, clock).await.expect("the database of a test opens")
    }

    /// Whether tests run on PostgreSQL.
    pub(crate) fn is_postgres() -> bool {
        cluster().is_some()
    }

    /// Takes the database away from everybody who uses it, until it comes back: PostgreSQL ends
    /// all connections and takes none, SQLite is locked for writing by somebody else.
    pub(crate) async fn go_away(&self) -> Lost {
        if let Some((cluster, name)) = &self.cluster {
            run(cluster, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
            let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname";
            run(cluster, &format!("{end} = '{name}'")).await;
            let undo = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true");
            let cluster = Database::connect(cluster).await.expect("the cluster answers");
            Lost { connection: cluster, undo }
        } else {
            // One connection only: the lock must be given back by the one that took it.
            let mut options = ConnectOptions::new(self.url.clone());
            options.max_connections(1);
            let file = Database::connect(options).await.expect("the file opens");
            file.execute_unprepared("BEGIN IMMEDIATE").await.expect("the lock is free");
            Lost { connection: file, undo: "ROLLBACK".to_owned() }
        }
    }

    fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the database");
        let url = format!("sqlite:{}", sqlite_file(folder.path()).display());
        Self { url, cluster: None, _folder: Some(folder) }
    }

    fn file(&self) -> &Path {
        Path::new(self.url.trim_start_matches("sqlite:"))
    }

    async fn postgres(cluster: &str, how: &str) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        run(cluster, &format!("CREATE DATABASE {name} {how}")).await;
        let url = database_of(cluster, &name);
        Self { url, cluster: Some((cluster.to_owned(), name)), _folder: None }
    }
}

/// A database nobody can use for now.
pub(crate) struct Lost {
    connection: DatabaseConnection,
    undo: String,
}

impl Lost {
    /// Gives it back.
    pub(crate) async fn come_back(self) {
        self.connection.execute_unprepared(&self.undo).await.expect("the database comes back");
        self.connection.close().await.expect("a connection closes");
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some((cluster, name)) = self.cluster.take() else { return };
        // On a thread of its own: a test's runtime may already be going down.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.expect("a runtime to clean up with");
            runtime.block_on(run(&cluster, &format!("DROP DATABASE {name} WITH (FORCE)")));
        });
        let _ = dropped.join();
    }
}

async fn run(url: &str, sql: &str) {
    let connection = Database::connect(url).await.expect("the cluster of the tests answers");
    connection.execute_unprepared(sql).await.expect(sql);
    connection.close().await.expect("a connection closes");
}

async fn make_template() -> Template {
    let Some(cluster) = cluster() else {
        let folder = tempfile::tempdir().expect("a folder for the template");
        let url = format!("sqlite:{}", sqlite_file(folder.path()).display());
        migrate(&url).await;
        return Template::Sqlite(folder);
    };
    let name = format!("template_{}", std::process::id());
    run(&cluster, &format!("CREATE DATABASE {name}")).await;
    migrate(&database_of(&cluster, &name)).await;
    Template::Postgres { cluster, name }
}

async fn migrate(url: &str) {
    let clock = Clock::standing(start_of_tests());
    let db = Db::open(url, clock).await.expect("the template opens");
    Migrator::up(db.for_migrations(), None).await.expect("migrations run on an empty database");
    if db.backend() == DbBackend::Sqlite {
        // The copy takes one file, so nothing may be left in the log beside it.
        let checkpoint = db.for_migrations().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)");
        checkpoint.await.expect("the log is written back");
    }
    db.close().await.expect("the template closes");
}

fn sqlite_file(folder: &Path) -> PathBuf {
    folder.join("greenbridge.db")
}
