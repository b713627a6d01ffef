//! 合同: what follows an award, from the draft to the last acceptance.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `DRAFT` | 拟定中 | `OFFERED`, `CANCELLED` |
//! | `OFFERED` | 待签; one side has signed | `ACTIVE`, `DRAFT` when terms change, `CANCELLED` |
//! | `ACTIVE` | 履行中 | `COMPLETED`, `TERMINATED` |
//! | `COMPLETED` | 已完成 | - |
//! | `TERMINATED` | 已终止 | - |
//! | `CANCELLED` | 未签 | - |
//!
//! The platform drafts one contract for each award, exactly once; of a need that several enterprises share, one for each
//! of them with its own part of the price. What is signed is a text with a
//! digest; other terms are another text, and no signature stands under it. The amounts of the
//! milestones add up to the price, to the fen. Every act carries the revision that was seen. Only
//! the two sides read a contract; the association of the region does once it is disputed. Its texts
//! are not searched for telephone numbers and the like: who has been chosen may be called.

mod access;
mod actions;
mod by_clock;
mod changes;
mod disputes;
mod document;
pub(crate) mod entity;
mod graphql;
pub mod jobs;
mod mails;
mod milestones;
mod parts;
mod rules;
mod store;
mod terms;

pub use actions::{Paper, paper};
pub use document::{Block, words};
pub(crate) use entity::milestone::Model as MilestoneRow;
pub use entity::{ContractState, Model as ContractRow, Side};
pub(crate) use graphql::contract_payload;
pub use graphql::{
    Contract, ContractMutation, ContractMutationAfter, ContractQuery, ContractsOf, DemandContract,
};
pub(crate) use graphql::{stage_of, stages_of};
pub use rules::ContractProblem;
pub(crate) use store::facts::{completed_by, kept_by, signed_of};
pub(crate) use store::find;
pub(crate) use {actions::get_for_change, mails::tell};
