//! 凭据: the password of an account and the address it signs in with, and how both are changed.
//!
//! A forgotten password is set anew by a link that is sent to the address; whether the address
//! has an account is told to nobody, since the answer and its cost are the same: a job looks. A
//! new address is confirmed by both, the old one and the new one.
//!
//! Links are those of [`crate::mail_links`].

pub mod actions;
mod graphql;
pub mod rules;

pub use graphql::CredentialMutation;
