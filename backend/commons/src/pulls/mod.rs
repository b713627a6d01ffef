//! 定时拉取: sources that are asked for a file now and then, and what they said last.
//!
//! What is asked, and how often, stands in a file of the operator; a row here remembers, by the name of
//! the source, the marks of the last answer (`ETag`, `Last-Modified`) and when to ask again. Asking
//! itself is the door's (`backend/src/import/pulled.rs`); what comes is a run of a feed like any other.
//!
//! | what came | next time |
//! |---|---|
//! | a new file, or none since | after the source's own pause |
//! | nothing, or a refusal | after 5 minutes, doubled each time, a day at most; later when the source asks for that |
//!
//! Promises: of several servers one asks; a server that vanished while asking is followed by another
//! after [`rules::LEASE_MINUTES`]; the same file twice is one run.

mod access;
pub mod actions;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub use actions::{Begun, Marks};
pub use graphql::PullQuery;
