//! Rows of experts and of questions handed to them.

pub mod consultation;
pub mod expert;
