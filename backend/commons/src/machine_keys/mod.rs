//! 机器密钥: keys by which machines ask, for an organisation or for a neighbouring system.
//!
//! A key is shown once; only its digest is kept. It reads what its scopes name and changes
//! nothing, but that a neighbouring system may send files of a feed in with one made for that, which may be
//! bound to one mapping. It ends at the latest after a year, and ends at once when it is revoked or its
//! organisation is not active. Owners make keys of their organisation, the system administrator
//! those of neighbouring systems.
//!
//! | key | next |
//! |---|---|
//! | in force | revoked, over |

mod access;
pub mod actions;
mod entity;
mod graphql;
mod rules;
mod store;

pub use actions::{feed_of, identify};
pub use graphql::{MachineKeyMutation, MachineKeyQuery};
pub use rules::PREFIX;
