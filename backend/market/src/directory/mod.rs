//! 惠企服务: providers (服务机构) with what they offer, where, and by which right.
//!
//! A provider is the public page of an organisation. Facts carry their source and day. The
//! rating is derived from reviews and shown only from [`rules::REVIEWS_TO_SHOW`] on; it is kept
//! beside the provider and beside each category so that a list is read from one index.

mod able;
pub mod actions;
pub mod bulk;
pub(crate) mod entity;
mod filter;
mod graphql;
pub mod jobs;
mod profile;
mod reminders;
pub mod rules;
pub mod search;
mod store;
mod whole;

pub use able::{AbleProvider, able_providers};
pub use entity::provider::{EnterpriseSize, Model as ProviderRow};
pub use entity::qualification::{Model as QualificationRow, QualificationKind};
pub use graphql::{DirectoryQuery, Provider, ProviderOf, Qualification};
pub use profile::{Profile, STATED, profile_of, put_on_page};
pub use store::able::{Asked, MOST_COUNTED, count_able};
pub use store::{
    figures, find as find_provider, find_by_organisation, providers_by_id as find_providers,
};
pub use whole::{WholeProvider, whole_after};
