//! Limit values of standards, duties of firms, and duties as three provinces have them.

use chrono::NaiveDate;
use serde::Deserialize;

const LIMITS: &str = include_str!("../data/limits.json");
const COMPARISONS: &str = include_str!("../data/comparisons.json");
const MARKET: &str = include_str!("../data/market-citations.json");
const DUTIES: &str = include_str!("../data/duties.json");

/// A limit value of a standard.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSeed {
    /// What is limited: 化学需氧量.
    pub pollutant: String,
    /// Its short name: COD.
    pub pollutant_code: String,
    /// `WATER`, `AIR` or `NOISE`.
    pub medium: String,
    /// A decimal number.
    pub value: String,
    /// The upper end of a range (pH 6 to 9).
    pub value_max: Option<String>,
    /// As the standard writes it.
    pub unit: String,
    /// 日均值, 1小时均值; None when the standard does not say.
    pub statistic: Option<String>,
    /// For which industries, by name; none is all.
    pub industries: Vec<String>,
    /// The same as beginnings of GB/T 4754 codes.
    pub industry_codes: Vec<String>,
    /// `DIRECT` or `INDIRECT`; None for either.
    pub discharge: Option<String>,
    /// What else must hold.
    pub condition: Option<String>,
    /// `ALL`, or `SPECIAL_AREA` for areas with special limits.
    pub applies_to: String,
    /// The division it holds in; None is the whole country.
    pub place: Option<String>,
    /// The divisions of a special area.
    pub places: Vec<String>,
    /// The first day.
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub to: Option<NaiveDate>,
    /// The standard's number.
    pub standard: String,
    /// Its title.
    pub standard_title: String,
    /// Where in it.
    pub clause: String,
    /// `NATIONAL` or `LOCAL`.
    pub level: String,
    /// Whether the number was held against the text of the standard.
    pub verified: bool,
    /// Where the number comes from.
    pub source_note: String,
}

/// An article a duty rests on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitationSeed {
    /// The law's name.
    pub law: String,
    /// The article.
    pub article: i32,
}

/// What holds everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalRuleSeed {
    /// In our words.
    pub rule: Option<String>,
    /// Where it stands.
    pub citation: Option<CitationSeed>,
}

/// What holds in one division.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionalRuleSeed {
    /// The division.
    pub region: String,
    /// In our words; None when we do not hold its law.
    pub rule: Option<String>,
    /// Where it stands; None when the law has nothing of its own.
    pub citation: Option<CitationSeed>,
    /// Whether the library holds the law of the division.
    pub held: bool,
}

/// A duty as the three provinces have it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparisonSeed {
    /// What it is called by programs.
    pub key: String,
    /// The duty.
    pub duty: String,
    /// Its field.
    pub field: String,
    /// What holds everywhere.
    pub national: NationalRuleSeed,
    /// What holds where.
    pub rows: Vec<RegionalRuleSeed>,
    /// What a plant that works on both sides must follow.
    pub cross_border_note: Option<String>,
}

/// Whom a duty touches.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyHolderSeed {
    /// `KEY`, `SIMPLE`, `REGISTRATION`; None for all.
    pub permit_class: Option<Vec<String>>,
    /// Beginnings of GB/T 4754 codes; none is all.
    pub industries: Vec<String>,
    /// What a firm must be to be touched: any of these; none is all.
    pub traits: Vec<String>,
}

/// A day of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearDaySeed {
    /// From 1.
    pub month: u32,
    /// From 1.
    pub day: u32,
}

/// A duty of firms.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutySeed {
    /// What it is called by programs.
    pub key: String,
    /// The duty.
    pub title: String,
    /// Whom it touches.
    pub who: DutyHolderSeed,
    /// Where; None is everywhere.
    pub region: Option<String>,
    /// `YEARLY`, `QUARTERLY`, `MONTHLY`, `ONCE` or `EVENT`.
    pub rhythm: String,
    /// The day the article names.
    pub due: Option<YearDaySeed>,
    /// By when, in words.
    pub within: Option<String>,
    /// What must be done, in our words.
    pub what: String,
    /// Where it stands.
    pub citations: Vec<CitationSeed>,
    /// Its field.
    pub field: String,
}

/// Something of the market that rests on articles: a rule of the ranking, a procedure, a template.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketCitationSeed {
    /// `RANKING_RULE` or `TEMPLATE`.
    pub kind: String,
    /// What it is called by programs.
    pub id: String,
    /// What it is, for people.
    pub title: String,
    /// Where it can be seen.
    pub path: String,
    /// The laws and articles it rests on.
    pub places: Vec<(String, i32)>,
}

/// What of the market rests on articles.
#[must_use]
pub fn market_citations() -> Vec<MarketCitationSeed> {
    super::read(MARKET)
}

/// Limit values of standards.
#[must_use]
pub fn limits() -> Vec<LimitSeed> {
    super::read(LIMITS)
}

/// Duties as three provinces have them.
#[must_use]
pub fn comparisons() -> Vec<ComparisonSeed> {
    super::read(COMPARISONS)
}

/// Duties of firms.
#[must_use]
pub fn duties() -> Vec<DutySeed> {
    super::read(DUTIES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_limit_is_a_number_with_a_standard_behind_it() {
        for it in limits() {
            let name = format!("{} {} {}", it.standard, it.clause, it.pollutant);
            let value: f64 = it.value.parse().expect("a number");
            let most = it.value_max.as_deref().map(|it| it.parse::<f64>().expect("a number"));
            assert!(most.is_none_or(|it| it > value), "{name}");
            assert!(["WATER", "AIR", "NOISE"].contains(&it.medium.as_str()), "{name}");
            assert!(["NATIONAL", "LOCAL"].contains(&it.level.as_str()), "{name}");
            assert!(!it.unit.is_empty() && !it.clause.is_empty(), "{name}");
            let has_place = it.place.is_some() || !it.places.is_empty();
            assert!(it.level == "NATIONAL" || has_place, "{name}");
        }
    }

    #[test]
    fn what_the_market_rests_on_is_named_once() {
        let mut ids = BTreeSet::new();
        for it in market_citations() {
            assert!(["RANKING_RULE", "TEMPLATE"].contains(&it.kind.as_str()), "{}", it.id);
            assert!(it.path.starts_with('/') && !it.places.is_empty(), "{}", it.id);
            assert!(
                it.places.iter().all(|(law, number)| !law.is_empty() && *number > 0),
                "{}",
                it.id
            );
            assert!(ids.insert(it.id.clone()), "{} twice", it.id);
        }
    }

    #[test]
    fn every_duty_rests_on_an_article() {
        let mut keys = BTreeSet::new();
        for it in duties() {
            assert!(!it.citations.is_empty(), "{}", it.key);
            assert!(it.due.is_some() || it.within.is_some(), "{}", it.key);
            let is_day = |due: YearDaySeed| NaiveDate::from_ymd_opt(2026, due.month, due.day);
            assert!(it.due.is_none_or(|due| is_day(due).is_some()), "{}", it.key);
            assert!(keys.insert(it.key));
        }
    }

    #[test]
    fn a_comparison_says_where_the_library_holds_nothing() {
        for it in comparisons() {
            let regions: BTreeSet<&str> = it.rows.iter().map(|it| it.region.as_str()).collect();
            assert!(["31", "32", "33"].iter().all(|it| regions.contains(it)), "{}", it.key);
            for row in &it.rows {
                assert_eq!(row.held, row.rule.is_some(), "{} {}", it.key, row.region);
            }
        }
    }
}
