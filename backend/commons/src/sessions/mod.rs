//! 会话: signing in, and the devices on which people are signed in.
//!
//! A session lives in two tokens: a short access token that says who acts and is never looked
//! up, and a refresh token that is replaced at every use. A refresh token used twice was stolen
//! from somebody; its whole session ends. A session ends by itself when it is not used, and at
//! the latest after its longest time. A session that has ended gives no new tokens, and every
//! server soon refuses those it gave ([`Ended`]).
//!
//! Wrong passwords are counted by address; on a device that has signed in before, apart. An
//! address without an account is counted like any other and costs the same.
//!
//! | session | next |
//! |---|---|
//! | limited (staff without a second factor) | ended once the factor is set up |
//! | live | ended (signed out, ended from another device, token reused, not used, too old) |

pub mod actions;
mod auth;
mod counter_entity;
mod counters;
mod device_entity;
mod devices;
mod ended;
mod entity;
mod graphql;
mod person;
mod proof;
pub mod rules;
mod second_step;
mod sign_in_entity;
mod store;
mod supervision;

pub use actions::{Caller, SignedIn, Step};
pub use auth::{Auth, Words};
pub use counters::forget_old;
pub use ended::Ended;
pub use graphql::{
    ACCESS_COOKIE, DEVICE_COOKIE, REFRESH_COOKIE, SessionMutation, SessionQuery, limit, origin,
};
pub(crate) use proof::{forgive_address, prove};
pub use store::{SessionRow, device_of};
pub use supervision::SessionSupervisionMutation;
