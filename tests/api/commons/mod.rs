//! People, the check before something is public, the record of who did what.

mod accounts;
mod appointments;
mod apps;
mod audit;
mod begin;
mod brute_force;
mod credentials;
mod factors;
mod feeds;
mod machine_keys;
mod members;
mod moderation;
mod moderation_batches;
mod moderation_queue;
mod moves;
mod notices;
mod privacy;
mod pulls;
mod registrations;
mod sessions;
mod suspensions;
mod texts;
