//! Articles: the ones that cover most of the question, in force before repealed.

use tantivy::DocId;

use super::{Filter, Found, Task, Totals};
use crate::document::Kind;
use crate::engine;
use crate::facets;
use crate::index::view::Segment;
use crate::query::{Sort, build, scopes};
use crate::schema;

/// What an article keeps of its score when it is not in force.
const NOT_IN_FORCE: f32 = 0.35;
/// What an article of a region keeps when the question names no region.
const LOCAL: f32 = 0.55;
/// What an article on a narrow subject keeps when the question does not mention it.
const OFF_SUBJECT: f32 = 0.75;
/// What an article of the region gains that the question names.
const ASKED_FOR: f32 = 1.4;
/// What each of our terms that an article lacks, of the few that are counted, takes away: laws
/// on other matters use the same common words.
const FOREIGN: f32 = 0.1;
/// What the number of the article that was asked for adds, beside anything words can give.
const NUMBER: f32 = 1_000.0;
/// Articles whose words give less of what those of the best one give do
/// not count as found.
const TAIL: f32 = 0.3;

#[derive(Debug, Clone, Copy)]
struct Candidate {
    segment: u32,
    doc: DocId,
    covered: f32,
    /// What the words give.
    worth: f32,
    /// What the words give, weighed with force, place and rank.
    score: f32,
}

impl Task<'_> {
    pub(super) fn articles(&mut self, asked: bool) -> anyhow::Result<Vec<Found>> {
        let (view, fields) = (self.view, self.fields);
        if !asked {
            return self.all_articles();
        }
        let plan = build::articles(self.understood, fields, self.terms);
        let (coverage, gain) = (plan.coverage(), plan.gain());
        let unmentioned = scopes::unmentioned(&self.understood.text);
        let mut found: Vec<Candidate> = Vec::new();
        let mut best = 0.0_f32;
        engine::run(self.terms, fields, &plan, |place, segment, board| {
            let filter = Filter::new(segment, self.query, &[Kind::Article]);
            for (doc, cell) in board.met() {
                let number = self.number(segment, doc);
                if cell.score + number < best * TAIL {
                    continue;
                }
                let covered = coverage.of(cell.mask);
                let worth = cell.score * (0.35 + 0.65 * covered) + number * covered;
                if worth >= best * TAIL && filter.passes(doc) {
                    best = best.max(worth);
                    let hints = 1.0 + gain.of(cell.mask);
                    let scope = usize::from(segment.columns.scope[doc as usize]);
                    let narrow = unmentioned.get(scope).is_some_and(|silent| *silent);
                    let subject = if narrow { OFF_SUBJECT } else { 1.0 };
                    let score = worth * hints * subject * self.article_prior(segment, doc);
                    found.push(Candidate { worth, score, segment: place, doc, covered });
                }
            }
        })?;
        found.retain(|candidate| candidate.worth >= best * TAIL);
        for (place, segment) in (0..).zip(&view.segments) {
            let mut totals = Totals::new(segment, self.counts.is_some());
            for candidate in found.iter().filter(|candidate| candidate.segment == place) {
                totals.count(segment, candidate.doc);
            }
            self.add_totals(segment, &totals);
        }
        found.sort_by(|a, b| {
            let place = |candidate: &Candidate| (candidate.segment, candidate.doc);
            b.score.total_cmp(&a.score).then_with(|| place(a).cmp(&place(b)))
        });
        found.truncate(self.depth);
        let (covered, whole) = found.first().map_or((0.0, 1.0), |best| (best.covered, best.score));
        // A thing that has all words in its name comes before an article that has them.
        let mut top = covered * 0.99;
        if best > NUMBER / 2.0 {
            // Nothing answers better than the article that is named.
            top = 5.0;
        }
        let found = found.into_iter().map(|candidate| Found {
            segment: candidate.segment,
            doc: candidate.doc,
            score: top * candidate.score / whole.max(f32::EPSILON),
            reason: None,
        });
        Ok(found.collect())
    }

    fn number(&self, segment: &Segment, doc: DocId) -> f32 {
        match self.understood.number {
            Some(number) if u64::from(segment.columns.number[doc as usize]) == number => NUMBER,
            _ => 0.0,
        }
    }

    fn article_prior(&self, segment: &Segment, doc: DocId) -> f32 {
        let columns = &segment.columns;
        let place = doc as usize;
        let (from, to) = columns.active[place];
        let in_force = i64::from(from) <= self.query.today && self.query.today < i64::from(to);
        let force = if in_force { 1.0 } else { NOT_IN_FORCE };
        let region = columns.regions[usize::from(columns.region[place])];
        let chosen = self.query.region.as_deref().map(facets::region_code);
        let chosen = chosen.filter(|code| *code > 0).map(|code| code / 10_000_000);
        let local = match (region, self.understood.region.or(chosen)) {
            (0, _) => 1.0,
            (region, Some(asked)) if region / 10_000_000 == asked => ASKED_FOR,
            _ => LOCAL,
        };
        let foreign = schema::TERMS_COUNTED.saturating_sub(columns.terms[place].into()) as f32;
        force * local * (0.7 + 0.6 * columns.rank[place]) * (1.0 - FOREIGN * foreign)
    }

    fn all_articles(&mut self) -> anyhow::Result<Vec<Found>> {
        let mut all = Vec::new();
        for (place, segment) in (0..).zip(&self.view.segments) {
            let filter = Filter::new(segment, self.query, &[Kind::Article]);
            let docs: Vec<DocId> =
                (0..segment.reader.max_doc()).filter(|doc| filter.passes(*doc)).collect();
            let mut totals = Totals::new(segment, self.counts.is_some());
            docs.iter().for_each(|doc| totals.count(segment, *doc));
            self.add_totals(segment, &totals);
            let columns = &segment.columns;
            let newest = self.query.sort == Sort::Newest;
            all.extend(docs.into_iter().map(|doc| {
                let at = doc as usize;
                let score = if newest { columns.date[at] as f32 } else { columns.rank[at] };
                Found { segment: place, doc, score, reason: None }
            }));
        }
        all.sort_by(|a, b| b.score.total_cmp(&a.score));
        all.truncate(self.depth);
        Ok(all)
    }
}
