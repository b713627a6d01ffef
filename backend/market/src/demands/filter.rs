//! Which needs, in which order.

use super::entity::DemandState;
use async_graphql::{Enum, InputObject};
use kernel::RegionCode;
use kernel::id::OrganisationId;

/// How the list is sorted.
#[derive(Enum, Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum DemandSort {
    /// Latest published first.
    #[default]
    Newest,
    /// Next to close first.
    Deadline,
}

/// Which needs.
#[derive(InputObject, Debug, Clone, Default)]
pub struct DemandFilter {
    /// In this division.
    pub region: Option<RegionCode>,
    /// `waste` or `waste/hazardous`.
    pub category: Option<String>,
    /// Standing so; public states only, unless they are one's own.
    pub states: Option<Vec<DemandState>>,
    /// Public ones of this organisation.
    pub organisation_id: Option<OrganisationId>,
    /// True: those of the practice hall instead of real ones.
    pub is_practice: Option<bool>,
    /// Those of the organisation the viewer acts for, whatever their state.
    pub mine: Option<bool>,
}
