//! Rows of releases and processes.

pub(super) mod process;
pub(super) mod release;
