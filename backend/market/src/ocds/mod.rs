//! 招标采购开放数据 (OCDS 1.1): every public need is a contracting process that anybody can follow with the
//! tools of the Open Contracting Data Standard.
//!
//! A consumer of events ([`jobs`]) writes a release of what a need says then; none is ever changed. What
//! the releases of a process come to is worked out by [`merge`]. Which events make a release, with which
//! tags, and what stands in it, is one list: `stages::STAGES`. A later part of a need's life adds a line
//! there, a function that says what is known of it, and nothing else.
//!
//! Nothing of a bid is in a release before the opening; then the number of bids, and of the chosen one what
//! its page shows: who, and for how much. Needs written to show the platform carry `isDemo`, as the rows
//! of the other open data do. What a later check took back is no longer handed out: of such a process only
//! the release remains that says so.

mod entity;
mod graphql;
pub mod jobs;
pub mod merge;
pub mod rules;
mod stages;
mod store;

pub use entity::process::Model as ProcessRow;
pub use entity::release::Model as ReleaseRow;
pub use graphql::OcdsFigures;
pub use store::{compiled_after, figures, find as find_process, head, releases_after, releases_of};
