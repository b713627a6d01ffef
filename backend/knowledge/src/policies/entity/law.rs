//! Rows of laws: one row is one dated text.

use super::super::rules::LawKind;
use super::super::rules::dates::Days;
use super::super::rules::fields::{self, LawDomain};
use super::super::rules::structure::ContentsEntry;
use kernel::RegionCode;
use kernel::id::LawId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Article numbers, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Numbers(pub Vec<i32>);

/// A law's contents, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Contents(pub Vec<ContentsEntry>);

/// Sentences, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Sentences(pub Vec<String>);

/// A dated text of a law.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "laws")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LawId,
    /// The law, whatever its date.
    pub slug: String,
    /// The day of the vote or order that made this text.
    pub version_on: Date,
    /// As published.
    pub title: String,
    /// What sort of norm.
    pub kind: LawKind,
    /// Who made it.
    pub issuer: Option<String>,
    /// 文号.
    pub number: Option<String>,
    /// What it is about; null where that was not read yet.
    pub domain: Option<LawDomain>,
    /// The division of GB/T 4754 it was made for.
    pub industry: Option<String>,
    /// Where it holds; null is the whole country, or a place outside our three provinces.
    pub region_code: Option<RegionCode>,
    /// The first vote or order.
    pub issued_on: Option<Date>,
    /// The first day this text holds.
    pub effective_on: Date,
    /// The first day a newer text of the same law holds.
    pub superseded_on: Option<Date>,
    /// The first day the law no longer holds.
    pub repealed_on: Option<Date>,
    /// The title of what repealed it.
    pub repealed_by: Option<String>,
    /// How many articles this copy has, annexes aside.
    pub article_count: i32,
    /// Numbers this copy lacks.
    pub missing_articles: Numbers,
    /// Its headings.
    pub contents: Contents,
    /// What it means in practice, in our words.
    pub key_points: Sentences,
    /// What stands before the first article.
    pub preamble: Option<String>,
    /// A fingerprint of the words.
    pub digest: String,
    /// Who gave the copy.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<Date>,
    /// When it became known.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl Model {
    /// The row with what its title says it is about.
    #[must_use]
    pub fn with_fields(self) -> Self {
        let domain = Some(fields::domain(&self.title));
        let industry = fields::industry(&self.title).map(str::to_owned);
        Self { domain, industry, ..self }
    }

    /// The days that decide where the text stands.
    pub fn days(&self) -> Days {
        Days {
            version_on: self.version_on,
            effective_on: self.effective_on,
            superseded_on: self.superseded_on,
            repealed_on: self.repealed_on,
        }
    }
}

/// None: articles point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
