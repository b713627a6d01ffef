//! 条文承接: which article of a newer law took the place of an article of a repealed one.
//!
//! Proposed by comparing the words of every article of the repealed laws with the law that repealed
//! them; a moderator says yes or no. Reading pages show what was confirmed, else the most alike article,
//! and say which of the two it is.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `PROPOSED` | 系统比对，待确认 | `CONFIRMED`, `REFUSED` |
//! | `CONFIRMED` | 已人工确认 | `REFUSED`; `PROPOSED` when the words change |
//! | `REFUSED` | 已否定 | `CONFIRMED`; `PROPOSED` when the words change |
//!
//! Promises: comparing again changes nothing that was decided about the same words; every decision is
//! audited.

mod access;
pub(crate) mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub(crate) use actions::best;
pub use entity::Model as SuccessionRow;
pub(crate) use graphql::{Pair, of_new, of_old, pairs};
pub use graphql::{Succession, SuccessionMutation, SuccessionQuery};
