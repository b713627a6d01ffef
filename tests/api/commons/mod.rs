//! People, the check before something is public, the record of who did what.

mod accounts;
mod appointments;
mod audit;
mod members;
mod moderation;
mod notices;
mod privacy;
mod registrations;
mod sessions;
