//! Providers, demands and laws: found when they have all words of the question, or nearly all
//! when nothing has all.

use std::collections::HashSet;

use tantivy::DocId;

use super::draw::Lots;
use super::shortlist::{Candidate, Shortlist};
use super::{Filter, Found, Reason, Task, Totals};
use crate::document::Kind;
use crate::engine::{self, Plan};
use crate::index::view::Segment;
use crate::position;
use crate::query::{Force, Sort, build};

/// Less of the question than this covered is no hit.
const LEAST_COVERAGE: f32 = 0.34;
/// When nothing has all words: this much of what the best one has.
const NEARLY: f32 = 0.75;
/// What a law that is not in force keeps of its score.
const NOT_IN_FORCE: f32 = 0.45;
/// What was found so far, and which of it must not be found again.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) found: Vec<(f64, Found)>,
    pub(super) seen: HashSet<(u32, DocId)>,
}

impl Task<'_> {
    pub(super) fn named(&mut self, kinds: &[Kind], asked: bool) -> anyhow::Result<Vec<Found>> {
        let mut gathered = Gathered::default();
        if asked {
            self.instead(kinds, &mut gathered)?;
            self.by_words(kinds, &mut gathered)?;
        } else {
            let everything = self.everything(kinds);
            self.take_over(everything, 1.0, None, &mut gathered);
        }
        let mut found = gathered.found;
        // Ties go by place, so that one page after the other covers each hit once.
        let by_key = |(a, x): &(f64, Found), (b, y): &(f64, Found)| {
            b.total_cmp(a).then_with(|| (x.segment, x.doc).cmp(&(y.segment, y.doc)))
        };
        if found.len() > self.depth.max(1) {
            found.select_nth_unstable_by(self.depth.max(1) - 1, by_key);
            found.truncate(self.depth);
        }
        found.sort_by(by_key);
        Ok(found.into_iter().map(|(_, found)| found).collect())
    }

    /// Where a repealed law that is named stands today.
    fn instead(&mut self, kinds: &[Kind], gathered: &mut Gathered) -> anyhow::Result<()> {
        let Some(law) = self.understood.law.filter(|_| self.understood.names_a_law_only()) else {
            return Ok(());
        };
        if let Some(now) = law.now.filter(|_| kinds.contains(&Kind::Law)) {
            let reason = Reason::Instead(law.title.to_owned());
            let found =
                self.whole(&build::title(now, self.fields), &[Kind::Law], &gathered.seen)?;
            self.take_over(found, 3.0, Some(&reason), gathered);
        }
        Ok(())
    }

    fn by_words(&mut self, kinds: &[Kind], gathered: &mut Gathered) -> anyhow::Result<()> {
        let mut plan = build::named(self.understood, self.fields, self.terms);
        let whole = self.whole(&plan, kinds, &gathered.seen)?;
        if !whole.is_empty() {
            self.take_over(whole, 1.0, None, gathered);
            return Ok(());
        }
        self.similar(kinds, gathered)?;
        plan.strict = false;
        let mut partly = self.partly(&plan, kinds, LEAST_COVERAGE, NEARLY)?;
        partly.retain(|it| !gathered.seen.contains(&(it.segment, it.doc)));
        self.count_all(&partly);
        let best = partly.iter().map(|it| it.coverage).fold(0.0, f32::max);
        self.take_over(partly, best, None, gathered);
        Ok(())
    }

    /// Everything that passes the filters, counted; some of it is drawn by lot on the way.
    fn everything(&mut self, kinds: &[Kind]) -> Vec<Candidate> {
        let mut best = Shortlist::new(self.depth);
        let mut lots = self.query.draw.as_ref().map(|draw| Lots::new(draw, self.query.today));
        for (place, segment) in (0..).zip(&self.view.segments) {
            let filter = Filter::new(segment, self.query, kinds);
            let mut totals = Totals::new(segment, self.counts.is_some());
            if let Some(lots) = &mut lots {
                lots.enter(place, &segment.columns);
            }
            let listed = kinds.iter().map(|kind| &segment.columns.listed[usize::from(kind.code())]);
            for doc in listed.flatten().copied() {
                if totals.takes(&filter, doc) {
                    best.add(self.candidate(place, segment, doc, 0.0, 1.0));
                    if let Some(lots) = &mut lots {
                        lots.add(&segment.columns, doc);
                    }
                }
            }
            self.add_totals(segment, &totals);
        }
        self.drawn = lots.map(Lots::drawn).unwrap_or_default();
        best.candidates
    }

    /// The best of what covers all of the plan, passes the filters and was not seen before; all
    /// of it is counted.
    pub(super) fn whole(
        &mut self,
        plan: &Plan,
        kinds: &[Kind],
        seen: &HashSet<(u32, DocId)>,
    ) -> anyhow::Result<Vec<Candidate>> {
        let wanted = plan.whole();
        let mut best = Shortlist::new(self.depth);
        let mut all_totals = Vec::new();
        engine::run(self.terms, self.fields, plan, |place, segment, board| {
            let filter = Filter::new(segment, self.query, kinds);
            let mut totals = Totals::new(segment, self.counts.is_some());
            for (doc, cell) in board.met() {
                let known = !seen.is_empty() && seen.contains(&(place, doc));
                let is_whole = cell.mask & wanted == wanted && !known;
                if is_whole && totals.takes(&filter, doc) {
                    best.add(self.candidate(place, segment, doc, cell.score, 1.0));
                }
            }
            all_totals.push((place, totals));
        })?;
        for (place, totals) in all_totals {
            self.add_totals(&self.view.segments[place as usize], &totals);
        }
        Ok(best.candidates)
    }

    /// What covers at least so much of the plan, and at least the share `nearly` of what the best
    /// one covers. Nothing is counted.
    pub(super) fn partly(
        &self,
        plan: &Plan,
        kinds: &[Kind],
        least: f32,
        nearly: f32,
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
                candidates.push(self.candidate(place, segment, doc, cell.score, covered));
            }
        })?;
        candidates.retain(|candidate| candidate.coverage >= best * nearly);
        Ok(candidates)
    }

    fn candidate(
        &self,
        place: u32,
        segment: &Segment,
        doc: DocId,
        score: f32,
        coverage: f32,
    ) -> Candidate {
        let columns = &segment.columns;
        let in_force = columns.force(doc, self.query.today) == Force::Now;
        let force = if in_force { 1.0 } else { NOT_IN_FORCE };
        let rank = columns.rank[doc as usize];
        let score = score * (0.8 + 0.4 * rank) * force * coverage * coverage;
        let key = match self.order {
            Sort::Relevance => f64::from(score),
            Sort::Rank => f64::from(rank),
            Sort::Name => -columns.name[doc as usize],
            Sort::Nearest => self
                .query
                .near
                .map_or(0.0, |near| -position::apart(near, columns.position[doc as usize])),
            Sort::Newest => columns.date[doc as usize] as f64,
        };
        Candidate { segment: place, doc, coverage, score, key }
    }

    pub(super) fn count_all(&mut self, candidates: &[Candidate]) {
        for (place, segment) in (0..).zip(&self.view.segments) {
            let mut totals = Totals::new(segment, self.counts.is_some());
            for candidate in candidates.iter().filter(|candidate| candidate.segment == place) {
                totals.count(segment, candidate.doc);
            }
            self.add_totals(segment, &totals);
        }
    }

    /// Takes candidates over with scores whose best is `top`.
    pub(super) fn take_over(
        &self,
        candidates: Vec<Candidate>,
        top: f32,
        reason: Option<&Reason>,
        gathered: &mut Gathered,
    ) {
        let best = candidates.iter().map(|it| it.score).fold(0.0, f32::max).max(f32::EPSILON);
        let by_score = self.order == Sort::Relevance;
        for candidate in candidates {
            let Candidate { segment, doc, .. } = candidate;
            if reason.is_some() && !gathered.seen.insert((segment, doc)) {
                continue;
            }
            let score = top * candidate.score / best;
            let key = if by_score { f64::from(score) } else { candidate.key };
            let found = Found { segment, doc, score, reason: reason.cloned() };
            gathered.found.push((key, found));
        }
    }
}
