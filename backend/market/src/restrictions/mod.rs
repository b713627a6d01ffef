//! 限制: what an association says publicly of a provider, for a time.
//!
//! | state | 中文 | what follows |
//! |---|---|---|
//! | none open | 在列 | - |
//! | `RESTRICTED` | 限制推荐 | listed with a mark; not offered for needs and waste jobs |
//! | `SUSPENDED` | 暂停推荐 | the same, in graver words |
//! | `REMOVED` | 移出名录 | out of the lists; the page stays and says so |
//!
//! It says why, since when, until when and how to appeal, and ends by the association of the
//! region or by itself on the day after its term. It is shown, never hidden. Acting at all is taken
//! away by a suspension (`commons::suspensions`).

pub mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub use entity::{Model as RestrictionRow, RestrictionKind};
pub use graphql::{Restriction, RestrictionMutation, RestrictionQuery, restriction_of};
pub use store::{open_of, open_of_many};
