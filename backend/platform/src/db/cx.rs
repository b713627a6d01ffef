//! What an action is given: the transaction, who acts, the time, random bits.

use super::Tx;
use kernel::{Actor, Dice, Error, NewEvent, Problem, Result};
use sea_orm::{ConnectionTrait, DbErr, SqlErr, Statement, Value};

/// The context of one change. All an action reads and writes goes through `tx`.
pub struct Cx {
    /// The open transaction.
    pub tx: Tx,
    /// Who acts.
    pub actor: Actor,
    /// The time of the whole change.
    pub now: chrono::DateTime<chrono::Utc>,
    /// Random bits, for ids and secrets.
    pub rng: Dice,
    /// The request this change came with, for the audit log.
    pub request_id: Option<String>,
}

impl Cx {
    /// The calendar day in China on which the change happens.
    pub fn today(&self) -> chrono::NaiveDate {
        kernel::clock::china_day(self.now)
    }

    /// Writes an event into the transaction; consumers read it once the transaction is done.
    pub async fn emit(&mut self, event: NewEvent) -> Result<()> {
        let backend = self.tx.get_database_backend();
        let sql = match backend {
            sea_orm::DbBackend::Postgres => {
                "INSERT INTO events (name, subject_kind, subject_id, payload, at) VALUES ($1, $2, $3, $4, $5)"
            }
            _ => {
                "INSERT INTO events (name, subject_kind, subject_id, payload, at) VALUES (?, ?, ?, ?, ?)"
            }
        };
        let values: [Value; 5] = [
            event.name.into(),
            event.subject_kind.into(),
            event.subject_id.into(),
            event.payload.into(),
            self.now.into(),
        ];
        self.tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        Ok(())
    }
}

/// Turns the violation of a named constraint into the problem it means to a person.
///
/// SQLite names the columns instead of the constraint, so `columns` (`table.column`, the
/// first of the constraint) is given beside the name.
pub fn by_constraint(
    error: DbErr,
    name: &str,
    columns: &str,
    problem: impl Into<Problem>,
) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text))
            if text.contains(name) || text.contains(columns) =>
        {
            Error::problem(problem)
        }
        _ => error.into(),
    }
}
