//! 审核: the check before something is public.
//!
//! One mechanism for every kind of subject. This module knows a subject's kind and id, shows
//! the moderator what changed, and says how it was decided; the owner of the subject applies
//! the decision when it reads the event: `moderation.approved`, `.refused`, `.returned`,
//! `.overturned`. A new kind is a line in [`kinds`].
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `WAITING` | 待审核 | `APPROVED`, `REFUSED`, `RETURNED`, `SECOND_LOOK`, `WITHDRAWN` |
//! | `SECOND_LOOK` | 待复核 | `APPROVED`, `REFUSED` by another person, `WITHDRAWN` |
//! | `RETURNED` | 待补正 | `WAITING` when the owner has mended it, `WITHDRAWN` |
//! | `APPROVED` | 已通过 | `REFUSED` when a rule let it pass and a look afterwards overturns it |
//! | `REFUSED` | 已退回 | - |
//! | `WITHDRAWN` | 已撤回 | - |

pub mod access;
pub mod actions;
mod batch_entity;
mod batch_item_entity;
pub mod batches;
mod entity;
mod graphql;
pub mod kinds;
mod reasons;
pub mod rules;
pub mod sampling;
mod step_entity;
mod store;
pub mod taking;

pub use entity::{ChangeState, Differences, FieldDifference, Model as ChangeRequestRow};
pub use graphql::{ChangeRequest, ModerationMutation, ModerationQuery, shown, shown_of_subject};
pub use kinds::Policy;
pub use reasons::Reason;
pub use store::find_of_subject;
