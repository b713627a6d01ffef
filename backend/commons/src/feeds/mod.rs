//! 数据源: other people's data, and what becomes of it.
//!
//! A feed is known by its name, which is kept with everything it says. Each file of it is a run, kept
//! with its digest, its mapping and its counts; rows that could not be taken are put aside as they stood
//! and replayed under a better mapping; what a newer whole file has no more is marked as gone, never
//! deleted. Reading files is the door's (`greenbridge import`, `POST /feeds/{mapping}`); this module
//! keeps the books.
//!
//! | run | 中文 | next |
//! |---|---|---|
//! | `WAITING` | 等待导入 | `RUNNING` |
//! | `RUNNING` | 导入中 | `DONE`, `STOPPED` |
//! | `DONE` | 已完成 | - |
//! | `STOPPED` | 中止 | - |
//!
//! | conflict | 中文 | next |
//! |---|---|---|
//! | `OPEN` | 待本单位确认 | `OURS`, `DENIED` |
//! | `OURS` | 是我们 | - |
//! | `DENIED` | 不是我们，待审核 | `DETACHED`, `OURS` |
//! | `DETACHED` | 不是我们，已核实 | - |

mod access;
pub mod actions;
pub mod conflicts;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub(crate) use access::may_read;
pub use actions::{BegunRun, Counts, MappingCheck, NewRun};
pub use conflicts::Claim;
pub use entity::conflict::{ConflictState, Model as FeedConflictRow};
pub use entity::row::{Cells, Model as FeedRowRow};
pub use entity::run::{Model as FeedRunRow, RunState};
pub use graphql::{FeedMutation, FeedQuery};
pub use store::{find_conflict, find_run, name_of, waiting_rows};
