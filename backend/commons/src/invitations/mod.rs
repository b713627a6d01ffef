//! 邀请: how a person is asked into an organisation, by a link in a mail.
//!
//! An owner names an address and a role; whoever reads the mail joins, with the account they have
//! or a new one. One open invitation for an address and an organisation; a link works once.
//!
//! | invitation | next |
//! |---|---|
//! | open | accepted, cancelled, too old |

pub mod actions;
mod entity;
mod graphql;
pub mod mails;
pub mod rules;
mod store;

pub use graphql::{Invitation, InvitationMutation, InvitationQuery};
