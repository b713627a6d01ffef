//! 报价: offers of providers for needs.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `SUBMITTED` | 已提交 | `UNCONFIRMED`, `WITHDRAWN`, `BROKEN`, `EXCLUDED`, `AWARDED`, `LOST` |
//! | `UNCONFIRMED` | 待确认; the need has changed since | `SUBMITTED`, `LAPSED`, `WITHDRAWN` |
//! | `LAPSED` | 未确认失效 | - |
//! | `WITHDRAWN` | 已撤回 | - |
//! | `BROKEN` | 信封损坏; an envelope of it does not open | - |
//! | `EXCLUDED` | 资格不符 | - |
//! | `AWARDED` | 已选定 | - |
//! | `LOST` | 未选中 | - |
//!
//! One standing bid a provider and need. Until the deadline nobody but the bidder reads it, the
//! operator included: no field, log or audit entry shows its price or plan.

mod access;
pub(crate) mod actions;
pub(crate) mod entity;
mod graphql;
pub(crate) mod rules;
mod store;

pub use access::visible;
pub use actions::{ask_to_confirm, decide, exclude, lapse, tell_bidders, tell_of_amendment};
pub use entity::{BidState, Model as BidRow};
pub use graphql::{Bid, BidMutation, BidQuery};
pub use rules::BidProblem;
pub use store::{find as find_bid, of_demand};
