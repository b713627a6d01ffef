//! 疑点提示: what looks odd in contracting processes, for moderators to look at.
//!
//! Once a night the eleven flags of [`rules`] look at every process with all its bids, those included that are in
//! no public release. What they find of a process, or of an organisation over all its processes, becomes a check in
//! the moderators' queue, once. A flag is a question, never a finding of guilt: it is on no public page.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `OPEN` | 待核查 | `CONFIRMED`, `DISMISSED` |
//! | `CONFIRMED` | 属实 | - |
//! | `DISMISSED` | 不属实 | - |
//!
//! How often a flag was right is shown beside it. One that is right less than twenty times of a hundred, after
//! twenty verdicts (配置值), is retired: it makes no more checks.

mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub use graphql::FlagQuery;
