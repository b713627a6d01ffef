//! Sums over questions.

use std::fmt;

/// Ranks of the first right answers, counted.
#[derive(Default)]
pub struct Tally {
    asked: u32,
    first: u32,
    among_three: u32,
    reciprocal: f64,
    obsolete_first: u32,
    obsolete_before: u32,
}

impl Tally {
    /// Adds a question by the places, from zero, of its first right and first obsolete hit.
    pub fn add(&mut self, gold: Option<usize>, obsolete: Option<usize>) {
        self.asked += 1;
        self.first += u32::from(gold == Some(0));
        self.among_three += u32::from(gold.is_some_and(|place| place < 3));
        if let Some(place) = gold.filter(|place| *place < 10) {
            self.reciprocal += 1.0 / (place as f64 + 1.0);
        }
        self.obsolete_first += u32::from(obsolete == Some(0));
        let before = |place: usize| place < 3 && gold.is_none_or(|gold| gold > place);
        self.obsolete_before += u32::from(obsolete.is_some_and(before));
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |count: u32| f64::from(count) / f64::from(self.asked.max(1));
        write!(
            f,
            "{:>3} questions: hit@1 {:.3}  hit@3 {:.3}  MRR@10 {:.3}  obsolete@1 {:.3}  before gold {:.3}",
            self.asked,
            share(self.first),
            share(self.among_three),
            self.reciprocal / f64::from(self.asked.max(1)),
            share(self.obsolete_first),
            share(self.obsolete_before),
        )
    }
}

/// CPU time this thread has used, which other programs on the machine do not disturb; zero where
/// the system does not tell.
pub fn cpu_time() -> std::time::Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = told.split(' ').next().and_then(|spent| spent.parse().ok());
    std::time::Duration::from_nanos(spent.unwrap_or(0))
}
