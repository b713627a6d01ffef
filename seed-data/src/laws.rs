//! Key points of laws in our own words, and which laws the Ecological Environment Code repealed.

use chrono::NaiveDate;
use serde::Deserialize;

const KEY_POINTS: &str = include_str!("../data/law-key-points.json");
const REPEALS: &str = include_str!("../data/law-repeals.json");

/// What one law means for the people who use the platform.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawKeyPoints {
    /// The law's full title, as published.
    pub title: String,
    /// Four to eight points.
    pub points: Vec<LawKeyPoint>,
}

/// One point with the articles that say it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawKeyPoint {
    /// Plain words, one or two sentences; not the law's own text.
    pub text: String,
    /// The numbers of the articles, ascending.
    pub articles: Vec<u32>,
}

impl LawKeyPoint {
    /// The point with its articles behind it: `……（第 174、176 条）`.
    #[must_use]
    pub fn line(&self) -> String {
        let numbers: Vec<String> = self.articles.iter().map(u32::to_string).collect();
        format!("{}（第 {} 条）", self.text, numbers.join("、"))
    }
}

/// The laws that one law repealed on one day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawRepeals {
    /// The day on which they ceased to be in force.
    pub repealed_on: NaiveDate,
    /// Full title of the law that repealed them.
    pub repealed_by: String,
    /// The article of that law which says so.
    pub basis_article: u32,
    /// Full titles of the repealed laws.
    pub laws: Vec<String>,
}

/// Key points, one entry a law.
#[must_use]
pub fn law_key_points() -> Vec<LawKeyPoints> {
    super::read(KEY_POINTS)
}

/// What the Ecological Environment Code repealed.
#[must_use]
pub fn law_repeals() -> LawRepeals {
    super::read(REPEALS)
}
