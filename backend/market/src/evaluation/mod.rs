//! 评审: how the bids of a need are scored, fixed and ranked.
//!
//! | stage of the need | what happens | who sees what |
//! |---|---|---|
//! | `SCORING` | evaluators of the buyer score plans; bids may be excluded | each evaluator the own sheet; bids by number, no names, no prices |
//! | `PRICING` | sheets are fixed, price envelopes open | the same |
//! | `RANKED` | bids are ranked; the buyer proposes | the buyer everything |
//! | `PROPOSED` and after | the ranking is public, and anybody can add it up | everybody names, prices, points; evaluators by number |
//!
//! All arithmetic is in whole hundredths ([`ranking`], [`sensitivity`]); the sheet as a file is made
//! from the same rows ([`sheet`]).

mod access;
pub mod actions;
pub(crate) mod entity;
mod graphql;
pub mod ranking;
mod results;
pub mod rules;
#[cfg(test)]
mod samples;
pub mod sensitivity;
pub mod sheet;
mod store;

pub use access::{Sight, sight};
pub use entity::Model as EvaluationRow;
pub use graphql::{Evaluation, EvaluationMutation, evaluation_of};
pub use results::{BidResult, result_of};
pub use sheet::file_of;
pub(crate) use store::find as find_evaluation;
