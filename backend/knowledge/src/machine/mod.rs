//! 机器撰写: what a language model may add to passages of law, sentence by sentence.
//!
//! The model is an option and never a need: the passages are given first, and stand whatever it does. Only
//! the masked question and the words of the passages go out. What comes back is taken apart into sentences,
//! and each must be supported by one passage ([`rules::supported`]): its words, its numbers, its documents,
//! whether it allows or forbids. What is not is dropped and never seen.
//!
//! | ending | when |
//! |---|---|
//! | `OFF` | no model is set |
//! | `NOT_NEEDED` | a stored answer was given, or nothing was found |
//! | `WRITTEN` | at least one sentence was supported |
//! | `UNSUPPORTED` | none was |
//! | `TIMED_OUT`, `FAILED`, `SPENT` | too slow; broken, nonsense, too long or busy; the day's tokens are used |
//!
//! Promises: at most the day's tokens are spent over all servers, reserved before an answer is begun; a
//! process that dies leaves its reservation standing.

mod actions;
mod entity;
pub mod rules;
mod store;

pub(crate) use actions::{Piece, write};
pub use entity::Ending;
pub(crate) use rules::Source;
