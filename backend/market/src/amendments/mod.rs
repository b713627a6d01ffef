//! 变更: what the owner of a need changes while bids are taken.
//!
//! Everybody reads what was changed, field by field, and why. Whoever has bid on other terms must
//! confirm the bid or take it back; an unconfirmed one never counts. What is changed late needs a
//! later deadline, and no deadline comes nearer.

mod actions;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub(crate) use entity::Model as AmendmentRow;
pub use graphql::{AmendmentMutation, DemandAmendment, of_demand};
pub(crate) use store::of_demand as made_to;
