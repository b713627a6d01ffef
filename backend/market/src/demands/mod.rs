//! 需求: what an enterprise wants treated, from posting to award.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `SUBMITTED` | 待审核; also while its owner mends it | `PUBLISHED`, `REFUSED`, `WITHDRAWN` |
//! | `REFUSED` | 已退回 | - |
//! | `PUBLISHED` | 征集中 | `OPENED`, `UNSUCCESSFUL`, `WITHDRAWN`, `REFUSED` after a look |
//! | `OPENED` | 已到截止; where it stands then is its stage | `AWARDED`, `UNSUCCESSFUL`, `WITHDRAWN` |
//! | `AWARDED` | 已选定 | - |
//! | `WITHDRAWN` | 已撤回 | - |
//! | `UNSUCCESSFUL` | 未成交 | - |
//!
//! | stage of `OPENED` | 中文 | next |
//! |---|---|---|
//! | none | simple: bids are open | `AWARDED` |
//! | `OPENING` | 待开启 | `SCORING`, `RANKED`, `UNSUCCESSFUL` |
//! | `SCORING` | 技术评分 | `PRICING`, `UNSUCCESSFUL` by the clock |
//! | `PRICING` | 开启价格 | `RANKED`, `UNSUCCESSFUL` |
//! | `RANKED` | 已排序 | `PROPOSED`, or `AWARDED` where nobody scores, `UNSUCCESSFUL` by the clock |
//! | `PROPOSED` | 公示中 | `AWARDED`, `RANKED` |
//!
//! Bids are closed to everybody but their bidder until the deadline. That is decided from the
//! clock ([`rules::bids_are_open`]), not from the state, so that a late job opens nothing early
//! and keeps nothing closed.

pub mod access;
pub mod actions;
mod clocks;
mod differences;
pub(crate) mod entity;
mod filter;
mod graphql;
mod inputs;
pub mod jobs;
mod mails;
pub mod rules;
pub mod search;
pub mod stages;
mod store;

pub(crate) use differences::{TermsTold, differences};
pub use entity::{DemandEnd, DemandStage, DemandState, Model as DemandRow};
pub(crate) use graphql::demand_payload;
pub use graphql::{Demand, DemandMutation, DemandOf, DemandQuery, ShortestWindow};
pub use inputs::DemandAmendInput;
pub(crate) use inputs::texts_of;
pub(crate) use mails::tell_owner;
pub(crate) use store::{
    closing_with_questions, find_for_change as lock_demand, to_open, waiting_since,
};
pub use store::{count_bid, count_open, find as find_demand, find_all as find_demands};
