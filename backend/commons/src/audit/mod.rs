//! 审计: who did what to what, before and after.
//!
//! Every change of a person's or a firm's standing writes one entry in its own transaction.
//! Entries are never changed and never removed; a consumer seals them into a hash chain
//! ([`seal`]) within a second, and `greenbridge verify audit` says which one was touched.

mod actions;
mod entity;
mod graphql;
pub mod seal;
mod seal_entity;
mod store;

pub use actions::{Recorded, record};
pub use graphql::AuditQuery;
