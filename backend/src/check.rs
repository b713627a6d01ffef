//! `greenbridge verify`: whether what is derived agrees with what it is derived from.

use crate::app::App;
use crate::{indexer, worker};
use kernel::Result;

/// What the check of the index found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexCheck {
    /// Documents in the live index.
    pub found: u64,
    /// Documents the database says there should be.
    pub expected: u64,
}

/// Compares the live index with what the database says it should hold: every file against its
/// checksum, then the number of documents of a fresh count.
///
/// # Errors
/// A fault when the database or the disk fails, or files are damaged.
pub async fn index(app: &App) -> Result<IndexCheck> {
    worker::run_until_quiet(app).await?;
    app.index().verify()?;
    let expected = indexer::count(app.db()).await?;
    Ok(IndexCheck { found: app.index().document_count(), expected })
}
