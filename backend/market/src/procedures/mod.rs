//! 采购方式: how a need is tendered. One engine; what differs between the kinds is data.
//!
//! The kinds with their switches and durations stand in `seed-data/data/procedures.json`. A need that
//! is not simple keeps its terms as they were when it was posted ([`DemandTerms`]), so that a later change of
//! the table moves nobody's clock.

mod actions;
mod entity;
mod graphql;
pub mod rules;
pub(crate) mod store;

pub(crate) use actions::keep;
pub use entity::{Criteria, Criterion, CriterionKind, Custody, Model as TermsRow, ProcedureKind};
pub use graphql::{DemandTerms, DemandTermsInput, ProcedureQuery, terms_of};
pub use rules::{Procedure, find};
