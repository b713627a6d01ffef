//! Rows of the keys of custodians.

use kernel::RegionCode;
use kernel::id::{AccountId, CustodianKeyId, OrganisationId};
use sea_orm::entity::prelude::*;

/// The key of an association (保管密钥). Its private half never leaves the officer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "custodian_keys")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CustodianKeyId,
    /// Of which province; one is in use in each.
    pub province_code: RegionCode,
    /// Of which association.
    pub organisation_id: OrganisationId,
    /// Who registered it.
    pub account_id: AccountId,
    /// Shares are sealed with it.
    pub public_key: String,
    /// Since when.
    pub made_at: DateTimeUtc,
    /// Until when; none while it is in use.
    pub ended_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
