//! 需求提醒: providers that could take a need are told as soon as it is published, with the reason; others are told of
//! what they save a search for.
//!
//! | alert | 中文 | next |
//! |---|---|---|
//! | no verdict | 未评价 | `USEFUL`, `NOT_FOR_US` |
//! | `USEFUL` | 有用 | `NOT_FOR_US` |
//! | `NOT_FOR_US` | 不适合我们 | `USEFUL` |
//!
//! Promises: a person is told of a need once, however many of their searches it meets; what an organisation says is not
//! for it teaches what it is told of ([`rules::lessons`]), and the lessons are shown; how often alerts were right is
//! published by the week.

mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub use graphql::{AlertMutation, AlertQuery};

#[cfg(test)]
mod tests;
