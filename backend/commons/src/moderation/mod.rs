//! 审核: the check before something is public.
//!
//! One mechanism for every kind of subject. This module knows a subject's kind and id, shows
//! the moderator what changed, and says how it was decided; the owner of the subject applies
//! the decision when it reads the event.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `WAITING` | 待审核 | `APPROVED`, `REFUSED` |
//! | `APPROVED` | 已通过 | - |
//! | `REFUSED` | 已退回 | - |

pub mod access;
pub mod actions;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub use entity::{ChangeState, FieldDifference, Model as ChangeRequestRow};
pub use graphql::{ChangeRequest, ModerationMutation, ModerationQuery};
pub use store::find_of_subject;
