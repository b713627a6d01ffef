//! 发布前自查: what an enterprise is told of its need before anybody else reads it.
//!
//! Nothing here forbids: a brand or a supplier that is named, a budget that is missing, a window that is short,
//! and how many providers of the directory could take the job, with the conditions that leave fewest. Which words
//! are looked for, and why, stands in `seed-data/data/own-check.json` (配置值).

mod graphql;
pub mod rules;

pub use graphql::OwnCheckQuery;
