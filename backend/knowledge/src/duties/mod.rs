//! 义务: what a firm must do, by when, and where that stands; and the same duty in three provinces.
//!
//! The texts are ours, compiled in, each tied to its articles and registered for the ripple: when one of
//! the articles changes, a moderator looks at the duty again. Days are given only where an article names
//! them; everything else says in words by when.
//!
//! Promise: a division whose law the library does not hold is shown as not held, never as having no rule.

mod graphql;
pub mod rules;

pub(crate) use graphql::writings_about;
pub use graphql::{Duty, DutyQuery};
