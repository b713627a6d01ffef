//! 候选名单: providers chosen from the directory, as their pages were that day.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | open | 编辑中: providers are left out with a reason, or taken in again | locked, deleted |
//! | locked | 已锁定: nothing changes any more; its stamp covers every word | - |
//!
//! A list keeps the words it was found by, how many they left that day, and a copy of each page with
//! its sources. Once locked it is a file of a procurement that can be looked at years later: the stamp
//! (SHA-256) goes into the audit log, and every reading works it out anew.

pub mod actions;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub use entity::Model as ShortlistRow;
pub use graphql::{Shortlist, ShortlistMutation, ShortlistPayload, ShortlistQuery};
