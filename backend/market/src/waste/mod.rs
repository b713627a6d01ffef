//! 危废处置: which licences cover a job of hazardous waste, and why the others do not.
//!
//! A producer gives class or code, tonnes, place, day and mode. Every hazardous-waste licence of
//! the directory is either shown as covering the job or counted under the first reason why not
//! ([`rules::WasteGap`]), so that whoever looks on sees how many were left out and why. What a
//! provider was awarded on the platform this calendar year is taken off its yearly scale.
//!
//! 《危险废物经营许可证管理办法》: a licence names modes, classes, yearly scale and term; more than
//! a fifth above the scale needs a new licence. We hold to the scale itself.

pub mod code;
mod graphql;
mod handlers;
pub mod rules;
mod store;

pub use code::WasteCode;
pub use graphql::WasteQuery;
pub(crate) use handlers::judge;
pub use rules::WasteJob;
