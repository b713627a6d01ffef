//! Rows of memberships.

use kernel::MemberRole;
use kernel::id::{AccountId, OrganisationId};
use sea_orm::entity::prelude::*;

/// That a person acts for an organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// For whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// As what.
    pub role: MemberRole,
    /// Since when.
    pub since: DateTimeUtc,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
