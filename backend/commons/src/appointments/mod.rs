//! 任命: how a person becomes staff.
//!
//! The system administrator proposes, the security administrator confirms or refuses; nobody acts
//! on their own account, and nobody decides what they proposed. Three administrators are three
//! persons: an account that was ever one of them is never another, which the database refuses as
//! well (the index `appointments_one_administrator`, the trigger `accounts_appointed`).
//! Source: GB/T 22239-2019 8.1.5 and 8.1.4.2 d) (权限分离).
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `PROPOSED` | 待确认 | `CONFIRMED`, `REFUSED` |
//! | `CONFIRMED` | 已生效 | - |
//! | `REFUSED` | 未同意 | - |

pub mod access;
pub mod actions;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub use graphql::{Appointment, AppointmentMutation, AppointmentQuery};
