//! Style sheets, icons and small scripts. Each file's address carries the hash of its
//! content, so a browser keeps it for a year and never keeps a stale one.

use std::{borrow::Cow, collections::BTreeMap};

use actix_web::web::Bytes;
use rust_embed::Embed;
use sha2::{Digest, Sha256};

/// `frontend/design`: part of the program in release builds, read from disk in debug builds.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../frontend/design"]
struct Design;

/// How many hexadecimal digits of a file's hash stand in its address.
const HASH_DIGITS: usize = 12;

/// One file as it is served.
pub(super) struct Asset {
    /// `/assets/<name>.<hash>.<ext>`.
    pub(super) address: String,
    /// The media type.
    pub(super) media_type: String,
    /// The content.
    pub(super) content: Bytes,
}

/// All files, by name.
pub(super) struct Assets {
    by_name: BTreeMap<String, Asset>,
}

impl Assets {
    /// Reads and hashes every file.
    pub(super) fn load() -> Self {
        let by_name = Design::iter()
            .filter_map(|name| {
                let asset = read(&name)?;
                Some((name.into_owned(), asset))
            })
            .collect();
        Self { by_name }
    }

    /// The address of a file, None when there is no such file.
    pub(super) fn address(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|asset| asset.address.as_str())
    }

    /// A file by its own name.
    pub(super) fn named(&self, name: &str) -> Option<Cow<'_, Asset>> {
        // While styles are being written, what is on disk counts, not what was there at start.
        if cfg!(debug_assertions) {
            return read(name).map(Cow::Owned);
        }
        self.by_name.get(name).map(Cow::Borrowed)
    }

    /// A file by the last step of its address. The hash is not compared: after an update an old
    /// page still gets its style.
    pub(super) fn addressed(&self, file: &str) -> Option<Cow<'_, Asset>> {
        let (rest, extension) = file.rsplit_once('.')?;
        let (stem, _hash) = rest.rsplit_once('.')?;
        self.named(&format!("{stem}.{extension}"))
    }
}

impl Clone for Asset {
    fn clone(&self) -> Self {
        Self {
            address: self.address.clone(),
            media_type: self.media_type.clone(),
            content: self.content.clone(),
        }
    }
}

fn read(name: &str) -> Option<Asset> {
    let (stem, extension) = name.rsplit_once('.')?;
    let content = match Design::get(name)?.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    let hash = hash(&content, HASH_DIGITS);
    Some(Asset {
        address: format!("/assets/{stem}.{hash}.{extension}"),
        media_type: media_type(name),
        content,
    })
}

fn media_type(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    match guess.type_() {
        mime_guess::mime::TEXT => format!("{guess}; charset=utf-8"),
        _ => guess.to_string(),
    }
}

/// The first hexadecimal digits of the SHA-256 of some bytes.
pub(super) fn hash(bytes: &[u8], digits: usize) -> String {
    let mut hash = hex::encode(Sha256::digest(bytes));
    hash.truncate(digits);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_the_hash_and_leads_back_to_the_file() {
        let assets = Assets::load();

        let address = assets.address("site.css").expect("there is a style sheet");
        let file = address.strip_prefix("/assets/").expect("below /assets");

        assert_eq!(file.len(), "site..css".len() + HASH_DIGITS);
        let asset = assets.addressed(file).expect("it leads back");
        assert_eq!(asset.media_type, "text/css; charset=utf-8");
        assert!(assets.addressed("../site.css").is_none());
        assert!(assets.addressed("site.css").is_none());
        assert!(assets.address("none.css").is_none());
    }

    #[test]
    fn the_one_style_sheet_stays_small() {
        let size = |name| Design::get(name).expect("it is there").data.len();

        assert!(size("site.css") < 25 * 1024, "{}", size("site.css"));
        assert!(size("tokens.css") < 8_000);
    }
}
