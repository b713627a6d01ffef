//! 成员关系: for which organisations a person acts, and as what.
//!
//! A person belongs to several organisations and acts for one at a time, which their session
//! remembers and their access token carries. An organisation that has members has an owner.
//!
//! | member role | 中文 | may |
//! |---|---|---|
//! | `OWNER` | 管理员 | all an editor may; members, registration, transfer, closing |
//! | `EDITOR` | 编辑 | posts, bids, awards, edits the profile |
//! | `VIEWER` | 查看 | reads what is the organisation's own |

pub mod actions;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub use entity::Model as MembershipRow;
pub use graphql::{Membership, MembershipMutation, MembershipQuery};
pub use store::{
    MOST, editors_of, find, has_confirmed_members, has_members, kinds_of, organisations_of,
};
