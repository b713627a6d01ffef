//! Where questions wait to be written down.
//!
//! Asking is a query and writes nothing: what was asked lies here until the server's own loop takes all of
//! it into one transaction, twice a second. When the desk is full the oldest go: they are figures, not
//! promises.

use super::entity::Model;
use super::store;
use kernel::{Actor, Result};
use platform::Db;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// So many lie here at most.
const MOST: usize = 5_000;

/// Questions that wait to be written down. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Desk(Arc<Mutex<VecDeque<Model>>>);

impl Desk {
    /// Lays a question down.
    pub(super) fn put(&self, row: Model) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= MOST {
            waiting.pop_front();
        }
        waiting.push_back(row);
    }

    /// Writes down all that waits; false when nothing did. What cannot be written lies here again.
    ///
    /// # Errors
    /// A fault when the database fails.
    pub async fn clear(&self, db: &Db) -> Result<bool> {
        let rows: Vec<Model> = {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.drain(..).collect()
        };
        if rows.is_empty() {
            return Ok(false);
        }
        let rows = Arc::new(rows);
        let taken = Arc::clone(&rows);
        let written = db
            .in_transaction(Actor::System("assistant"), |cx| {
                let rows = Arc::clone(&taken);
                Box::pin(async move { store::insert_all(&cx.tx, &rows).await })
            })
            .await;
        if let Err(error) = written {
            rows.iter().cloned().for_each(|it| self.put(it));
            return Err(error);
        }
        Ok(true)
    }
}
