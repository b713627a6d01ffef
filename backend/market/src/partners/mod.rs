//! 拼单伙伴: enterprises that share one need, each with its own part.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `INVITED` | 待确认 | `JOINED`, `DECLINED` |
//! | `JOINED` | 已加入 | `DECLINED`, until bids close |
//! | `DECLINED` | 未加入 | `JOINED`, until bids close |
//!
//! The enterprise that posts a need names the others by credit code; each answers for itself. At the
//! deadline those that have not joined are left out. One of them asks and awards; each signs its own
//! contract.

mod actions;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub(crate) use actions::{forget, keep};
pub use entity::{Model as PartnerRow, PartnerState};
pub(crate) use graphql::of_demand;
pub use graphql::{DemandPartner, PartnerInput, PartnerMutation, PartnerQuery};
pub use store::joined;
pub(crate) use store::of_demand as of;
