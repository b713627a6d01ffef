//! Rows of the rules, the ledger, and what comes out.

pub(crate) mod component;
pub(crate) mod day;
pub(crate) mod dispute;
pub(crate) mod evidence;
pub(crate) mod rule;
pub(crate) mod score;
pub(crate) mod score_day;
pub(crate) mod version;
