//! Which organisations.

use super::Standing;
use async_graphql::InputObject;

/// Which organisations are looked for.
#[derive(InputObject, Debug, Clone, Default)]
pub struct OrganisationFilter {
    /// Part of the name, or how the credit code begins.
    pub text: Option<String>,
    /// Whether it may act.
    pub standing: Option<Standing>,
}
