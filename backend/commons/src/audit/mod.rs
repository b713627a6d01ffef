//! 审计: who did what to what, for whom, from where, before and after, and how it ended.
//!
//! Every change of a person's or a firm's standing and every read of a secret thing writes one
//! entry in its own transaction; what staff were refused is written as well. Secrets are masked here and not
//! by those who record (`masking`). Entries are never changed and never removed; a consumer seals
//! them into a hash chain ([`seal`]) within a second, the head of the chain and each day's root are
//! kept apart from the database ([`roots`]), and `greenbridge verify audit` ([`verify`]) says which
//! entry was touched.

mod actions;
mod entity;
pub mod export;
mod graphql;
mod masking;
pub mod roots;
pub mod seal;
mod seal_entity;
mod store;
pub mod verify;

pub use actions::{Read, Recorded, record, record_read, record_refused, refuse};
pub use entity::AuditResult;
pub use graphql::{AuditFilterInput, AuditQuery};
pub use store::AuditFilter;
