//! Rows of findings and nights.

pub(super) mod finding;
pub(super) mod night;
