//! What to look for.

use tantivy::schema::Field;

/// Concepts beyond this many are dropped: a bit each in a mask.
pub(crate) const CONCEPTS: usize = 32;

/// A term, and how much of its group's weight it is worth.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) field: Field,
    pub(crate) term: String,
    pub(crate) factor: f32,
}

/// Whether a group brings documents in, or only speaks for those that others brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// What was asked for.
    Question,
    /// Brings documents in only where the question's own words find few.
    Evidence,
    /// Brings nothing in.
    Hint,
}

/// Terms of which the best one that a document has counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    pub(crate) weight: f32,
    pub(crate) reach: Reach,
    /// The concept that a document covers by having any of the terms.
    pub(crate) concept: Option<usize>,
    pub(crate) choices: Vec<Choice>,
    /// How much long fields are held against a document (b of BM25).
    pub(crate) length: f32,
}

/// What to look for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    pub(crate) groups: Vec<Group>,
    /// How much each concept matters; the groups refer to them by place.
    concepts: Vec<f32>,
    /// How much each concept adds to the score, as a share of it.
    gains: Vec<f32>,
    /// Whether only documents that cover every concept are wanted.
    pub(crate) strict: bool,
}

impl Plan {
    /// A plan for documents that cover every concept.
    pub(crate) fn strict() -> Self {
        Self { strict: true, ..Self::default() }
    }

    /// Adds a concept; None when there are too many already.
    pub(crate) fn concept(&mut self, weight: f32) -> Option<usize> {
        (self.concepts.len() < CONCEPTS).then(|| {
            self.concepts.push(weight);
            self.gains.push(0.0);
            self.concepts.len() - 1
        })
    }

    /// Adds a concept that is no part of the question but speaks for an answer.
    pub(crate) fn hint(&mut self, gain: f32) -> Option<usize> {
        let place = self.concept(0.0)?;
        self.gains[place] = gain;
        Some(place)
    }

    /// The mask of a document that covers everything.
    pub(crate) fn whole(&self) -> u32 {
        let asked = self.concepts.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
        asked.fold(0, |mask, (bit, _)| mask | 1 << bit)
    }

    /// Shares of the whole question that sets of concepts cover, from 0 to 1.
    pub(crate) fn coverage(&self) -> MaskSum {
        let whole: f32 = self.concepts.iter().sum();
        MaskSum::new(self.concepts.iter().map(|weight| weight / whole.max(f32::EPSILON)))
    }

    /// What sets of concepts add to a score.
    pub(crate) fn gain(&self) -> MaskSum {
        MaskSum::new(self.gains.iter().copied())
    }
}

/// The sum of the values of the bits of a mask, by tables.
pub(crate) struct MaskSum {
    tables: Box<[[f32; 256]; 4]>,
}

impl MaskSum {
    fn new(values: impl Iterator<Item = f32>) -> Self {
        let values: Vec<f32> = values.take(CONCEPTS).collect();
        let mut tables = Box::new([[0.0; 256]; 4]);
        for (table, values) in tables.iter_mut().zip(values.chunks(8)) {
            for (bit, value) in values.iter().enumerate() {
                for mask in 0..1_usize << bit {
                    table[mask | 1 << bit] = table[mask] + value;
                }
            }
        }
        Self { tables }
    }

    pub(crate) fn of(&self, mask: u32) -> f32 {
        let bytes = mask.to_le_bytes();
        self.tables.iter().zip(bytes).map(|(table, byte)| table[usize::from(byte)]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_is_the_share_of_what_was_asked() {
        let mut plan = Plan::default();
        let concepts: Vec<usize> = (0..12).filter_map(|_| plan.concept(0.5)).collect();
        plan.hint(0.2);

        let coverage = plan.coverage();

        assert_eq!(concepts.len(), 12);
        assert!((coverage.of(0) - 0.0).abs() < 1e-6);
        assert!((coverage.of(0b111) - 0.25).abs() < 1e-6);
        assert!((coverage.of(0xfff) - 1.0).abs() < 1e-5);
        assert!((plan.gain().of(1 << 12) - 0.2).abs() < 1e-6);
    }

    #[test]
    fn more_concepts_than_bits_are_dropped() {
        let mut plan = Plan::default();

        assert_eq!((0..40).filter_map(|_| plan.concept(1.0)).count(), CONCEPTS);
    }
}
