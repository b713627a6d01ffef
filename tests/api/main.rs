//! The product through its real door: GraphQL and pages over HTTP, on a real database.
//!
//! One binary, so that the dictionary is loaded and the tables are migrated once. Folders follow
//! the districts; a file follows a noun. `GREENBRIDGE_TEST_DATABASE` moves all of it to PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it stands")]

mod support;

mod answers;
mod assistant;
mod commons;
mod doors;
mod guards;
mod imports;
mod knowledge;
mod machine;
mod market;
mod platform;
