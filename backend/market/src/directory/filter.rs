//! Which providers, in which order.

use super::entity::provider::EnterpriseSize;
use super::entity::qualification::QualificationKind;
use async_graphql::{Enum, InputObject};
use kernel::RegionCode;
use kernel::id::ProviderId;

/// How the list is sorted.
#[derive(Enum, Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum ProviderSort {
    /// Best rated first.
    #[default]
    Rating,
    /// By name: the neutral order.
    Name,
    /// Latest known first.
    Newest,
}

/// Which providers.
#[derive(InputObject, Debug, Clone, Default)]
pub struct ProviderFilter {
    /// Among these; those that are not there are left out.
    pub ids: Option<Vec<ProviderId>>,
    /// In this division.
    pub region: Option<RegionCode>,
    /// `waste` or `waste/hazardous`.
    pub category: Option<String>,
    /// Of this size.
    pub size: Option<EnterpriseSize>,
    /// Holding such a licence, valid or not.
    pub qualification: Option<QualificationKind>,
}
