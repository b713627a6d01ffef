//! Rows of registrations.

use kernel::id::{AccountId, OrganisationId, RegistrationId};
use kernel::{OrganisationKind, RegionCode};
use sea_orm::entity::prelude::*;

/// What was asked for when an organisation registered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registrations")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistrationId,
    /// For which organisation.
    pub organisation_id: OrganisationId,
    /// By whom.
    pub account_id: AccountId,
    /// What it says it is here for.
    pub kind: OrganisationKind,
    /// What it says it is called.
    pub name: String,
    /// The code it says it has; null for institutions outside the legal-person base.
    pub credit_code: Option<String>,
    /// Why it has no code; null when it has one.
    pub no_code_reason: Option<String>,
    /// Where it says it is registered.
    pub region_code: RegionCode,
    /// Whether the organisation was known from a list before.
    pub is_claim: bool,
    /// When the form was sent.
    pub created_at: DateTimeUtc,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
