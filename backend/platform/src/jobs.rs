//! Background work as rows of one table.
//!
//! A job is written in the transaction of the change that wants it, so that it exists exactly
//! when the change does. Workers claim due rows (SKIP LOCKED on PostgreSQL, the one writer on
//! SQLite), a job that fails waits longer each time, and after [`ATTEMPTS`] it is kept as dead
//! for a person to look at. Jobs carry ids only and may run twice.

use crate::{Cx, Db};
use chrono::{DateTime, Duration, Utc};
use kernel::id::JobId;
use kernel::{Actor, Result};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};

/// How often a job is tried before it is put aside.
pub const ATTEMPTS: i32 = 8;
/// How long a worker may hold a job before another may take it.
const LEASE: Duration = Duration::minutes(5);

/// Work to be done after the transaction.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Module first: `mails.send`.
    pub name: &'static str,
    /// Ids only.
    pub payload: serde_json::Value,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// While one with the same key waits, another is not added.
    pub dedupe_key: Option<String>,
}

/// A job that a worker has claimed.
#[derive(Debug, Clone)]
pub struct Job {
    /// Which.
    pub id: JobId,
    /// Module first.
    pub name: String,
    /// Ids only.
    pub payload: serde_json::Value,
    /// How often it has been tried, this time included.
    pub attempts: i32,
}

/// How a job ended when it did not succeed.
#[derive(Debug)]
pub enum JobError {
    /// Try again later.
    Retry(String),
    /// Trying again is useless; the reason is kept.
    GiveUp(String),
}

impl From<kernel::Error> for JobError {
    fn from(error: kernel::Error) -> Self {
        match error {
            kernel::Error::Fault(fault) => Self::Retry(format!("{fault:#}")),
            other => Self::GiveUp(other.to_string()),
        }
    }
}

/// Adds a job to the change that is being made.
pub async fn enqueue(cx: &mut Cx, job: NewJob) -> Result<()> {
    cx.has_news = true;
    let id = JobId::new(cx.now, &mut cx.rng);
    let backend = cx.tx.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => {
            "INSERT INTO jobs (id, name, payload, dedupe_key, run_at, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (dedupe_key) WHERE state = 'WAITING' DO NOTHING"
        }
        _ => {
            "INSERT INTO jobs (id, name, payload, dedupe_key, run_at, created_at) \
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (dedupe_key) WHERE state = 'WAITING' DO NOTHING"
        }
    };
    let values: [Value; 6] = [
        id.into(),
        job.name.into(),
        job.payload.into(),
        job.dedupe_key.into(),
        job.run_at.into(),
        cx.now.into(),
    ];
    cx.tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// Takes the next due job, or none. A job whose worker vanished is due again after its lease.
pub async fn claim(db: &Db) -> Result<Option<Job>> {
    let backend = db.backend();
    let sql = match backend {
        DbBackend::Postgres => {
            "UPDATE jobs SET state = 'RUNNING', attempts = attempts + 1, locked_until = $2 \
             WHERE id = (SELECT id FROM jobs WHERE (state = 'WAITING' AND run_at <= $1) \
                OR (state = 'RUNNING' AND locked_until < $1) \
                ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED) \
             RETURNING id, name, payload, attempts"
        }
        _ => {
            "UPDATE jobs SET state = 'RUNNING', attempts = attempts + 1, locked_until = ?2 \
             WHERE id = (SELECT id FROM jobs WHERE (state = 'WAITING' AND run_at <= ?1) \
                OR (state = 'RUNNING' AND locked_until < ?1) ORDER BY run_at LIMIT 1) \
             RETURNING id, name, payload, attempts"
        }
    };
    if !is_any_due(db).await? {
        return Ok(None);
    }
    db.in_transaction(Actor::System("jobs"), |cx| {
        Box::pin(async move {
            let values: [Value; 2] = [cx.now.into(), (cx.now + LEASE).into()];
            let statement = Statement::from_sql_and_values(backend, sql, values);
            let row = cx.tx.query_one_raw(statement).await?;
            row.as_ref().map(read).transpose()
        })
    })
    .await
}

/// Asked before claiming, so that an idle worker never takes the writer's turn.
async fn is_any_due(db: &Db) -> Result<bool> {
    let sql = match db.backend() {
        DbBackend::Postgres => {
            "SELECT 1 FROM jobs WHERE (state = 'WAITING' AND run_at <= $1) \
             OR (state = 'RUNNING' AND locked_until < $1) LIMIT 1"
        }
        _ => {
            "SELECT 1 FROM jobs WHERE (state = 'WAITING' AND run_at <= ?1) \
             OR (state = 'RUNNING' AND locked_until < ?1) LIMIT 1"
        }
    };
    let statement = Statement::from_sql_and_values(db.backend(), sql, [db.clock().now().into()]);
    Ok(db.read().query_one_raw(statement).await?.is_some())
}

fn read(row: &QueryResult) -> Result<Job> {
    Ok(Job {
        id: row.try_get("", "id")?,
        name: row.try_get("", "name")?,
        payload: row.try_get("", "payload")?,
        attempts: row.try_get("", "attempts")?,
    })
}

/// Removes a job that is done.
pub async fn complete(db: &Db, job: &Job) -> Result<()> {
    let id = job.id.clone();
    let sql = match db.backend() {
        DbBackend::Postgres => "DELETE FROM jobs WHERE id = $1",
        _ => "DELETE FROM jobs WHERE id = ?",
    };
    run(db, sql, vec![id.into()]).await
}

/// Puts a failed job back with a longer wait, or aside when it has been tried enough.
pub async fn fail(db: &Db, job: &Job, error: &JobError) -> Result<()> {
    let (reason, may_retry) = match error {
        JobError::Retry(reason) => (reason, true),
        JobError::GiveUp(reason) => (reason, false),
    };
    let reason: String = reason.chars().take(1_000).collect();
    if may_retry && job.attempts < ATTEMPTS {
        let sql = match db.backend() {
            DbBackend::Postgres => {
                "UPDATE jobs SET state = 'WAITING', dedupe_key = NULL, run_at = $2, last_error = $3 WHERE id = $1"
            }
            _ => {
                "UPDATE jobs SET state = 'WAITING', dedupe_key = NULL, run_at = ?2, last_error = ?3 WHERE id = ?1"
            }
        };
        let run_at = db.clock().now() + wait_after(job.attempts);
        run(db, sql, vec![job.id.clone().into(), run_at.into(), reason.into()]).await
    } else {
        let sql = match db.backend() {
            DbBackend::Postgres => "UPDATE jobs SET state = 'DEAD', last_error = $2 WHERE id = $1",
            _ => "UPDATE jobs SET state = 'DEAD', last_error = ?2 WHERE id = ?1",
        };
        run(db, sql, vec![job.id.clone().into(), reason.into()]).await
    }
}

async fn run(db: &Db, sql: &'static str, values: Vec<Value>) -> Result<()> {
    let backend = db.backend();
    db.in_transaction(Actor::System("jobs"), |cx| {
        Box::pin(async move {
            cx.tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
            Ok(())
        })
    })
    .await
}

/// How long to wait after the given number of tries: 5 s, doubled each time, at most an hour.
pub fn wait_after(attempts: i32) -> Duration {
    let doubled = 5_i64 << attempts.clamp(1, 12).saturating_sub(1);
    Duration::seconds(doubled.min(3_600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_waits_twice_as_long_up_to_an_hour() {
        assert_eq!(wait_after(1), Duration::seconds(5));
        assert_eq!(wait_after(2), Duration::seconds(10));
        assert_eq!(wait_after(8), Duration::seconds(640));
        assert_eq!(wait_after(40), Duration::hours(1));
    }
}
