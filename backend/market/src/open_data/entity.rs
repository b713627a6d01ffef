//! Rows of releases.

use super::rules::Dataset;
use sea_orm::entity::prelude::*;

/// The extract of a dataset that is offered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "open_data_releases")]
pub struct Model {
    /// Of what.
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataset: Dataset,
    /// The day, in China.
    pub extracted_on: Date,
    /// When it was begun.
    pub extracted_at: DateTimeUtc,
    /// How many rows.
    pub row_count: i32,
    /// Length of the CSV file.
    pub csv_bytes: i64,
    /// Length of the JSON file.
    pub json_bytes: i64,
}

/// None: it stands alone.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
