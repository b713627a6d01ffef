//! Names that are not written as they were typed: alike in sound, by their initials, or with one
//! wrong character.

use super::named::Gathered;
use super::shortlist::Candidate;
use super::{Reason, Task};
use crate::analysis::{names, normalise};
use crate::document::Kind;
use crate::engine;
use crate::query::build;
use crate::search::read_stored;

/// So many near names are looked at closely.
const LOOKED_AT: usize = 60;
/// Names of fewer or more characters are not compared.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=30;
/// One wrong character breaks so many grams at most.
const BROKEN: f32 = 4.0;

impl Task<'_> {
    /// Gathers and counts the names that may have been meant.
    pub(super) fn similar(
        &mut self,
        kinds: &[Kind],
        gathered: &mut Gathered,
    ) -> anyhow::Result<()> {
        if let Some(letters) = self.understood.letters() {
            let reasons = [Reason::Initials, Reason::Sound];
            for (plan, reason) in build::letters(&letters, self.fields).iter().zip(reasons) {
                let found = self.whole(plan, kinds, &gathered.seen)?;
                self.take_over(found, 1.2, Some(&reason), gathered);
            }
            return Ok(());
        }
        let plain = self.understood.plain.clone();
        if !LENGTHS.contains(&plain.chars().count()) || !self.understood.is_chinese() {
            return Ok(());
        }
        let sound = self.whole(&build::sound(&plain, self.fields), kinds, &gathered.seen)?;
        self.take_over(sound, 1.1, Some(&Reason::Sound), gathered);
        let mut near = self.near(&plain, kinds)?;
        near.retain(|it| !gathered.seen.contains(&(it.segment, it.doc)));
        self.count_all(&near);
        self.take_over(near, 1.1, Some(&Reason::NearName), gathered);
        Ok(())
    }

    fn near(&self, plain: &str, kinds: &[Kind]) -> anyhow::Result<Vec<Candidate>> {
        let grams = names::grams(plain).len().min(engine::CONCEPTS) as f32;
        let least = ((grams - BROKEN) / grams).max(1.0 / grams) - 0.001;
        let mut candidates = self.partly(&build::near(plain, self.fields), kinds, least, 0.0)?;
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        candidates.truncate(LOOKED_AT);
        let mut near = Vec::new();
        for candidate in candidates {
            let stored = read_stored(self.view, self.fields, candidate.segment, candidate.doc)?;
            let is_near = std::iter::once(&stored.title).chain(&stored.names).any(|name| {
                let name = names::plain(&normalise::text(name));
                names::contains_with_one_wrong(&name, plain)
                    || names::differ_by_one(&name, plain)
                    || names::differ_by_one(names::core(&name), plain)
            });
            if is_near {
                near.push(candidate);
            }
        }
        Ok(near)
    }
}
