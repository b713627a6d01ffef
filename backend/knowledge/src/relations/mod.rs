//! 引用与关系: what the texts of the library say about each other.
//!
//! Rows are read from the words whenever a text changes, never typed and never stored resolved: which
//! dated text a reference means is decided when it is read, from the days of the texts we have by then.
//!
//! | change since written | 中文 | when |
//! |---|---|---|
//! | `UNCHANGED` | 条文未变 | the words meant are those in force |
//! | `AMENDED` | 已修改 | a newer text has other words, or no such article |
//! | `REPEALED` | 已废止 | the law meant is gone |
//! | `UNKNOWN` | 无从比对 | we have no text of that time |
//!
//! Promise: a reference leads to the text that was valid when it was written, and says so when that text
//! is not the one in force.

pub(crate) mod actions;
mod entity;
mod graphql;
pub mod rules;
pub(crate) mod store;

pub(crate) use graphql::{ArticleAt, citations_of, citing, explaining, history_of, law_relations};
pub use graphql::{ArticleVersion, Citation, CitationChange, Citing, LawRelation};
