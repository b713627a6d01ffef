//! 账号: people, how they sign in, and the sessions (会话) of their devices.
//!
//! A session lives in two tokens: a short access token that says who acts and is never looked
//! up, and a refresh token that is replaced at every use. A refresh token used twice was
//! stolen from somebody; its whole family ends.
//!
//! | session | next |
//! |---|---|
//! | live | replaced (refreshed), ended (signed out, reused, expired) |
//! | replaced | ended (used again: the family ends) |

pub mod actions;
mod entity;
mod graphql;
pub mod rules;
mod session_entity;
mod sign_in;
mod store;

pub use entity::Model as AccountRow;
pub use graphql::{
    ACCESS_COOKIE, AccountMutation, AccountNameOf, AccountQuery, REFRESH_COOKIE, Viewer,
};
pub use sign_in::Auth;
pub use store::{address_of, blank, exists, find, find_by_email, id_of, password_hash_of, rename};
