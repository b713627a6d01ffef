//! 密封: person-related secrets at rest are sealed with a key that is not in the database.
//!
//! AES-256-GCM-SIV (RFC 8452) with a fresh random nonce; the table, column and row are
//! authenticated with the text, so that a sealed value moved to another row does not open. The key's id
//! stands in front (`v1.k3.…`), so that several keys live side by side while a rotation
//! ([`rotate()`]) re-seals the rows. A column that holds sealed text is named `…_sealed` and stands
//! in a list of [`SealedColumn`]s, or the rotation would pass it.

mod ring;
mod rotate;
mod store;

use std::sync::{Arc, RwLock};

use anyhow::{Context, anyhow};
use aws_lc_rs::aead::{Aad, NONCE_LEN, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::Result;

use crate::Secret;
use ring::Ring;

pub use ring::{KeyRing, KeyRingError, parse_keys};
pub use rotate::{Rotation, rotate};

/// The form of what is written today.
const FORM: &str = "v1";

/// Where a sealed text stands. It opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The column, `…_sealed`.
    pub column: &'static str,
    /// The row's id.
    pub row: &'a str,
}

impl Place<'_> {
    /// What is authenticated with the text; no two places have the same.
    fn bytes(&self) -> Vec<u8> {
        format!("{}\0{}\0{}", self.table, self.column, self.row).into_bytes()
    }
}

/// A column whose texts are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedColumn {
    /// The table.
    pub table: &'static str,
    /// The column, `…_sealed`; null where there is nothing to keep.
    pub column: &'static str,
    /// The column of the row's id: a text, unique.
    pub id: &'static str,
}

/// Seals and opens. Cheap to clone; clones share the keys.
#[derive(Clone, Default)]
pub struct Vault(Option<Arc<Inner>>);

struct Inner {
    source: KeyRing,
    ring: RwLock<Arc<Ring>>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Vault(***)" } else { "Vault(without keys)" })
    }
}

impl Vault {
    /// The vault with the keys of the settings; a file of keys is made when there is none.
    ///
    /// # Errors
    /// [`KeyRingError`] says in one sentence what to mend.
    pub fn open_with(
        source: &KeyRing,
        now: chrono::DateTime<chrono::Utc>,
    ) -> std::result::Result<Self, KeyRingError> {
        let ring = RwLock::new(Arc::new(source.load_or_make(now)?));
        Ok(Self(Some(Arc::new(Inner { source: source.clone(), ring }))))
    }

    /// Seals a text for a place with the newest key.
    ///
    /// # Errors
    /// A fault when there are no keys, or the file of keys cannot be read.
    pub fn seal(&self, place: Place<'_>, text: &str) -> Result<String> {
        let ring = self.ring()?;
        let key = ring.newest();
        let mut bytes = text.as_bytes().to_vec();
        let nonce = key
            .cipher
            .seal_in_place_append_tag(Aad::from(place.bytes()), &mut bytes)
            .map_err(|_| anyhow!("seal a text"))?;
        let mut sealed = nonce.as_ref().to_vec();
        sealed.append(&mut bytes);
        Ok(format!("{}{}", prefix(&key.id), URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// A fault when it was changed, sealed for another place, or sealed with a key that is gone.
    pub fn open(&self, place: Place<'_>, sealed: &str) -> Result<Secret> {
        let opened = self.try_open(place, sealed);
        let at = || format!("open {}.{} of {}", place.table, place.column, place.row);
        Ok(opened.with_context(at)?)
    }

    fn try_open(&self, place: Place<'_>, sealed: &str) -> anyhow::Result<Secret> {
        let mut parts = sealed.splitn(3, '.');
        let (form, id, text) = (parts.next(), parts.next(), parts.next());
        let (Some(FORM), Some(id), Some(text)) = (form, id, text) else {
            return Err(anyhow!("not a sealed text"));
        };
        let ring = self.ring()?;
        let key = ring.find(id).ok_or_else(|| anyhow!("the key {id} is not in the ring"))?;
        let mut bytes = URL_SAFE_NO_PAD.decode(text).context("not a sealed text")?;
        let (nonce, sealed) =
            bytes.split_at_mut_checked(NONCE_LEN).ok_or_else(|| anyhow!("too short"))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| anyhow!("bad nonce"))?;
        let opened = key.cipher.open_in_place(nonce, Aad::from(place.bytes()), sealed);
        let opened = opened.map_err(|_| anyhow!("changed, or sealed for another place"))?;
        Ok(Secret::new(std::str::from_utf8(opened).context("not a text")?))
    }

    /// The keys as they are now: another process may have rotated them since.
    fn ring(&self) -> anyhow::Result<Arc<Ring>> {
        let inner = self.0.as_ref().ok_or_else(|| anyhow!("no keys were opened"))?;
        let known = Arc::clone(&inner.ring.read().expect("no holder of this lock panics"));
        if inner.source.is_unchanged_since(&known) {
            return Ok(known);
        }
        let fresh = Arc::new(inner.source.load().context("read the keys anew")?);
        *inner.ring.write().expect("no holder of this lock panics") = Arc::clone(&fresh);
        Ok(fresh)
    }

    fn source(&self) -> anyhow::Result<&KeyRing> {
        self.0.as_ref().map(|it| &it.source).ok_or_else(|| anyhow!("no keys were opened"))
    }
}

/// What stands in front of a text sealed with this key.
fn prefix(key_id: &str) -> String {
    format!("{FORM}.{key_id}.")
}

#[cfg(test)]
#[path = "vault/tests.rs"]
mod tests;
