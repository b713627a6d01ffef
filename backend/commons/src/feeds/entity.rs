//! Rows of feeds.

pub(crate) mod conflict;
pub(crate) mod feed;
pub(crate) mod item;
pub(crate) mod row;
pub(crate) mod run;
