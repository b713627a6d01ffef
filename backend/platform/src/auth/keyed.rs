//! Words that only this installation can make: device cookies, links in mails, counters' names.
//!
//! All are HMAC-SHA256 under a key of their own, drawn from the signing key by the name of their
//! purpose, so that a word made for one purpose is nothing for another.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use kernel::Dice;
use sha2::Sha256;

use crate::Secret;

/// Bytes of a device's number, and of the seal beside it.
const DEVICE_BYTES: usize = 16;

/// Makes and checks keyed words. Cheap to clone.
#[derive(Clone)]
pub struct Keyed {
    key: [u8; 32],
}

impl std::fmt::Debug for Keyed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keyed(***)")
    }
}

impl Keyed {
    /// For one purpose, with the key of [`crate::settings::SigningKey::load`].
    #[must_use]
    pub fn new(key: &Secret, purpose: &str) -> Self {
        Self { key: seal(key.reveal().as_bytes(), purpose.as_bytes()) }
    }

    /// The 32 bytes that belong to a text.
    #[must_use]
    pub fn bytes(&self, text: &str) -> [u8; 32] {
        seal(&self.key, text.as_bytes())
    }

    /// The word that belongs to a text, 43 characters fit for an address.
    #[must_use]
    pub fn word(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes(text))
    }

    /// Whether a word is the one that belongs to a text; takes as long wherever they differ.
    #[must_use]
    pub fn is_word(&self, text: &str, word: &str) -> bool {
        match URL_SAFE_NO_PAD.decode(word) {
            Ok(bytes) => mac(&self.key, text.as_bytes()).verify_slice(&bytes).is_ok(),
            Err(_) => false,
        }
    }

    /// A number for a browser that has none yet, sealed, 43 characters for its cookie.
    pub fn new_device(&self, rng: &mut Dice) -> String {
        let number: [u8; DEVICE_BYTES] = rng.bytes();
        let mut bytes = number.to_vec();
        bytes.extend_from_slice(&seal(&self.key, &number)[..DEVICE_BYTES]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Whether a cookie is a number that we sealed.
    #[must_use]
    pub fn is_device(&self, cookie: &str) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(cookie) else { return false };
        if bytes.len() != 2 * DEVICE_BYTES {
            return false;
        }
        let (number, sealed) = bytes.split_at(DEVICE_BYTES);
        mac(&self.key, number).verify_truncated_left(sealed).is_ok()
    }
}

fn mac(key: &[u8], text: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text);
    mac
}

fn seal(key: &[u8], text: &[u8]) -> [u8; 32] {
    mac(key, text).finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyed(purpose: &str) -> Keyed {
        Keyed::new(&Secret::new("0123456789abcdef0123456789abcdef"), purpose)
    }

    #[test]
    fn a_word_belongs_to_its_text_its_purpose_and_its_key() {
        let word = keyed("links").word("one");

        assert_eq!(word.len(), 43);
        assert_eq!(word, keyed("links").word("one"));
        assert_ne!(word, keyed("links").word("two"));
        assert_ne!(word, keyed("devices").word("one"));
        let other = Keyed::new(&Secret::new("another key of thirty-two letters"), "links");
        assert_ne!(word, other.word("one"));
        assert!(keyed("links").is_word("one", &word));
        for wrong in ["", &word[1..], &other.word("one"), "é"] {
            assert!(!keyed("links").is_word("one", wrong), "{wrong}");
        }
    }

    #[test]
    fn only_our_own_device_numbers_are_taken() {
        let devices = keyed("devices");
        let cookie = devices.new_device(&mut Dice::seeded(1));

        assert_eq!(cookie.len(), 43);
        assert!(devices.is_device(&cookie));
        assert!(!keyed("links").is_device(&cookie));
        let forged = URL_SAFE_NO_PAD.encode([7u8; 32]);
        for broken in ["", "x", &forged, &cookie[1..], &format!("{cookie}A"), &"é".repeat(22)] {
            assert!(!devices.is_device(broken), "{broken}");
        }
    }
}
