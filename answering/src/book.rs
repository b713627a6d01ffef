//! The book of stored answers: which of them is asked for, by the words of all ways of asking it.
//!
//! Kept whole in memory, since phrases are compared as sets of words with their other words, which no
//! order of hits does; a few thousand entries take milliseconds to look through.

use std::collections::{HashMap, HashSet};

use search_index::{Reading, SearchIndex, normalised};

use crate::asked;

/// At most so many entries are held; what was written first goes out first.
pub const MOST: usize = 20_000;
/// At most so many entries are looked at closely.
const LOOKED_AT: usize = 60;
/// How much the words count beside the characters.
const BY_WORDS: f64 = 0.7;
/// What an entry of the place that is named gains.
const OF_PLACE: f64 = 0.12;

/// An entry as it goes into the book.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Entry {
    /// Whose answer.
    pub key: String,
    /// The province it is for, by two digits; none for everywhere.
    pub region: Option<String>,
    /// The field it is of.
    pub field: String,
    /// The question, and other ways to ask it.
    pub phrases: Vec<String>,
    /// The articles it cites: the law's slug and the number.
    pub cites: Vec<(String, i64)>,
}

/// A way of asking, as words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrase {
    /// Each word with all its forms and its weight.
    words: Vec<(Vec<String>, f64)>,
    /// The pairs of characters.
    pairs: HashSet<[char; 2]>,
    /// The sorts of answer wanted.
    kinds: Vec<&'static str>,
    is_penalty: bool,
}

/// An entry that may be asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Whose answer.
    pub key: String,
    /// How alike the question is to the nearest way of asking, 0 to 1.
    pub alike: f64,
    /// The place of that way of asking.
    pub phrase: usize,
}

/// All entries.
#[derive(Debug, Default)]
pub struct Book {
    entries: Vec<(Entry, Vec<Phrase>)>,
    /// Entries by each form of each word.
    by_word: HashMap<String, Vec<usize>>,
}

impl Book {
    /// Reads the entries as questions are read. What the book before has word for word is taken over.
    #[must_use]
    pub fn of(entries: Vec<Entry>, index: &SearchIndex, before: Option<&Self>) -> Self {
        let mut known: HashMap<&Entry, &Vec<Phrase>> = HashMap::new();
        if let Some(before) = before {
            known.extend(before.entries.iter().map(|(entry, phrases)| (entry, phrases)));
        }
        let mut book = Self::default();
        for entry in entries.into_iter().take(MOST) {
            let read = |it: &String| Phrase::of(&index.read(it));
            let phrases = match known.get(&entry) {
                Some(phrases) => (*phrases).clone(),
                None => entry.phrases.iter().map(read).collect(),
            };
            let place = book.entries.len();
            let forms = phrases.iter().flat_map(|it| &it.words).flat_map(|(forms, _)| forms);
            for form in forms {
                let entries = book.by_word.entry(form.clone()).or_default();
                if entries.last() != Some(&place) {
                    entries.push(place);
                }
            }
            book.entries.push((entry, phrases));
        }
        book
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// An entry by its key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().map(|(entry, _)| entry).find(|it| it.key == key)
    }

    /// The entries most alike, the most alike first; of the field only, when one is chosen, and of the
    /// region or everywhere.
    #[must_use]
    pub fn similar(
        &self,
        reading: &Reading,
        region: Option<&str>,
        field: Option<&str>,
    ) -> Vec<Similar> {
        let asked = Phrase::of(reading);
        let mut points: HashMap<usize, f64> = HashMap::new();
        for (forms, weight) in &asked.words {
            let entries: HashSet<usize> =
                forms.iter().filter_map(|it| self.by_word.get(it)).flatten().copied().collect();
            for entry in entries {
                *points.entry(entry).or_default() += weight;
            }
        }
        let mut points: Vec<(usize, f64)> = points.into_iter().collect();
        points.retain(|(place, _)| {
            let entry = &self.entries[*place].0;
            let here =
                |wanted: &str| entry.region.as_deref().is_none_or(|it| wanted.starts_with(it));
            region.is_none_or(here) && field.is_none_or(|it| entry.field == it)
        });
        points.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        points.truncate(LOOKED_AT);
        let mut similar: Vec<Similar> = points
            .into_iter()
            .filter_map(|(place, _)| {
                let (entry, phrases) = &self.entries[place];
                let alike = phrases.iter().map(|it| asked.alike(it)).enumerate();
                let (phrase, alike) = alike.max_by(|a, b| a.1.total_cmp(&b.1))?;
                // What was written for the place that is asked about comes before what holds everywhere.
                let is_of_place = entry.region.is_some() && entry.region == reading.region;
                let alike = if is_of_place { (alike + OF_PLACE).min(1.0) } else { alike };
                Some(Similar { key: entry.key.clone(), alike, phrase })
            })
            .collect();
        similar.sort_by(|a, b| b.alike.total_cmp(&a.alike).then_with(|| a.key.cmp(&b.key)));
        similar
    }
}

impl Phrase {
    pub(crate) fn of(reading: &Reading) -> Self {
        let text = asked::without_places(&reading.text);
        let words = reading.words.iter().filter(|it| asked::places(&it.text).is_empty());
        let words = words.map(|it| (it.forms().map(str::to_owned).collect(), f64::from(it.weight)));
        let letters: Vec<char> =
            normalised(&text).chars().filter(|it| it.is_alphanumeric()).collect();
        Self {
            words: words.collect(),
            pairs: letters.windows(2).map(|it| [it[0], it[1]]).collect(),
            kinds: asked::wanted(&reading.text),
            is_penalty: reading.hints.contains(&"罚款"),
        }
    }

    /// How alike two ways of asking are, 0 to 1: the words they share, the characters they share, and
    /// whether they want the same sort of answer.
    pub(crate) fn alike(&self, other: &Self) -> f64 {
        let here = shared(&self.words, &other.words);
        let there = shared(&other.words, &self.words);
        let words = (here * there).sqrt();
        let common = self.pairs.intersection(&other.pairs).count() as f64;
        let pairs = 2.0 * common / ((self.pairs.len() + other.pairs.len()).max(1) as f64);
        let sort = match (self.is_penalty, other.is_penalty) {
            (true, false) | (false, true) => 0.75,
            _ if self.kinds == other.kinds => 1.0,
            _ if self.kinds.iter().any(|it| other.kinds.contains(it)) => 0.95,
            _ if self.kinds.is_empty() || other.kinds.is_empty() => 0.9,
            _ => 0.75,
        };
        sort * (BY_WORDS * words + (1.0 - BY_WORDS) * pairs).max(if pairs > 0.999 {
            1.0
        } else {
            0.0
        })
    }
}

/// What part of the weight of the words the others have in one of their forms.
fn shared(words: &[(Vec<String>, f64)], others: &[(Vec<String>, f64)]) -> f64 {
    let total: f64 = words.iter().map(|(_, weight)| weight).sum();
    let has = |forms: &Vec<String>| {
        others.iter().any(|(other, _)| other.iter().any(|it| forms.contains(it)))
    };
    let common: f64 = words.iter().filter(|(forms, _)| has(forms)).map(|(_, weight)| weight).sum();
    if total > 0.0 { common / total } else { 0.0 }
}
