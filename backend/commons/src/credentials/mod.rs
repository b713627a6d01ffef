//! 凭据: the password of an account and the address it signs in with, and how both are changed.
//!
//! A forgotten password is set anew by a link that is sent to the address; whether the address
//! has an account is told to nobody, since the answer and its cost are the same: a job looks. A
//! new address is confirmed by both, the old one and the new one.
//!
//! | link | next |
//! |---|---|
//! | open | used (once), over (after half an hour; for an address after a day) |

pub mod actions;
mod entity;
mod graphql;
mod links;
pub mod rules;
mod store;

pub use entity::{LinkPurpose, Model as LinkRow};
pub use graphql::CredentialMutation;
pub(crate) use links::{address_of as link_address, find as find_link};
