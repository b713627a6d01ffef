//! The event log: read in commit order, each consumer with its own position, replayable.
//!
//! PostgreSQL numbers rows before they are committed, so a reader that only looked at the
//! numbers could pass a row whose transaction is still open. Rows therefore carry their
//! transaction id, readers go by (transaction, number), and stop before the oldest
//! transaction that is still open ([`horizon`]). SQLite has one writer; there the transaction id
//! is 0.

use crate::{Cx, Db};
use chrono::{DateTime, Utc};
use kernel::{NewEvent, Result};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};

/// A place in the log: everything up to and including it has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// The PostgreSQL transaction, 0 on SQLite.
    pub tx_id: i64,
    /// The row number.
    pub seq: i64,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.tx_id, self.seq)
    }
}

impl std::str::FromStr for Position {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let (tx_id, seq) = text.split_once('.').ok_or(())?;
        Ok(Self { tx_id: tx_id.parse().map_err(drop)?, seq: seq.parse().map_err(drop)? })
    }
}

/// An event as it stands in the log.
#[derive(Debug, Clone)]
pub struct Event {
    /// Where it stands.
    pub position: Position,
    /// Past tense, module first: `demands.published`.
    pub name: String,
    /// The noun of the subject.
    pub subject_kind: String,
    /// The subject's id.
    pub subject_id: String,
    /// What the writer added.
    pub payload: serde_json::Value,
}

/// Writes events into an open transaction, in their order.
pub(crate) async fn insert_all(
    tx: &impl ConnectionTrait,
    events: Vec<NewEvent>,
    at: DateTime<Utc>,
) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let backend = tx.get_database_backend();
    let row = |number: usize| match backend {
        DbBackend::Postgres => {
            let first = number * 5;
            let places: Vec<String> = (first + 1..=first + 5).map(|it| format!("${it}")).collect();
            format!("({})", places.join(", "))
        }
        _ => "(?, ?, ?, ?, ?)".to_owned(),
    };
    let rows: Vec<String> = (0..events.len()).map(row).collect();
    let sql = format!(
        "INSERT INTO events (name, subject_kind, subject_id, payload, at) VALUES {}",
        rows.join(", ")
    );
    let values = events.into_iter().flat_map(|event| -> [Value; 5] {
        [
            event.name.into(),
            event.subject_kind.into(),
            event.subject_id.into(),
            event.payload.into(),
            at.into(),
        ]
    });
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// The next events after a position, in order, at most so many.
pub async fn after(db: &Db, position: Position, limit: u64) -> Result<Vec<Event>> {
    let connection = db.read();
    let sql = match db.backend() {
        DbBackend::Postgres => {
            "SELECT tx_id, seq, name, subject_kind, subject_id, payload FROM events \
             WHERE (tx_id, seq) > ($1, $2) AND tx_id < $4 ORDER BY tx_id, seq LIMIT $3"
        }
        _ => {
            "SELECT tx_id, seq, name, subject_kind, subject_id, payload FROM events \
             WHERE seq > ?2 AND tx_id >= ?1 AND tx_id < ?4 ORDER BY seq LIMIT ?3"
        }
    };
    let horizon = horizon(db).await?;
    let values: [Value; 4] =
        [position.tx_id.into(), position.seq.into(), limit.into(), horizon.into()];
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Event> {
    Ok(Event {
        position: Position { tx_id: row.try_get("", "tx_id")?, seq: row.try_get("", "seq")? },
        name: row.try_get("", "name")?,
        subject_kind: row.try_get("", "subject_kind")?,
        subject_id: row.try_get("", "subject_id")?,
        payload: row.try_get("", "payload")?,
    })
}

/// The last event a reader may see now: where a rebuild from the tables starts to follow.
pub async fn head(db: &Db) -> Result<Position> {
    // In the order of the index on both databases: asked twice a second, it must not sort the log.
    let sql =
        "SELECT tx_id, seq FROM events WHERE tx_id < $1 ORDER BY tx_id DESC, seq DESC LIMIT 1";
    let horizon = horizon(db).await?;
    let statement = Statement::from_sql_and_values(db.backend(), sql, [horizon.into()]);
    match db.read().query_one_raw(statement).await? {
        Some(row) => {
            Ok(Position { tx_id: row.try_get("", "tx_id")?, seq: row.try_get("", "seq")? })
        }
        None => Ok(Position::default()),
    }
}

/// Rows of transactions before this one are all there, for whoever reads after asking.
///
/// Transactions are numbered for all databases of a PostgreSQL cluster together. One that is
/// open in another database writes none of our rows and holds nobody up; one of which nothing is
/// known (another role's, a prepared one) counts as ours.
///
/// # Errors
/// A fault when the database fails.
pub async fn horizon(db: &Db) -> Result<i64> {
    if db.backend() != DbBackend::Postgres {
        return Ok(i64::MAX);
    }
    let sql = "WITH elsewhere AS MATERIALIZED (\
            SELECT backend_xid::text::bigint AS xid FROM pg_stat_activity \
            WHERE datname <> current_database() AND backend_xid IS NOT NULL), \
        open AS (SELECT xip AS xid FROM pg_snapshot_xip(pg_current_snapshot()) AS xip) \
        SELECT COALESCE(MIN(xid::text::bigint), \
            pg_snapshot_xmax(pg_current_snapshot())::text::bigint) AS horizon \
        FROM open WHERE xid::text::bigint % 4294967296 NOT IN (SELECT xid FROM elsewhere) \
        AND pg_xact_status(xid) = 'in progress'";
    let row = db.read().query_one_raw(Statement::from_string(db.backend(), sql)).await?;
    Ok(row.map(|it| it.try_get("", "horizon")).transpose()?.unwrap_or_default())
}

/// Those of the consumers that have events before them, each with how far it has read. Two small
/// questions for all of them: a worker asks twice a second when nothing happens.
///
/// # Errors
/// A fault when the database fails.
pub async fn behind(db: &Db, consumers: &[&'static str]) -> Result<Vec<(&'static str, Position)>> {
    let head = head(db).await?;
    let sql = "SELECT consumer, tx_id, seq FROM consumer_positions";
    let rows = db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await?;
    let mut behind: Vec<_> = consumers.iter().map(|it| (*it, Position::default())).collect();
    for row in rows {
        let name: String = row.try_get("", "consumer")?;
        if let Some((_, position)) = behind.iter_mut().find(|(it, _)| *it == name) {
            *position = Position { tx_id: row.try_get("", "tx_id")?, seq: row.try_get("", "seq")? };
        }
    }
    behind.retain(|(_, position)| *position < head);
    Ok(behind)
}

/// Moves a consumer to a position, in the transaction of what it does there. False when it is
/// there already: another process was quicker, and the event is not ours to handle.
pub async fn advance(cx: &Cx, consumer: &str, position: Position) -> Result<bool> {
    let backend = cx.tx.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => {
            "INSERT INTO consumer_positions (consumer, tx_id, seq, updated_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (consumer) DO UPDATE SET tx_id = $2, seq = $3, updated_at = $4 \
             WHERE (consumer_positions.tx_id, consumer_positions.seq) < ($2, $3)"
        }
        _ => {
            "INSERT INTO consumer_positions (consumer, tx_id, seq, updated_at) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (consumer) DO UPDATE SET tx_id = ?2, seq = ?3, updated_at = ?4 \
             WHERE (consumer_positions.tx_id, consumer_positions.seq) < (?2, ?3)"
        }
    };
    let values: [Value; 4] =
        [consumer.into(), position.tx_id.into(), position.seq.into(), cx.now.into()];
    let done = cx.tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(done.rows_affected() == 1)
}
