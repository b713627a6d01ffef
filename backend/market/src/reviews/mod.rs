//! 互评: what the two sides of a completed contract say of each other.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | written | 待揭晓: read by its author only | shown, when both have spoken or the time is over |
//! | shown | 已公开: a provider's counts in its rating and in the ranking | - |
//!
//! Neither side reads the other's words before its own are in, or can be in no more: that is decided
//! from the clock, not from a job. A buyer's rating is shown from two reviews by two providers on, as
//! a provider's is.

mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub use entity::Model as ReviewRow;
pub use graphql::{BuyerRecord, ContractReview, ReviewMutation};
pub(crate) use graphql::{buyer_record, of_contract, of_demand};
pub use rules::ReviewProblem;
