//! 采购范围: what a need of a category must say beyond words, by a template for each category.
//!
//! The templates stand in `seed-data/data/scope-templates.json`: those of the group, then those of the
//! category. A need keeps its answers with the labels of its day, so that a changed template changes no
//! need. A simple need may leave the template out altogether; one that is scored may not, since bidders
//! cannot be compared on what was never asked.

mod entity;
mod graphql;
pub mod rules;
mod store;

pub use entity::{Answer, Answers};
pub(crate) use graphql::of_demand;
pub use graphql::{ScopeAnswerInput, ScopeQuery};
pub(crate) use store::keep;
