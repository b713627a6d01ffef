//! The words of the indexed texts by their sound.

use std::collections::HashMap;

use crate::analysis::{is_hanzi, pinyin, words};
use crate::index::view::View;
use crate::query::synonyms;
use crate::schema::Fields;

/// Words in fewer documents are no help in reading a question.
const RARE: u32 = 3;
/// Words of more characters are too many to keep by sound.
const LONGEST: usize = 8;

/// A word and the number of documents that have it.
pub(crate) type Heard = (Box<str>, u32);

/// As many documents as what people say, and texts do not, counts for.
const SPOKEN: u32 = 150;

/// Words by pinyin, the most frequent first.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    by_sound: HashMap<Box<str>, Vec<Heard>>,
    /// Words of one syllable that stand between others, by their sound.
    small: HashMap<&'static str, &'static str>,
}

impl Vocabulary {
    /// Reads the dictionaries of the index: about 100 ms for 150,000 articles.
    pub(crate) fn read(view: &View, fields: &Fields) -> anyhow::Result<Self> {
        let mut frequencies: HashMap<Box<str>, u32> = HashMap::new();
        for segment in &view.segments {
            for field in [fields.article, fields.about, fields.name] {
                let Some(text) = segment.text(field) else { continue };
                let mut terms = text.inverted.terms().stream()?;
                while terms.advance() {
                    let (key, frequency) = (terms.key(), terms.value().doc_freq);
                    let Ok(term) = std::str::from_utf8(key) else { continue };
                    if is_candidate(term) {
                        *frequencies.entry(term.into()).or_default() += frequency;
                    }
                }
            }
        }
        Ok(Self::of(frequencies))
    }

    /// What people say and nothing else.
    #[cfg(test)]
    pub(crate) fn of_speech() -> Self {
        Self::of(HashMap::new())
    }

    /// The words of the texts with their frequencies, our terms, and what people say.
    fn of(mut frequencies: HashMap<Box<str>, u32>) -> Self {
        let listed = words::terms().filter(|term| is_candidate(term));
        for term in listed {
            *frequencies.entry(term.into()).or_default() += RARE;
        }
        let said = synonyms::phrases().chain(synonyms::stop_words());
        for word in said.filter(|it| is_candidate(it)) {
            let frequency = frequencies.entry(word.into()).or_default();
            *frequency = (*frequency).max(SPOKEN);
        }
        let mut by_sound: HashMap<Box<str>, Vec<Heard>> = HashMap::new();
        for (word, frequency) in frequencies.into_iter().filter(|(_, count)| *count >= RARE) {
            by_sound.entry(pinyin::of(&word).into()).or_default().push((word, frequency));
        }
        for heard in by_sound.values_mut() {
            heard.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            heard.truncate(3);
            heard.shrink_to_fit();
        }
        let mut small = HashMap::new();
        // What a small word means comes before what joins others; of two, the one that stands first.
        let mut telling: Vec<&str> = synonyms::phrases().collect();
        telling.sort_unstable();
        for word in telling.into_iter().chain(synonyms::stop_words()) {
            let mut letters = word.chars();
            let (Some(letter), None) = (letters.next(), letters.next()) else { continue };
            let Some(sound) = pinyin::readings(letter).first().copied() else { continue };
            small.entry(sound).or_insert(word);
        }
        Self { by_sound, small }
    }

    /// The small word that sounds so.
    pub(crate) fn small(&self, sound: &str) -> Option<&'static str> {
        self.small.get(sound).copied()
    }

    /// The words that sound so, the most frequent first.
    pub(crate) fn heard(&self, sound: &str) -> &[Heard] {
        self.by_sound.get(sound).map_or(&[], Vec::as_slice)
    }
}

fn is_candidate(term: &str) -> bool {
    let length = term.chars().take(LONGEST + 1).count();
    (2..=LONGEST).contains(&length) && term.chars().all(is_hanzi) && words::is_word(term)
}
