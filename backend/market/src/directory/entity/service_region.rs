//! Where providers serve.

use kernel::RegionCode;
use kernel::id::ProviderId;
use sea_orm::entity::prelude::*;

/// One division a provider serves; it serves all divisions in it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_service_regions")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider_id: ProviderId,
    /// Where.
    #[sea_orm(primary_key, auto_increment = false)]
    pub region_code: RegionCode,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
