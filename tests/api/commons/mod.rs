//! People, the check before something is public, the record of who did what.

mod accounts;
mod audit;
mod moderation;
mod sessions;
