//! Rows of foreign processes and releases.

pub(super) mod process;
pub(super) mod release;
