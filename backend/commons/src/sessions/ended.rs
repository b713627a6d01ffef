//! Sessions that ended while an access token of theirs may still hold. Every server keeps their
//! names and reads them anew all the time, so that nothing on a hot path asks the database.

use super::store;
use chrono::Duration;
use kernel::Result;
use kernel::id::SessionId;
use platform::Db;
use platform::auth::token::ACCESS_MINUTES;
use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

/// What one process knows of them. Cheap to clone; clones share it.
#[derive(Clone, Default)]
pub struct Ended(Arc<RwLock<HashSet<SessionId>>>);

impl Ended {
    /// Whether a session has ended, as far as this process knows.
    pub fn has(&self, id: &SessionId) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(id)
    }

    /// Reads which sessions have ended since the oldest access token that still holds.
    ///
    /// # Errors
    /// A fault when the database fails; what was known stays known.
    pub async fn catch_up(&self, db: &Db) -> Result<()> {
        let oldest = db.clock().now() - Duration::minutes(ACCESS_MINUTES);
        let found = store::ended_since(db.read(), oldest).await?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = found;
        Ok(())
    }
}
