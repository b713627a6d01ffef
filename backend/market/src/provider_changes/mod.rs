//! 机构资料变更: what a provider wants its page to say, checked before it does.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `SUBMITTED` | 待审核; also while it is mended | `APPLIED`, `REFUSED`, `WITHDRAWN` |
//! | `APPLIED` | 已生效 | `REFUSED` when a look afterwards takes it back |
//! | `REFUSED` | 未通过 | - |
//! | `WITHDRAWN` | 已撤回 | - |
//!
//! A provider has one open change. A change keeps both sides whole; their difference is what goes
//! on the page, so that what came to the page meanwhile stays.

mod access;
pub mod actions;
mod differences;
mod entity;
mod graphql;
pub mod jobs;
mod mails;
pub mod rules;
mod store;

pub use entity::{Model as ProviderChangeRow, ProviderChangeState};
pub use graphql::{ProviderChange, ProviderChangeMutation, ProviderChangeQuery};
