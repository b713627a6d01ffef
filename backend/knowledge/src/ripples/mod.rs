//! 联动复核: when the words of an article change, whatever cites it is looked at again.
//!
//! Other modules say what they wrote and which articles it rests on ([`register`]); the words that stood
//! there then are kept. When a text changes, or a day comes on which one starts or ends, the words are
//! compared, and what no longer fits becomes a task with both texts side by side, due within 24 hours.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `OPEN` | 待复核 | `KEPT`, `MENDED`, `MOOT` |
//! | `KEPT` | 仍然成立 | - |
//! | `MENDED` | 已修改 | - |
//! | `MOOT` | 不再需要 | - |
//!
//! Promises: one open task for a writing and an article; what a moderator has closed is not asked again
//! while the words stay; every closing is audited.

mod access;
mod actions;
mod entity;
mod graphql;
pub mod jobs;
mod market;
pub mod rules;
mod store;

pub use actions::{Writing, register};
pub(crate) use actions::{look_at, of_key_points};
pub use graphql::{RippleMutation, RippleQuery, RippleTask};
pub(crate) use market::writings_about as of_market;
pub(crate) use rules::CiterKind;
