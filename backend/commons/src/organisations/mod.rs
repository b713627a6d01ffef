//! 单位: legal persons and the sites (点位) they work at.
//!
//! A legal person is known by its credit code; several sites may share one. A code that fails
//! the check of GB 32100-2015 is kept with a mark when it comes from an official list and
//! refused when a person types it.
//!
//! | standing | 中文 | next |
//! |---|---|---|
//! | `PENDING` | 待审核 | `ACTIVE`, `REFUSED` |
//! | `REFUSED` | 未通过 | `PENDING` (sent again) |
//! | `ACTIVE` | 正常 | `SUSPENDED`, `CLOSED`, `PENDING` (known from a list, claimed) |
//! | `SUSPENDED` | 暂停 | `ACTIVE` |
//! | `CLOSED` | 已注销 | - |

pub mod access;
pub mod actions;
mod entity;
mod filter;
mod graphql;
mod site_entity;
mod store;

pub use entity::{Model as OrganisationRow, Standing};
pub use graphql::{Organisation, OrganisationOf, OrganisationQuery, Place, PlaceQuery};
pub use store::{find, find_all, find_by_credit_code, find_by_name, lock};
