//! 文字检查: what other parties read before an award holds no way round the platform.
//!
//! A pure rule ([`rules::find`]) looks for telephone numbers, mail addresses, ids of messengers,
//! links, solicitation and abuse. A text with a finding is not sent: its sender reads what was found
//! and why it does not belong there, beside the field, and mends it. Nothing is sent "anyway": a bid
//! is closed to everybody until its day, moderators included, so nobody could look at it first.
//!
//! Each finding is a line of a log, one for an organisation and a span, which moderators of its
//! region read. Whoever finds it wrong appeals; a moderator who agrees allows the span to that
//! organisation for good. The line holds the span and never more of the text.
//!
//! | finding | 中文 | next |
//! |---|---|---|
//! | `FOUND` | 已提示 | `APPEALED`; forgotten after half a year |
//! | `APPEALED` | 申诉中 | `ALLOWED`, `UPHELD` |
//! | `ALLOWED` | 已放行 | - |
//! | `UPHELD` | 维持 | - |

pub mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod signs;
mod store;

pub use actions::{Place, Told};
pub use entity::{FindingKind, FindingState};
pub use graphql::{TextMutation, TextQuery, screened};
