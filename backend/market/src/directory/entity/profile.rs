//! What a provider says of itself, as a change keeps it.

use super::provider::EnterpriseSize;
use super::qualification::Model as QualificationRow;
use chrono::NaiveDate;
use kernel::RegionCode;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// What a page says that its organisation may change; lists are in order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Profile {
    /// What people call it.
    pub short_name: Option<String>,
    /// In its own words.
    pub introduction: Option<String>,
    /// As it states.
    pub size: Option<EnterpriseSize>,
    /// People employed, as it states.
    pub people_count: Option<i32>,
    /// The day it was founded.
    pub founded_on: Option<NaiveDate>,
    /// Codes of the lower level.
    pub categories: Vec<String>,
    /// Where it serves.
    pub service_regions: Vec<RegionCode>,
    /// Its licences; a new one has its id from the start.
    pub qualifications: Vec<QualificationRow>,
    /// The day the organisation said so.
    pub stated_on: Option<NaiveDate>,
}
