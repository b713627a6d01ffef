//! The best of many candidates, without keeping them all.

use tantivy::DocId;

/// So many times more candidates than needed are gathered before the worst are dropped.
const SURPLUS: usize = 4;

/// A document that may be among the best.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) segment: u32,
    pub(super) doc: DocId,
    pub(super) coverage: f32,
    pub(super) score: f32,
    /// What the order goes by, the highest first.
    pub(super) key: f64,
}

/// The best candidates, as many as are needed and somewhat more.
pub(super) struct Shortlist {
    pub(super) candidates: Vec<Candidate>,
    depth: usize,
    /// Candidates below this key are not among the best.
    least: f64,
}

impl Shortlist {
    /// For so many, of which there is always one.
    pub(super) fn new(depth: usize) -> Self {
        Self { candidates: Vec::new(), depth: depth.max(1), least: f64::NEG_INFINITY }
    }

    #[inline]
    pub(super) fn add(&mut self, candidate: Candidate) {
        if candidate.key < self.least {
            return;
        }
        self.candidates.push(candidate);
        if self.candidates.len() >= self.depth * SURPLUS {
            self.candidates.select_nth_unstable_by(self.depth - 1, Candidate::order);
            self.candidates.truncate(self.depth);
            self.least = self.candidates[self.depth - 1].key;
        }
    }
}

impl Candidate {
    /// The highest key first. Ties go by place, so that one page after the other covers each hit
    /// once.
    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        let place = |it: &Self| (it.segment, it.doc);
        other.key.total_cmp(&self.key).then_with(|| place(self).cmp(&place(other)))
    }
}
