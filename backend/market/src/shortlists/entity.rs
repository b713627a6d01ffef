//! Rows of shortlists.

use crate::directory::Profile;
use kernel::RegionCode;
use kernel::id::{AccountId, OrganisationId, ProviderId, ShortlistId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A provider as its page was when the list was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shortlisted {
    /// Whose page.
    pub provider_id: ProviderId,
    /// As registered.
    pub name: String,
    /// 统一社会信用代码.
    pub credit_code: Option<String>,
    /// Where it is.
    pub region_code: Option<RegionCode>,
    /// Hundredths of a point out of 100; none while too few reviews were there to show one.
    pub rating_centi: Option<i32>,
    /// How many reviews.
    pub review_count: i32,
    /// What the page said.
    pub profile: Profile,
    /// Where we knew it from.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<Date>,
    /// Why it was left out; none while it stands on the list.
    pub left_out: Option<String>,
}

/// By which words the list was found, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Conditions(pub Vec<String>);

/// A list.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shortlists")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ShortlistId,
    /// Whose.
    pub organisation_id: OrganisationId,
    /// Who made it.
    pub made_by: AccountId,
    /// What it is for.
    pub title: String,
    /// By what it was found, in words.
    pub conditions: Conditions,
    /// The address of the list it was chosen from.
    pub found_at: String,
    /// How many providers the conditions left then.
    pub total: i32,
    /// Who stands on it, as the words were that day. The stamp is over these words, so
    /// that it holds whatever a later program reads from them.
    pub entries: Json,
    /// How many pages were copied.
    pub entry_count: i32,
    /// How many of them are not left out.
    pub kept_count: i32,
    /// When the pages were copied.
    pub taken_at: DateTimeUtc,
    /// When it was locked.
    pub locked_at: Option<DateTimeUtc>,
    /// Of the locked list.
    pub stamp: Option<String>,
    /// Counts changes.
    pub revision: i32,
}

/// A list without what was copied, as lists of lists show it.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Head {
    /// Which.
    pub id: ShortlistId,
    /// What it is for.
    pub title: String,
    /// By what it was found, in words.
    pub conditions: Conditions,
    /// How many pages were copied.
    pub entry_count: i32,
    /// How many of them are not left out.
    pub kept_count: i32,
    /// When the pages were copied.
    pub taken_at: DateTimeUtc,
    /// When it was locked.
    pub locked_at: Option<DateTimeUtc>,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Model {
    /// Who stands on it.
    ///
    /// # Errors
    /// A fault when the words cannot be read.
    pub fn shortlisted(&self) -> kernel::Result<Vec<Shortlisted>> {
        let read = serde_json::from_value(self.entries.clone());
        Ok(read.map_err(anyhow::Error::new)?)
    }
}

/// How many entries, as a column counts.
pub fn count_of<'a>(entries: impl IntoIterator<Item = &'a Shortlisted>) -> i32 {
    i32::try_from(entries.into_iter().count()).unwrap_or(i32::MAX)
}

/// The words of entries.
///
/// # Errors
/// A fault when they cannot be written.
pub fn words_of(entries: &[Shortlisted]) -> kernel::Result<Json> {
    Ok(serde_json::to_value(entries).map_err(anyhow::Error::new)?)
}

impl ActiveModelBehavior for ActiveModel {}
