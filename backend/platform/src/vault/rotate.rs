//! 更换密钥: a new key, every row sealed anew with it, old keys dropped once nothing needs them.
//!
//! May be killed at any moment and run again: a rotation that was not finished is finished before a
//! new key is made. A server that runs meanwhile notices the new file by itself.

use chrono::Duration;
use kernel::Result;

use super::store;
use super::{SealedColumn, Vault};
use crate::Db;

/// How long a key is kept after a newer one took its place, even when no row needs it: a
/// transaction that began before may still be writing with it (配置值).
const KEPT: Duration = Duration::days(1);

/// What a rotation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotation {
    /// The newest key.
    pub key: String,
    /// Whether this run made it.
    pub is_new: bool,
    /// Rows sealed anew.
    pub resealed: u64,
    /// Places that do not open: changed by hand, or their key is gone.
    pub unreadable: Vec<String>,
    /// Keys taken out of the ring.
    pub dropped: Vec<String>,
    /// Older keys that stay for now.
    pub kept: Vec<String>,
}

/// Makes a new key and seals every row of `columns` anew with it. Keys given in the settings are
/// not made here: put the new one in front, then run this.
///
/// # Errors
/// A fault when the file of keys or the database cannot be read or written, or when somebody
/// else is rotating.
pub async fn rotate(db: &Db, columns: &[SealedColumn]) -> Result<Rotation> {
    let vault = db.vault();
    let source = vault.source()?.clone();
    let _lock = source.lock().map_err(anyhow::Error::new)?;
    let now = db.clock().now();
    let is_unfinished = store::needs_sealing(db, columns, &newest(vault)?).await?;
    let is_new = !is_unfinished && source.add_key(now).map_err(anyhow::Error::new)?;
    let key = newest(vault)?;
    let mut rotation = Rotation {
        key: key.clone(),
        is_new,
        resealed: 0,
        unreadable: Vec::new(),
        dropped: Vec::new(),
        kept: Vec::new(),
    };
    for column in columns {
        let done = store::reseal(db, *column, &key).await?;
        rotation.resealed += done.resealed;
        rotation.unreadable.extend(done.unreadable);
    }
    let ring = vault.ring()?;
    // A key is superseded when the next one was made.
    for pair in ring.keys().windows(2) {
        let [old, next] = pair else { continue };
        let is_old = now.timestamp() - next.made_at > KEPT.num_seconds();
        let is_needed = store::is_used(db, columns, &old.id).await?;
        let group = if is_old && !is_needed { &mut rotation.dropped } else { &mut rotation.kept };
        group.push(old.id.clone());
    }
    if !rotation.dropped.is_empty() {
        source.drop_keys(&rotation.dropped).map_err(anyhow::Error::new)?;
    }
    Ok(rotation)
}

fn newest(vault: &Vault) -> Result<String> {
    Ok(vault.ring()?.newest().id.clone())
}
