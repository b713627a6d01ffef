//! 调整地区: organisations are moved to another region of the moderator, many at once.
//!
//! A preview says who moves, from where, what keeps somebody out, and which moderators lose and
//! gain sight of them. A move shows at once, and the person who made it can undo it for a while
//! (`GREENBRIDGE_UNDO_TIME`), as long as nothing of these organisations has changed since. Checks
//! under way stay with the region where they began. A move into the region of another association waits
//! until a moderator of that region agrees: nobody gives to, or takes from, another alone.
//!
//! | move | next |
//! |---|---|
//! | proposed (out of the own region) | made (they agree; final), or declined |
//! | made (within the own region) | undone (whole, within the time), or final |

pub mod actions;
mod consent;
mod entity;
mod graphql;
mod item_entity;
pub mod jobs;
pub mod rules;
mod store;

pub use graphql::{MoveMutation, MoveQuery};
