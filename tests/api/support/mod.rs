//! What every test stands on: an app of its own, people who act through the real door, rows that
//! are simply there.

mod actor;
mod answer;
mod app;
mod authenticator;
mod browser;
mod database;
pub(crate) mod given;
mod letters;
pub(crate) mod peers;
pub(crate) mod recorded;
pub(crate) mod scored;
pub(crate) mod sealed;
mod simulator;
mod verbs;
mod wire;

pub(crate) use actor::{Actor, PASSWORD};
pub(crate) use answer::Answer;
pub(crate) use app::TestApp;
pub(crate) use authenticator::Authenticator;
pub(crate) use browser::Browser;
pub(crate) use database::TestDatabase;
pub(crate) use simulator::{Recorded, Simulator};
pub(crate) use verbs::need;
pub(crate) use wire::{Heard, Wire};

use chrono::{DateTime, TimeZone, Utc};

/// When every test begins: Saturday, 21 November 2026, nine in the morning in China.
pub(crate) fn start_of_tests() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 1, 0, 0).single().expect("a date that exists")
}

/// A path inside the tree of the project.
pub(crate) fn in_tree(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// A folder of the real data sets beside the tree; none where they are not at hand.
pub(crate) fn real_data(path: &str) -> Option<std::path::PathBuf> {
    let found = in_tree("../shared/data").join(path);
    found.exists().then_some(found)
}
