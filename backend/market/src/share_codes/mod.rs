//! 共享码: a provider hands a buyer a dated copy of its facts.
//!
//! An owner or editor of a provider chooses sections and a term and is shown the code once; of it only the
//! digest is kept. Whoever has the code reads the copy as it was made, whatever the page says by now, and the
//! provider sees who looked and when. A code that was revoked or is over is not found.

pub mod actions;
mod entity;
mod graphql;
mod opening_entity;
pub mod rules;
mod store;

pub use graphql::{ShareCodeMutation, ShareCodeQuery};
