//! 暂停: a time for which an organisation may only read.
//!
//! The association of its region says why, until when and how to appeal; the people of the
//! organisation see it, and what they are signed in to ends. It ends by the association, or by
//! itself on the day after its term. Its owners appeal once: the suspension counts as the first look
//! of two, and another moderator has the second.
//!
//! | suspension | next |
//! |---|---|
//! | open | ended by the association, by an appeal that is upheld, or when its term is over |

pub mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub use graphql::{Suspension, SuspensionMutation, SuspensionQuery};
