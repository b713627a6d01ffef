//! The ground: transactions that share a commit, events nobody skips, jobs, mails, files.

mod events;
mod files;
mod jobs;
mod mails;
mod writer;
