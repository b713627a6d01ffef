//! Providers, demands and laws: found when they have all words of the question, or nearly all
//! when nothing has all; by sound, initials or with one wrong character when that gives nothing.

use std::collections::HashSet;

use tantivy::DocId;

use super::{Filter, Found, Reason, Task};
use crate::analysis::names;
use crate::document::Kind;
use crate::engine::{self, Plan};
use crate::index::view::Segment;
use crate::query::{Sort, build};
use crate::search::read_stored;

/// Less of the question than this covered is no hit.
const LEAST_COVERAGE: f32 = 0.34;
/// When nothing has all words: this much of what the best one has.
const NEARLY: f32 = 0.75;
/// All of the question, give or take rounding.
const WHOLE: (f32, f32) = (0.999, 0.0);
/// So many near names are looked at closely.
const LOOKED_AT: usize = 60;
/// What a law that is not in force keeps of its score.
const NOT_IN_FORCE: f32 = 0.45;

#[derive(Debug, Clone, Copy)]
struct Candidate {
    segment: u32,
    doc: DocId,
    coverage: f32,
    score: f32,
}

impl Task<'_> {
    pub(super) fn named(&mut self, kinds: &[Kind], asked: bool) -> anyhow::Result<Vec<Found>> {
        if !asked {
            return self.everything(kinds);
        }
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        if let Some((law, now)) = self.understood.law.and_then(|law| Some((law, law.now?)))
            && self.understood.names_a_law_only()
        {
            let plan = build::title(now, self.fields);
            let reason = Reason::Instead(law.title.to_owned());
            let instead = self.gather(&plan, &[Kind::Law], WHOLE)?;
            self.keep(instead, 3.0, Some(&reason), kinds, &mut seen, &mut found);
        }
        let mut plan = build::named(self.understood, self.fields);
        plan.strict = true;
        let mut candidates = self.gather(&plan, kinds, WHOLE)?;
        if candidates.is_empty() {
            plan.strict = false;
            candidates = self.gather(&plan, kinds, (LEAST_COVERAGE, NEARLY))?;
        }
        let best = candidates.iter().map(|found| found.coverage).fold(0.0, f32::max);
        let least = if best > 0.999 { 0.999 } else { (best * NEARLY).max(LEAST_COVERAGE) };
        let kept: Vec<Candidate> =
            candidates.into_iter().filter(|found| found.coverage >= least).collect();
        if best < 0.999 || kept.is_empty() {
            self.similar(kinds, &mut seen, &mut found)?;
        }
        self.keep(kept, best, None, kinds, &mut seen, &mut found);
        self.put_in_order(&mut found);
        Ok(found)
    }

    /// Everything that passes the filters.
    fn everything(&mut self, kinds: &[Kind]) -> anyhow::Result<Vec<Found>> {
        let mut all = Vec::new();
        for (place, segment) in (0..).zip(&self.view.segments) {
            let filter = Filter::new(segment, self.query, kinds);
            all.extend(
                (0..segment.reader.max_doc())
                    .filter(|doc| filter.passes(*doc))
                    .map(|doc| Candidate { segment: place, doc, coverage: 1.0, score: 0.0 }),
            );
        }
        let mut found = Vec::new();
        self.keep(all, 1.0, None, kinds, &mut HashSet::new(), &mut found);
        self.put_in_order(&mut found);
        Ok(found)
    }

    /// What the plan meets that passes the filters, covers at least so much of the question, and
    /// at least the share `nearly` of what the best one covers.
    fn gather(
        &self,
        plan: &Plan,
        kinds: &[Kind],
        (least, nearly): (f32, f32),
    ) -> anyhow::Result<Vec<Candidate>> {
        let coverage = plan.coverage();
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut best = 0.0_f32;
        engine::run(self.terms, self.fields, plan, |place, segment, board| {
            let filter = Filter::new(segment, self.query, kinds);
            for (doc, cell) in board.met() {
                let covered = coverage.of(cell.mask);
                if covered < least.max(best * nearly) || !filter.passes(doc) {
                    continue;
                }
                best = best.max(covered);
                let score = cell.score * self.prior(segment, doc) * covered * covered;
                candidates.push(Candidate { segment: place, doc, coverage: covered, score });
            }
        })?;
        Ok(candidates)
    }

    fn prior(&self, segment: &Segment, doc: DocId) -> f32 {
        let columns = &segment.columns;
        let (from, to) = columns.active[doc as usize];
        let in_force = i64::from(from) <= self.query.today && self.query.today < i64::from(to);
        let force = if in_force { 1.0 } else { NOT_IN_FORCE };
        (0.8 + 0.4 * columns.rank[doc as usize]) * force
    }

    /// Counts the candidates and takes them over with scores whose best is `top`.
    fn keep(
        &mut self,
        mut candidates: Vec<Candidate>,
        top: f32,
        reason: Option<&Reason>,
        kinds: &[Kind],
        seen: &mut HashSet<(u32, DocId)>,
        found: &mut Vec<Found>,
    ) {
        let wanted = kinds.contains(&Kind::Law) || reason.is_none();
        candidates.retain(|candidate| {
            wanted && (seen.is_empty() || !seen.contains(&(candidate.segment, candidate.doc)))
        });
        for (place, segment) in (0..).zip(&self.view.segments) {
            let here = candidates.iter().filter(|candidate| candidate.segment == place);
            self.count(segment, here.map(|candidate| candidate.doc));
        }
        let best = candidates.iter().map(|found| found.score).fold(0.0, f32::max);
        if self.order(true) == Sort::Relevance && candidates.len() > self.depth * 2 {
            let by_score = |a: &Candidate, b: &Candidate| b.score.total_cmp(&a.score);
            candidates.select_nth_unstable_by(self.depth, by_score);
            candidates.truncate(self.depth);
        }
        for candidate in candidates {
            if reason.is_some() {
                seen.insert((candidate.segment, candidate.doc));
            }
            found.push(Found {
                segment: candidate.segment,
                doc: candidate.doc,
                score: top * candidate.score / best.max(f32::EPSILON),
                reason: reason.cloned(),
            });
        }
    }

    fn put_in_order(&self, found: &mut Vec<Found>) {
        let columns = |found: &Found| &self.view.segments[found.segment as usize].columns;
        let rank = |found: &Found| columns(found).rank[found.doc as usize];
        let date = |found: &Found| columns(found).date[found.doc as usize];
        let newer = |a: &Found, b: &Found| date(b).cmp(&date(a));
        let order = |a: &Found, b: &Found| match self.order(!self.understood.plain.is_empty()) {
            Sort::Relevance => b.score.total_cmp(&a.score).then_with(|| newer(a, b)),
            Sort::Rank => rank(b).total_cmp(&rank(a)).then_with(|| newer(a, b)),
            Sort::Newest => newer(a, b),
        };
        if found.len() > self.depth * 2 {
            found.select_nth_unstable_by(self.depth, order);
            found.truncate(self.depth);
        }
        found.sort_by(order);
    }

    /// Names that sound alike, have the initials, or differ in one character.
    fn similar(
        &mut self,
        kinds: &[Kind],
        seen: &mut HashSet<(u32, DocId)>,
        found: &mut Vec<Found>,
    ) -> anyhow::Result<()> {
        if let Some(letters) = self.understood.letters() {
            let reasons = [Reason::Initials, Reason::Sound];
            for (plan, reason) in build::letters(&letters, self.fields).iter().zip(reasons) {
                let candidates = self.gather(plan, kinds, WHOLE)?;
                self.keep(candidates, 1.2, Some(&reason), kinds, seen, found);
            }
            return Ok(());
        }
        let plain = self.understood.plain.clone();
        let length = plain.chars().count();
        if !(3..=30).contains(&length) || !self.understood.is_chinese() {
            return Ok(());
        }
        let candidates = self.gather(&build::sound(&plain, self.fields), kinds, WHOLE)?;
        self.keep(candidates, 1.1, Some(&Reason::Sound), kinds, seen, found);
        let grams = names::grams(&plain).len().min(engine::CONCEPTS) as f32;
        let least = ((grams - 4.0) / grams).max(1.0 / grams) - 0.001;
        let mut candidates = self.gather(&build::near(&plain, self.fields), kinds, (least, 0.0))?;
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        candidates.truncate(LOOKED_AT);
        let mut near = Vec::new();
        for candidate in candidates {
            let stored = read_stored(self.view, self.fields, candidate.segment, candidate.doc)?;
            let is_near = std::iter::once(&stored.title).chain(&stored.names).any(|name| {
                let name = names::plain(&crate::analysis::normalise::text(name));
                names::contains_with_one_wrong(&name, &plain)
                    || names::differ_by_one(&name, &plain)
                    || names::differ_by_one(names::core(&name), &plain)
            });
            if is_near {
                near.push(candidate);
            }
        }
        self.keep(near, 1.1, Some(&Reason::NearName), kinds, seen, found);
        Ok(())
    }
}
