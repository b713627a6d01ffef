//! 需求: what an enterprise wants treated, from posting to award.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `SUBMITTED` | 待审核; also while its owner mends it | `PUBLISHED`, `REFUSED`, `WITHDRAWN` |
//! | `REFUSED` | 已退回 | - |
//! | `PUBLISHED` | 征集中 | `OPENED`, `UNSUCCESSFUL`, `WITHDRAWN`, `REFUSED` after a look |
//! | `OPENED` | 已开启报价 | `AWARDED`, `WITHDRAWN` |
//! | `AWARDED` | 已选定 | - |
//! | `WITHDRAWN` | 已撤回 | - |
//! | `UNSUCCESSFUL` | 无人报价 | - |
//!
//! Bids are closed to everybody but their bidder until the deadline. That is decided from the
//! clock ([`rules::bids_are_open`]), not from the state, so that a late job opens nothing early
//! and keeps nothing closed.

pub mod access;
pub mod actions;
mod differences;
pub(crate) mod entity;
mod filter;
mod graphql;
pub mod jobs;
mod mails;
pub mod rules;
pub mod search;
mod store;

pub(crate) use differences::differences;
pub use entity::{DemandState, Model as DemandRow};
pub use graphql::{
    Demand, DemandAmendInput, DemandMutation, DemandOf, DemandQuery, ShortestWindow,
};
pub(crate) use graphql::{demand_payload, texts_of};
pub(crate) use store::{closing_with_questions, find_for_change as lock_demand};
pub use store::{count_bid, count_open, find as find_demand, find_all as find_demands};
