//! What an action is given: the transaction, who acts, the time, random bits.

use super::Tx;
use crate::vault::Vault;
use kernel::{Actor, Dice, Error, NewEvent, Origin, Problem, Result};
use sea_orm::{DbErr, SqlErr};

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
    /// Where the change came from, for the audit log.
    pub origin: Origin,
    /// Seals what must not lie open in the database.
    pub vault: Vault,
    /// Whether it wrote what workers wait for: an event or a job.
    pub(crate) has_news: bool,
}

impl Cx {
    /// The calendar day in China on which the change happens.
    pub fn today(&self) -> chrono::NaiveDate {
        kernel::clock::china_day(self.now)
    }

    /// Writes events into the transaction, in their order.
    ///
    /// # Errors
    /// A fault when the database fails.
    pub async fn emit_all(&mut self, events: Vec<NewEvent>) -> Result<()> {
        self.has_news |= !events.is_empty();
        crate::events::insert_all(&self.tx, events, self.now).await
    }

    /// Writes an event into the transaction; consumers read it once the transaction is done.
    pub async fn emit(&mut self, event: NewEvent) -> Result<()> {
        self.emit_all(vec![event]).await
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
