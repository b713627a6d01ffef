//! Rows of the directory.

pub(crate) mod profile;
pub(crate) mod provider;
pub(crate) mod provider_category;
pub(crate) mod qualification;
pub(crate) mod qualification_class;
pub(crate) mod review;
pub(crate) mod service_region;
