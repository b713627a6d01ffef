//! Drawing by lot while a list is walked.

use tantivy::DocId;

use super::Found;
use super::shortlist::{Candidate, Shortlist};
use crate::facets::MARK;
use crate::index::view::{ChosenPaths, Columns};
use crate::query::Draw;

/// A draw under way.
pub(super) struct Lots<'a> {
    draw: &'a Draw,
    today: i64,
    best: Shortlist,
    segment: u32,
    taking_part: Option<ChosenPaths>,
}

impl<'a> Lots<'a> {
    pub(super) fn new(draw: &'a Draw, today: i64) -> Self {
        let best = Shortlist::new(draw.offset + draw.limit);
        Self { draw, today, best, segment: 0, taking_part: None }
    }

    /// Goes on with the next segment.
    pub(super) fn enter(&mut self, segment: u32, columns: &Columns) {
        let is_mark = |path: &str| path.strip_prefix(MARK) == Some(self.draw.mark.as_str());
        self.segment = segment;
        self.taking_part = Some(columns.choose(is_mark));
    }

    /// A document of the segment that passes all filters.
    pub(super) fn add(&mut self, columns: &Columns, doc: DocId) {
        if self.taking_part.as_ref().is_some_and(|it| columns.has_one_of(doc, it)) {
            let key = f64::from(place(columns.lot[doc as usize], self.today));
            let (segment, score) = (self.segment, 0.0);
            self.best.add(Candidate { segment, doc, coverage: 1.0, score, key });
        }
    }

    /// What was drawn, in the order of the draw.
    pub(super) fn drawn(self) -> Vec<Found> {
        let mut drawn = self.best.candidates;
        drawn.sort_by(Candidate::order);
        let drawn = drawn.into_iter().skip(self.draw.offset).take(self.draw.limit);
        let found = |it: Candidate| Found {
            segment: it.segment,
            doc: it.doc,
            score: it.score,
            reason: None,
        };
        drawn.map(found).collect()
    }
}

/// The place of a lot in the draw of a day, the highest first: the same wherever it is worked out,
/// and without relation to that of another day (the last steps of `MurmurHash3`).
fn place(lot: u32, day: i64) -> u32 {
    let day = u32::try_from(day.rem_euclid(1 << 32)).unwrap_or(0);
    let mixed = lot ^ day.wrapping_mul(0x9e37_79b1);
    let mixed = (mixed ^ mixed >> 16).wrapping_mul(0x85eb_ca6b);
    let mixed = (mixed ^ mixed >> 13).wrapping_mul(0xc2b2_ae35);
    mixed ^ mixed >> 16
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn each_day_has_a_draw_of_its_own_and_everyone_an_equal_chance() {
        let mut won = [0; 50];
        for day in 20_000..22_000 {
            let first = (0..50).max_by_key(|lot| place(*lot, day)).unwrap_or_default();
            won[first as usize] += 1;
            assert_eq!(place(first, day), place(first, day));
        }
        // 40 are expected of each; chance alone leaves this range once in ten thousand times.
        assert!(won.iter().all(|it| (15..70).contains(it)), "{won:?}");
    }
}
