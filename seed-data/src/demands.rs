//! Invented needs and the invented enterprises that post them.

use serde::Deserialize;

const JSON: &str = include_str!("../data/demands.json");

/// Needs and their enterprises.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemandSeeds {
    /// The enterprises that post.
    pub enterprises: Vec<EnterpriseSeed>,
    /// What they post.
    pub demands: Vec<DemandSeed>,
}

/// An invented enterprise, to be stored with the mark for demo data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnterpriseSeed {
    /// The name by which our own tables refer to it; never shown.
    pub key: String,
    /// Its registered name.
    pub name: String,
    /// An invented credit code whose check digit holds.
    pub credit_code: String,
    /// Its division, to town level.
    pub region: String,
    /// Its invented address.
    pub address: String,
}

/// One invented need.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemandSeed {
    /// Unique among the needs here: a request key that makes seeding twice harmless.
    pub key: String,
    /// The key of the enterprise that posts it.
    pub enterprise: String,
    /// Its title.
    pub title: String,
    /// What is wanted, two or three sentences.
    pub description: String,
    /// The code of the category of services.
    pub category: String,
    /// Where the work is, to town level.
    pub region: String,
    /// The invented address.
    pub address: String,
    /// Lower end of the budget in yuan; None when it is left open.
    #[serde(default)]
    pub budget_min_yuan: Option<i64>,
    /// Upper end of the budget in yuan; None when it is left open.
    #[serde(default)]
    pub budget_max_yuan: Option<i64>,
    /// The code of the national list of hazardous waste: `900-039-49`.
    #[serde(default)]
    pub waste_code: Option<String>,
    /// How much, in `unit`.
    #[serde(default)]
    pub quantity: Option<f64>,
    /// The unit of `quantity`.
    #[serde(default)]
    pub unit: Option<String>,
    /// The deadline in days from the moment of seeding; negative for a need that is past it.
    pub deadline_in_days: i64,
    /// How many days before the moment of seeding it was posted.
    pub posted_days_ago: i64,
}

/// Every invented need with the enterprises behind them.
#[must_use]
pub fn demands() -> DemandSeeds {
    super::read(JSON)
}
