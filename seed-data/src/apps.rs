//! Systems beside ours that every installation begins with.

use serde::Deserialize;

const APPS: &str = include_str!("../data/apps.json");

/// One system. An address is given only where we have seen it in an official source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppSeed {
    /// As its keeper calls it.
    pub name: String,
    /// Who runs it.
    pub keeper: String,
    /// What it is for.
    pub purpose: String,
    /// Who uses it.
    pub audience: String,
    /// How one signs in there.
    pub login_hint: String,
    /// How to begin.
    pub guide: Option<String>,
    /// Where it is.
    pub url: Option<String>,
}

/// The systems, in their order.
#[must_use]
pub fn apps() -> Vec<AppSeed> {
    super::read(APPS)
}
