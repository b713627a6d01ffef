//! 提问与答复: what providers ask about a need while bids are taken, and what its owner answers.
//!
//! Everybody reads questions and answers; who asked is told to nobody. Questions end before answers
//! do, and answers before bids. A question that stands unanswered when answers should be there puts
//! the deadline off by a working day, by itself, three times at most (配置值).

mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub use graphql::{DemandQuestion, QuestionMutation, of_demand};
pub(crate) use store::has_any;
