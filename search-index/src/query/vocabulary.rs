//! The words of the indexed texts by their sound.

use std::collections::HashMap;

use crate::analysis::{is_hanzi, pinyin, words};
use crate::index::view::View;
use crate::schema::Fields;

/// Words in fewer documents are no help in reading a question.
const RARE: u32 = 3;
/// Words of more characters are too many to keep by sound.
const LONGEST: usize = 8;

/// A word and the number of documents that have it.
pub(crate) type Heard = (Box<str>, u32);

/// Words by pinyin, the most frequent first.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    by_sound: HashMap<Box<str>, Vec<Heard>>,
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
        let listed = words::terms().filter(|term| is_candidate(term));
        for term in listed {
            *frequencies.entry(term.into()).or_default() += RARE;
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
        Ok(Self { by_sound })
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
