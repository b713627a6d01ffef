//! Data for the measurements: made up from a seed, the same every time.

mod bulk;
mod laws;
pub(crate) mod places;
mod sheet;
pub(crate) mod words;
pub(crate) mod world;

pub(crate) use bulk::fill;
pub(crate) use laws::{Corpus, questions};
pub(crate) use sheet::write_providers;

use chrono::{DateTime, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// How much is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Amounts {
    /// Providers, each with one to five qualifications and up to thirty reviews.
    pub(crate) providers: u32,
    /// Needs.
    pub(crate) demands: u32,
    /// Articles of law, when they are made up.
    pub(crate) articles: u32,
}

impl Amounts {
    /// What the demands are stated for.
    pub(crate) const FULL: Self = Self { providers: 100_000, demands: 50_000, articles: 147_288 };
    /// Enough to see that everything works.
    pub(crate) const QUICK: Self = Self { providers: 5_000, demands: 2_500, articles: 7_500 };
}

/// The present time. Made-up days are counted from it, so that open needs stay open.
pub(crate) fn now() -> DateTime<Utc> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    DateTime::from_timestamp(since.as_secs().cast_signed(), 0).unwrap_or_default()
}

/// The product's database in a data folder.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join("greenbridge.sqlite")
}

/// A bar with a name, on standard error.
pub(crate) fn bar(name: &'static str, length: u64) -> ProgressBar {
    let style = "{prefix:<22} {wide_bar} {pos}/{len} {eta}";
    let style = ProgressStyle::with_template(style);
    let bar = ProgressBar::new(length).with_prefix(name);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
