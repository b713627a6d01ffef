//! Rows of organisations.

use kernel::id::OrganisationId;
use kernel::{OrganisationKind, RegionCode};
use sea_orm::entity::prelude::*;

/// A legal person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisations")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// What it is here for.
    pub kind: OrganisationKind,
    /// As it is registered.
    pub name: String,
    /// The name without spaces and widths, for matching.
    pub name_key: String,
    /// 统一社会信用代码; null where the source had none.
    pub credit_code: Option<String>,
    /// Whether the code passes its check digit.
    pub credit_code_is_valid: bool,
    /// Where it is registered.
    pub region_code: Option<RegionCode>,
    /// As given.
    pub address: Option<String>,
    /// Where we know it from.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<Date>,
    /// When it became known.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
