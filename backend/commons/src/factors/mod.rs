//! 第二因素: what a person shows beside the password: a code of an app (TOTP), a passkey, or one
//! of ten recovery codes for the day both are lost.
//!
//! The secret of an app is sealed, recovery codes are hashed like passwords, of a passkey only
//! the public key is kept. A code that was taken is never taken again. Staff must have an app or
//! a passkey, unless it is set otherwise.
//!
//! | factor | next |
//! |---|---|
//! | app, not yet confirmed | confirmed by its first code; started again |
//! | confirmed | removed (with the password), reset (by the security administrator) |

pub mod actions;
mod challenge_entity;
mod challenges;
mod change;
mod graphql;
mod passkey_entity;
pub mod passkeys;
mod recovery;
mod recovery_entity;
pub mod rules;
mod store;
mod totp;
mod totp_entity;

pub(crate) use actions::{has_any, told};
pub(crate) use challenges::{Judged, Shown, begin, judge, read};
pub use challenges::{Ticket, forget_old};
pub use change::Change;
pub use graphql::{FactorMutation, FactorQuery};
pub use passkeys::RelyingParty;
