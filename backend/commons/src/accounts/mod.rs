//! 账号: people. How they sign in belongs to [`crate::sessions`].

pub mod actions;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub use entity::Model as AccountRow;
pub use graphql::{AccountNameOf, AccountQuery, Viewer};
pub use store::{
    ModeratorRow, address_of, blank, exists, find, find_by_email, id_of, moderators, rename,
};
pub(crate) use store::{find_for_change, try_update, update};

/// Whether an account may sign in now: its address is confirmed, and the security administrator
/// has not locked it.
pub(crate) fn may_sign_in(account: &AccountRow, now: chrono::DateTime<chrono::Utc>) -> bool {
    account.email_confirmed_at.is_some() && account.locked_until.is_none_or(|until| until <= now)
}
