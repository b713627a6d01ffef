//! 邮件链接: what a person opens to show that they read an address.
//!
//! A link is `lnk_….word`: the word is made from the id and the purpose with the key of the
//! installation and is kept nowhere, so that neither a job nor the database holds what opens one.
//!
//! | link | next |
//! |---|---|
//! | open | used (once), over (after its time), forgotten (another took its place) |

pub(crate) mod actions;
mod entity;
pub mod rules;
mod store;

pub use entity::{LinkPurpose, Model as LinkRow};
