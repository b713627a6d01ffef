//! 存答与办事指南: answers written beforehand, each citing articles, and guides through procedures.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `DRAFT` | 草稿 | `PUBLISHED`, `RETIRED` |
//! | `PUBLISHED` | 已发布 | `RETIRED`, or a newer revision of itself |
//! | `RETIRED` | 已停用 | - |
//!
//! Promises: an entry cites only articles we hold; an entry none of whose articles is in force is not given
//! as an answer, whatever its state; what an entry was before a change is kept.

mod access;
pub mod actions;
mod entity;
pub mod letters;
pub mod rules;
pub(crate) mod store;

pub use entity::answer::{AnswerState, Audience, Citations, Field, Model as AnswerRow};
pub use entity::guide::Model as GuideRow;
