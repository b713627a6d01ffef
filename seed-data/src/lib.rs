//! What a new installation starts with: categories, demo firms and needs, key points of laws,
//! demo accounts, and the mapping files for foreign sheets. Everything is compiled in.
//!
//! Written by us; where a fact comes from stands in `README.md`. The seed command loads it
//! through the ordinary actions, so nothing here knows a table. Dates that must not grow old
//! (terms of permits, deadlines, reviews) are days relative to the day of seeding.

mod accounts;
mod answers;
mod apps;
mod categories;
mod demands;
mod laws;
mod library;
mod mappings;
mod providers;

pub use accounts::{AccountOrganisation, AccountSeed, accounts};
pub use answers::{answers, cases, guides};
pub use apps::{AppSeed, apps};
pub use categories::{CategorySeed, categories};
pub use demands::{DemandSeed, DemandSeeds, EnterpriseSeed, demands};
pub use laws::{LawKeyPoint, LawKeyPoints, LawRepeals, law_key_points, law_repeals};
pub use library::{
    CitationSeed, ComparisonSeed, DutyHolderSeed, DutySeed, LimitSeed, MarketCitationSeed,
    NationalRuleSeed, RegionalRuleSeed, YearDaySeed, comparisons, duties, limits, market_citations,
};
pub use mappings::{mapping, mapping_names};
pub use providers::{ProviderSeed, QualificationSeed, ReviewSeed, providers};

/// What stands in the source column of everything that is seeded for demonstration.
pub const DEMO_SOURCE: &str = "演示数据";

/// The day that lies `days` after `today`; before it when negative. The calendar's own end is
/// never reached by the few thousand days of our tables.
fn days_from(today: chrono::NaiveDate, days: i64) -> chrono::NaiveDate {
    today + chrono::TimeDelta::days(days)
}

/// Reads one of our JSON tables.
fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("a table that is compiled in was read by the tests")
}
