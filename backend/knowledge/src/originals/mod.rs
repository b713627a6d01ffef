//! 原件与识别核对: the files that texts were read from, and what a machine was not sure of.
//!
//! A text that comes as DOCX, PDF or HTML is read by rules; each part gets a confidence with its reasons
//! (`policies::rules::confidence`). The text is shown at once; parts below the line are marked there and
//! wait here for a person, who sees the raw words beside what was read.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `OPEN` | 待核对 | `ACCEPTED`, `MENDED`, `MOOT` |
//! | `ACCEPTED` | 识别正确 | - |
//! | `MENDED` | 已改正 | - |
//! | `MOOT` | 不再需要 | - |
//!
//! Promises: the same file again changes nothing, also after a person has mended what was read of it; a
//! text that another source gave in the same words needs nobody; every decision is audited, and mending
//! wakes whatever follows a change of the text.

mod access;
pub(crate) mod actions;
mod entity;
pub(crate) mod graphql;
pub mod rules;
mod store;

pub use actions::{NewOriginal, file_of};
pub use graphql::{OriginalMutation, OriginalQuery};
