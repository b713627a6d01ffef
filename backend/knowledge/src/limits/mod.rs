//! 限值: what standards allow, as data, and which of several limits is the one to keep.
//!
//! The values are compiled in with where each comes from; one that was not held against the text of its
//! standard says so (待核). Nothing is converted between units and nothing is guessed from a condition.
//!
//! | standing | 中文 | when |
//! |---|---|---|
//! | `STRICTEST` | 按此执行 | the strictest that applies without a condition |
//! | `STRICTEST_IF` | 满足条件时按此执行 | stricter, or the only one, but only under its condition |
//! | `LOOSER` | 另有更严的限值 | applies, another one is stricter |
//! | `SET_ASIDE` | 有行业标准，不适用 | a general standard where one of the industry exists |

mod graphql;
pub mod rules;

pub use graphql::{Limit, LimitQuery};
