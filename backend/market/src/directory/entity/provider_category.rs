//! What providers offer, with place and rating beside it for the commonest list.

use kernel::RegionCode;
use kernel::id::ProviderId;
use sea_orm::entity::prelude::*;

/// One category of one provider; the groups above a category have rows too.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_categories")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider_id: ProviderId,
    /// `waste` or `waste/hazardous`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub category_code: String,
    /// The provider's province.
    pub province_code: Option<RegionCode>,
    /// The provider's city.
    pub city_code: Option<RegionCode>,
    /// The provider's county.
    pub county_code: Option<RegionCode>,
    /// The provider's rating.
    pub rating_centi: i32,
}

/// Child to parent.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The provider.
    #[sea_orm(
        belongs_to = "super::provider::Entity",
        from = "Column::ProviderId",
        to = "super::provider::Column::Id"
    )]
    Provider,
}

impl Related<super::provider::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Provider.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
