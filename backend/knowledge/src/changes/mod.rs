//! 文本变化: what happened to the texts of the library, in the order it became known.
//!
//! | kind | 中文 | its day |
//! |---|---|---|
//! | `NEW` | 新收录 | the first day the text holds |
//! | `CORRECTED` | 文字更正 | the day we took the better copy |
//! | `STARTED` | 开始施行 | that day; noted once a day for texts that were there before |
//! | `SUPERSEDED` | 被修改 | the first day of the newer text |
//! | `REPEALED` | 被废止 | the first day it no longer holds |
//!
//! Promise: a row is written in the transaction of the change and never changed.

mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub(crate) use actions::{RECORDED, record};
pub(crate) use entity::Model as LawChangeRow;
pub use graphql::{LawChange, LawChangeQuery};
pub(crate) use store::{find_all, followed};
