//! 找实验室: which laboratories are accredited for what a test plan asks (pollutant and method), and the
//! fewest of them that cover it together.
//!
//! A laboratory issues data that prove something only for items of its accreditation (资质认定, CMA): those
//! of its certificate's annex (《检验检测机构资质认定管理办法》). Items come from official lists; an item
//! counts on a day when its term covers the day.

pub mod actions;
mod cover;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub use graphql::LabQuery;
