//! 拟选定、公示与异议: which bid an owner means to choose, what bidders say against it, and the award
//! by the clock.
//!
//! | proposal | 中文 | next |
//! |---|---|---|
//! | `STANDING` | 公示中 | `OVERTURNED`, `AWARDED`, `CANCELLED` |
//! | `OVERTURNED` | 异议成立，已取消 | - |
//! | `AWARDED` | 已选定 | - |
//! | `CANCELLED` | 需求已撤回 | - |
//!
//! | objection | 中文 | next |
//! |---|---|---|
//! | `OPEN` | 处理中 | `SUSTAINED`, `DISMISSED`, `WITHDRAWN`, `MOOT` |
//! | `SUSTAINED` | 成立: the proposal is overturned | - |
//! | `DISMISSED` | 不成立 | - |
//! | `WITHDRAWN` | 已撤回 | - |
//! | `MOOT` | 随公示结束: the proposal has ended otherwise | - |
//!
//! While an objection is open nothing is awarded. Each step is one transaction that locks the need
//! first, so that of two who act at once the second meets what the first has left.

mod access;
mod actions;
mod entity;
mod graphql;
pub mod jobs;
mod loaders;
mod mails;
mod panel;
pub mod rules;
mod store;

pub use actions::cancel;
pub use entity::{
    ObjectionReason, ObjectionRow, ObjectionState, ProposalRow, ProposalState, Verdict,
};
pub use graphql::{AwardProposal, Objection, ObjectionQuery, ProposalMutation, of_demand};
pub(crate) use store::reason_of_award;
