//! 人工咨询: what the assistant cannot answer is answered by a person, published, and found by the next asker.
//!
//! Anybody hands a question over, without an account; the number of the receipt (80 random bits) is the code by
//! which it is followed at `/ask/{code}`. It goes to the active expert of the field who has the least to do and
//! declared no interest in the asker; when there is none, a moderator names one.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `WAITING` | 待指派 | `NAMED` |
//! | `NAMED` | 已指派 | `ANSWERED`, or `WAITING` when the expert hands it back |
//! | `ANSWERED` | 已答复 | `PUBLISHED` |
//! | `PUBLISHED` | 已公开 | - |
//!
//! Promises: an expert is named within one working day and answers within five (配置值), both shown; what is
//! kept is masked; an answer cites articles in force or says that there are none; nothing is published before
//! a moderator has looked.

mod access;
pub mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod mails;
pub mod rules;
mod store;

pub use entity::consultation::ConsultationState;
pub use graphql::{CitationInput, ConsultationMutation, ConsultationQuery};
pub(crate) use store::times;
