//! Whether a question of the test set is answered rightly: what holds a change of the stored answers back.

use anyhow::Result;

use crate::{Ask, Library, Tier, nearest_first};

/// Citations that are looked at.
const CITED: usize = 3;

/// A question of the test set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// As somebody asks it.
    pub question: String,
    /// The articles of which one must be cited, by slug and number; none when nothing answers.
    pub answers: Vec<(String, i64)>,
}

impl Library<'_> {
    /// Whether the case is answered rightly today: one of its articles among the first three citations, or
    /// nothing cited where nothing answers.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn is_right(&self, case: &Case, today: i64) -> Result<bool> {
        let ask = Ask { text: case.question.clone(), today, ..Ask::default() };
        let outcome = self.answer(&ask)?;
        if case.answers.is_empty() {
            return Ok(matches!(outcome.tier, Tier::Unknown | Tier::DidYouMean));
        }
        let mut cited: Vec<(String, i64)> = Vec::new();
        if outcome.tier == Tier::Answer {
            for entry in outcome.stored.iter().filter_map(|it| self.book.entry(&it.key)) {
                let mut cites = entry.cites.clone();
                nearest_first(&mut cites, &outcome.passages);
                cited.extend(cites);
            }
        }
        cited.extend(outcome.passages.iter().filter_map(|(it, _)| {
            let slug = it.card.get("slug")?.as_str()?.to_owned();
            Some((slug, it.card.get("articleNumber")?.as_i64()?))
        }));
        Ok(cited.iter().take(CITED).any(|it| case.answers.contains(it)))
    }

    /// How many of the cases are answered rightly.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn count_right(&self, cases: &[Case], today: i64) -> Result<usize> {
        let mut right = 0;
        for case in cases {
            right += usize::from(self.is_right(case, today)?);
        }
        Ok(right)
    }
}
