//! 通知: what a person is told, in the workspace and by mail.
//!
//! A notice is a row per person and event, written in the transaction of what it tells; a job mails
//! it at once, in the day's digest, or not at all, as the person has set it, and not in quiet
//! hours. What a server refuses for good stops mail to that address and is shown.
//!
//! | mail | next |
//! |---|---|
//! | `AT_ONCE`, `DAILY` | `SENT`, `STOPPED` (nobody takes mail there) |
//! | `NEVER`, `SENT`, `STOPPED` | - |

pub mod actions;
mod address_entity;
mod entity;
mod graphql;
pub mod mails;
pub mod rules;
mod setting_entity;
mod store;

pub use actions::{NewNotice, tell};
pub use graphql::{NoticeMutation, NoticeQuery};
pub use rules::{Delivery, NoticeKind};
