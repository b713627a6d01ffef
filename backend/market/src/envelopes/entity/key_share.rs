//! Rows of shares.

use kernel::RegionCode;
use kernel::id::{AccountId, CustodianKeyId, DemandId, KeyShareId};
use sea_orm::entity::prelude::*;

/// A share of the key of a need (密钥份额).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "key_shares")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: KeyShareId,
    /// Of which need.
    pub demand_id: DemandId,
    /// For the association of which province.
    pub province_code: RegionCode,
    /// For which of its keys.
    pub custodian_key_id: CustodianKeyId,
    /// Only the custodian opens it.
    pub share_for_custodian: String,
    /// SHA-256 of the share, to know the right one.
    pub digest: String,
    /// The share, once it was released.
    pub share_sealed: Option<String>,
    /// Who released it.
    pub released_by: Option<AccountId>,
    /// When; none before.
    pub released_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
