//! The database: readers, the one way to open a transaction, and what an action is given.
//!
//! SQLite has one writer, and callers that arrive together share one sync to disk
//! (`writer`); PostgreSQL does the same by itself. Nothing above this module knows which of
//! the two it talks to.

mod connect;
mod cx;
pub mod packed;
mod reader;
mod tx;
mod writer;

pub use connect::{ConnectError, Db};
pub use cx::{Cx, by_constraint};
pub use reader::Reader;
pub use tx::Tx;

#[cfg(test)]
mod tests;
