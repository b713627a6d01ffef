//! 反向竞价: bidders lower their prices in up to three rounds, after prices are open and before one is proposed.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `RUNNING` | 竞价中, or announced | `ENDED` by the clock, `CANCELLED` when the need is taken back |
//! | `ENDED` | 已结束: prices are those of the last offers | - |
//! | `CANCELLED` | 已取消 | - |
//!
//! Only where the terms of a need say so when it is posted. The sealed price is the start. Bidders do not know each
//! other: they read prices, not whose. Which round it is is decided from the clock ([`rules::phase`]), not from a job; the job writes down
//! what came of it, once. Nobody proposes or awards while one runs.

mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub(crate) use actions::ensure_none_runs;
pub use entity::AuctionTerms;
pub(crate) use graphql::auction_of;
pub use graphql::{AuctionMutation, DemandAuction};
