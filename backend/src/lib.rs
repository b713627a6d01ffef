//! Greenbridge 绿桥: the one binary, put together from its districts.
//!
//! `app` opens the parts, `schema` merges the districts into one GraphQL door, `site` shows the
//! public pages through it, `http` carries both, `worker` does what happens by itself.

// The futures of the merged roots of all districts lie deeper in each other than the usual 128.
#![recursion_limit = "256"]

pub mod app;
pub mod begin;
pub mod check;
pub mod command;
pub mod figures;
pub mod http;
pub mod import;
pub mod indexer;
pub mod keys;
pub mod papers;
pub mod personal;
pub mod schema;
pub mod search;
pub mod seed;
pub mod site;
pub mod worker;
