//! What people say and what the texts say: `data/synonyms.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::analysis::is_hanzi;

const LINES: &str = include_str!("../../data/synonyms.txt");
const STOP_WORDS: &str = include_str!("../../data/stop-words.txt");

/// How much a synonym counts beside the word itself, unless the line says otherwise.
const EQUAL: f32 = 0.9;
const EXPANSION: f32 = 0.8;

/// What a word or phrase stands for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Entry {
    /// Whether the phrase itself is not looked for.
    pub(crate) replaces: bool,
    /// Whether each word is a concept of its own rather than another word for the same.
    pub(crate) apart: bool,
    /// The words it stands for and how much they count.
    pub(crate) words: Vec<(&'static str, f32)>,
}

static ENTRIES: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut entries: HashMap<&'static str, Entry> = HashMap::new();
    for line in LINES.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
        read(line, &mut entries);
    }
    entries
});

fn read(line: &'static str, entries: &mut HashMap<&'static str, Entry>) {
    let split =
        ["->", "+>", ">", "="].iter().find_map(|sign| Some((*sign, line.split_once(sign)?)));
    let Some((sign, (left, right))) = split else { return };
    let weight = |word: &'static str| match word.split_once('^') {
        Some((word, weight)) => (word, weight.parse().unwrap_or(EXPANSION)),
        None => (word, if sign == "=" { EQUAL } else { EXPANSION }),
    };
    let left: Vec<&'static str> = left.split_whitespace().collect();
    let right: Vec<(&'static str, f32)> = right.split_whitespace().map(weight).collect();
    if sign == "=" {
        let all: Vec<_> = left.iter().map(|word| weight(word)).chain(right).collect();
        for (word, _) in &all {
            let others = all.iter().filter(|(other, _)| other != word);
            entries.entry(word).or_default().words.extend(others);
        }
        return;
    }
    for word in left {
        let entry = entries.entry(word).or_default();
        entry.replaces |= sign != ">";
        entry.apart |= sign == "+>";
        entry.words.extend(right.iter().filter(|(other, _)| other != &word).copied());
    }
}

/// What the word or phrase stands for.
pub(crate) fn of(word: &str) -> Option<&'static Entry> {
    ENTRIES.get(word)
}

/// Every Chinese word that the table looks for: terms of the dictionary.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    let right = ENTRIES.values().flat_map(|entry| entry.words.iter().map(|(word, _)| *word));
    let kept = ENTRIES.iter().filter(|(_, entry)| !entry.replaces).map(|(word, _)| *word);
    right.chain(kept).filter(|word| word.chars().all(is_hanzi))
}

/// Every phrase that the table explains: words to be kept whole when a question is cut.
pub(crate) fn phrases() -> impl Iterator<Item = &'static str> {
    ENTRIES.keys().copied()
}

/// Whether the word carries no meaning of its own in a question.
pub(crate) fn is_stop_word(word: &str) -> bool {
    static WORDS: LazyLock<std::collections::HashSet<&'static str>> =
        LazyLock::new(|| stop_words().collect());
    WORDS.contains(word)
}

/// The words that carry no meaning of their own, in their order.
pub(crate) fn stop_words() -> impl Iterator<Item = &'static str> {
    let lines = STOP_WORDS.lines().map(|line| line.split('#').next().unwrap_or_default());
    lines.flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_stand_for_each_other() {
        let entry = of("危废").expect("is in the table");
        assert!(entry.words.iter().any(|(word, _)| *word == "危险废物"));
        let entry = of("危险废物").expect("is in the table");
        assert!(entry.words.iter().any(|(word, _)| *word == "危废"));
        assert!(!entry.replaces);
    }

    #[test]
    fn every_weight_is_a_weight() {
        for entry in ENTRIES.values() {
            assert!(entry.words.iter().all(|(word, weight)| {
                !word.contains(['^', '=', '>']) && (0.01..=1.5).contains(weight)
            }));
        }
    }
}
