//! 业务应用系统: the systems beside ours, what for, for whom, how one signs in there.
//!
//! Moderators and the system administrator keep the list. Each address is asked every ten minutes; a link
//! that failed twice in a row says so before anybody clicks it.
//!
//! | link | 中文 | next |
//! |---|---|---|
//! | `UNKNOWN` | 还没有检测结果 | `OPENS`, `BROKEN` |
//! | `OPENS` | 可以打开 | `BROKEN` after two failures in a row |
//! | `BROKEN` | 打不开 | `OPENS` with the next answer |

mod access;
pub mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub use graphql::{AppMutation, AppQuery};
