//! 审计: who did what to what, before and after.
//!
//! Every change of a person's or a firm's standing writes one entry in its own transaction.
//! Entries are never changed and never removed.

mod actions;
mod entity;
mod graphql;
mod store;

pub use actions::{Recorded, record};
pub use graphql::AuditQuery;
