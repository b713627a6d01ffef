//! What an entry must be.

use super::entity::answer::{Audience, Field};
use chrono::NaiveDate;
use kernel::RegionCode;
use serde::{Deserialize, Serialize};

/// An article that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Citation {
    /// The law's slug.
    pub law: String,
    /// The number of the article.
    pub article: i32,
}

/// An entry as it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// By which it is known.
    pub key: String,
    /// The question.
    pub question: String,
    /// Other ways to ask it.
    pub alternatives: Vec<String>,
    /// The answer.
    pub answer: String,
    /// What it is about.
    pub field: Field,
    /// The province it is for.
    pub region: Option<RegionCode>,
    /// For whom.
    pub audience: Audience,
    /// The articles it rests on.
    pub citations: Vec<Citation>,
    /// The first day it is right.
    pub valid_from: NaiveDate,
    /// The last day it is right.
    pub valid_to: Option<NaiveDate>,
    /// By when somebody looks at it again.
    pub review_by: NaiveDate,
}

/// A guide as it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewGuide {
    /// By which it is known.
    pub key: String,
    /// What is applied for.
    pub title: String,
    /// What it is about.
    pub field: Field,
    /// The province it is for.
    pub region: Option<RegionCode>,
    /// Who applies.
    pub who: String,
    /// What is done, in order.
    pub steps: Vec<String>,
    /// What is handed in.
    pub papers: Vec<String>,
    /// Where.
    pub place: String,
    /// How long it takes.
    pub time_limit: String,
    /// What it costs.
    pub fee: String,
    /// Where it is done on the net.
    pub link: Option<String>,
    /// The articles it rests on.
    pub citations: Vec<Citation>,
    /// The first day it is right.
    pub valid_from: NaiveDate,
    /// The last day it is right.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// By when somebody looks at it again.
    pub review_by: NaiveDate,
}

/// Whether something is right on a day.
pub fn is_valid(from: NaiveDate, to: Option<NaiveDate>, today: NaiveDate) -> bool {
    from <= today && to.is_none_or(|it| today <= it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_a_day_on_which_it_is_right() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let (from, to) = (day("2026-08-15"), Some(day("2026-12-31")));
        for (today, right) in [
            ("2026-08-14", false),
            ("2026-08-15", true),
            ("2026-12-31", true),
            ("2027-01-01", false),
        ] {
            assert_eq!(is_valid(from, to, day(today)), right, "{today}");
        }
        assert!(is_valid(from, None, day("2040-01-01")));
    }
}
