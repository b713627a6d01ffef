//! 我的关注: who wants to be told when something happens to texts of the library.
//!
//! A person follows a law, a domain (领域), an issuer, an area, or words of titles. What happens to a text
//! ([`crate::changes`]) is told as a notice of the kind `LIBRARY`, by mail as the person has set for that
//! kind; and each follow has a feed (Atom) and a calendar (iCalendar) under an address nobody can guess.
//!
//! Promises: a change is told a person once, however many of their follows it meets, with the reasons;
//! nobody is told of what happened before they followed; what a follow leads to is public anyway.

mod actions;
mod entity;
mod graphql;
pub(crate) mod jobs;
pub mod rules;
mod store;

pub use graphql::{FollowMutation, FollowQuery};
