//! Rows of sites.

use kernel::RegionCode;
use kernel::id::{OrganisationId, SiteId};
use sea_orm::entity::prelude::*;

/// A place where an enterprise works.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sites")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteId,
    /// Whose.
    pub organisation_id: OrganisationId,
    /// How the source tells it apart.
    pub source_key: String,
    /// As given.
    pub name: String,
    /// The division, where it is certain.
    pub region_code: Option<RegionCode>,
    /// What the source calls the area; not every such name is a division.
    pub area_as_given: Option<String>,
    /// As given.
    pub address: Option<String>,
    /// Degrees east, as given.
    pub longitude: Option<f64>,
    /// Degrees north, as given.
    pub latitude: Option<f64>,
    /// As given.
    pub industry: Option<String>,
    /// 废水, 废气, 土壤, 危废 …
    pub media: Json,
    /// Where we know it from.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<Date>,
    /// When it became known.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
