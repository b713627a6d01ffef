//! The name of a stored file.

use object_store::path::Path;

/// Longest key, in characters.
const MAX_LENGTH: usize = 200;

/// The name of a stored file: folders and a name of `a-z 0-9 _ - .`, separated by slashes, at
/// most 200 characters. Made from ids by the caller, never from what a person typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileKey(String);

/// A text that is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a file key: at most {MAX_LENGTH} of a-z 0-9 _ - . in parts between single slashes")]
pub struct KeyError;

impl FileKey {
    /// Reads a key. Parts may not be empty or start with a dot, so that no key leaves its folder
    /// or is hidden.
    ///
    /// # Errors
    /// [`KeyError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let is_sign = |it: u8| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.');
        let is_part = |it: &str| !it.is_empty() && !it.starts_with('.') && it.bytes().all(is_sign);
        let is_key = text.len() <= MAX_LENGTH && text.split('/').all(is_part);
        if is_key { Ok(Self(text.to_owned())) } else { Err(KeyError) }
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn path(&self) -> Path {
        Path::from(self.0.as_str())
    }
}

impl std::fmt::Display for FileKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::str::FromStr for FileKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_between_single_slashes_are_keys() {
        let long = "a".repeat(201);
        for refused in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/../b",
            "a/.hidden",
            "A",
            "a b",
            "a\\b",
            "a%2fb",
            "a#1",
            "文件.pdf",
            "a\0",
            "a\n",
            "a:b",
            "a?b",
            &long,
        ] {
            assert_eq!(FileKey::parse(refused), Err(KeyError), "{refused:?}");
        }
        for taken in ["a", "demands/dem_01j0/plan-2.tar.gz", "0", "a.b", &long[1..]] {
            let key = FileKey::parse(taken).unwrap();
            assert_eq!(key.path().as_ref(), taken, "the store changes nothing");
        }
    }
}
