//! Invented service providers with their qualifications and reviews.

use chrono::NaiveDate;
use serde::Deserialize;

const JSON: &str = include_str!("../data/providers.json");

/// An invented provider, to be stored with the mark for demo data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSeed {
    /// The name by which our own tables refer to it; never shown.
    pub key: String,
    /// Its registered name.
    pub name: String,
    /// What people call it.
    pub short_name: String,
    /// An invented credit code whose check digit holds.
    pub credit_code: String,
    /// Its division, to town level.
    pub region: String,
    /// Its invented address.
    pub address: String,
    /// Two or three sentences about it.
    pub introduction: String,
    /// LARGE, MEDIUM, SMALL or MICRO.
    pub size: String,
    /// How many people work there.
    pub people_count: i32,
    /// When it was founded.
    pub founded_on: NaiveDate,
    /// Codes of the categories it offers.
    pub categories: Vec<String>,
    /// Divisions in which it serves.
    pub service_regions: Vec<String>,
    /// Its qualifications; at least one.
    pub qualifications: Vec<QualificationSeed>,
    /// Its reviews, newest first; may be empty.
    pub reviews: Vec<ReviewSeed>,
}

/// One qualification of an invented provider.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualificationSeed {
    /// Unique among all qualifications here: the source key.
    pub key: String,
    /// CMA, EIA, HAZARDOUS_WASTE, ENGINEERING, OPERATION or OTHER.
    pub kind: String,
    /// What the certificate is called.
    pub name: String,
    /// Its number; all begin with 演示.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// What it covers, in words.
    #[serde(default)]
    pub scope: Option<String>,
    /// How hazardous waste may be handled: 收集、贮存、利用、处置 in some combination.
    #[serde(default)]
    pub mode: Option<String>,
    /// Classes of hazardous waste, `HW01` to `HW50`; empty for other kinds.
    #[serde(default)]
    pub waste_classes: Vec<String>,
    /// Tonnes a year it allows; None when it names no amount.
    #[serde(default)]
    pub annual_tonnes: Option<f64>,
    /// The amount as the certificate words it.
    #[serde(default)]
    pub capacity_text: Option<String>,
    /// First day of its term, in days from the day of seeding; negative lies in the past.
    pub valid_from_in_days: i64,
    /// Last day of its term; None when it does not end.
    #[serde(default)]
    pub valid_to_in_days: Option<i64>,
}

impl QualificationSeed {
    /// The first day of its term when seeded on `today`.
    #[must_use]
    pub fn valid_from(&self, today: NaiveDate) -> NaiveDate {
        super::days_from(today, self.valid_from_in_days)
    }

    /// The last day of its term when seeded on `today`; None when it does not end.
    #[must_use]
    pub fn valid_to(&self, today: NaiveDate) -> Option<NaiveDate> {
        let days = self.valid_to_in_days?;
        Some(super::days_from(today, days))
    }
}

/// One invented review.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewSeed {
    /// Who wrote it, without a real name: 盛泽镇某印染企业.
    pub author: String,
    /// 1 to 5.
    pub stars: i32,
    /// A sentence or two.
    pub text: String,
    /// How many days before the day of seeding it was written.
    pub written_days_ago: i64,
}

impl ReviewSeed {
    /// The day it was written when seeded on `today`.
    #[must_use]
    pub fn written_on(&self, today: NaiveDate) -> NaiveDate {
        super::days_from(today, -self.written_days_ago)
    }
}

/// Every invented provider.
#[must_use]
pub fn providers() -> Vec<ProviderSeed> {
    super::read(JSON)
}
