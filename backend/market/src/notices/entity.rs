//! Rows of notices and their projects.

pub(super) mod notice;
pub(super) mod project;
