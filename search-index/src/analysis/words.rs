//! Cutting text into words: jieba with our own terms, and pairs of characters beside it.
//!
//! Words alone lose names that no dictionary knows and cut the same name differently in
//! different sentences; pairs alone find everything everywhere. So both are indexed: every pair
//! of neighbouring characters, every word of three or more, every term of ours wherever it
//! stands, single characters that stand alone, and runs of letters and digits.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::BufReader;
use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::is_hanzi;
use crate::query;

/// Environmental terms, one a line; `#` begins a comment.
const TERMS: &str = include_str!("../../data/terms.txt");

/// So much more frequent than ordinary words that a term wins over its parts.
const TERM_FREQUENCY: u32 = 30_000;

/// Loading costs about 150 ms and 40 MiB: once, when first needed.
static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    let mut lines = String::new();
    let phrases = query::synonyms::phrases();
    let phrases =
        phrases.filter(|phrase| phrase.chars().count() > 1 && phrase.chars().all(is_hanzi));
    for term in terms().chain(phrases) {
        let _ = writeln!(lines, "{term} {TERM_FREQUENCY} n");
    }
    jieba.load_dict(&mut BufReader::new(lines.as_bytes())).expect("our own terms are well formed");
    jieba
});

/// Our terms of three and more characters by their first two.
static LONG_TERMS: LazyLock<HashMap<[char; 2], Vec<Vec<char>>>> = LazyLock::new(|| {
    let mut by_head: HashMap<[char; 2], Vec<Vec<char>>> = HashMap::new();
    for term in terms() {
        let characters: Vec<char> = term.chars().collect();
        if let [first, second, _, ..] = characters[..] {
            by_head.entry([first, second]).or_default().push(characters);
        }
    }
    by_head
});

/// The terms of `terms.txt`.
static LISTED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    TERMS
        .lines()
        .flat_map(|line| line.split('#').next().unwrap_or_default().split_whitespace())
        .collect()
});

/// Everything that stays whole: listed terms, what synonyms stand for, names of laws.
static ALL_TERMS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let others = query::synonyms::words().chain(query::laws::all_names());
    LISTED
        .iter()
        .copied()
        .chain(others)
        .filter(|term| term.chars().count() > 1 && term.chars().all(is_hanzi))
        .collect()
});

/// The terms of our dictionary.
pub(crate) fn terms() -> impl Iterator<Item = &'static str> {
    ALL_TERMS.iter().copied()
}

/// Whether the word is one of our terms.
pub(crate) fn is_term(word: &str) -> bool {
    ALL_TERMS.contains(word)
}

/// Whether the word is a listed term of the trade.
pub(crate) fn is_listed(word: &str) -> bool {
    LISTED.contains(word)
}

/// A run of one script within normalised text.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(crate) enum Run<'a> {
    Hanzi(&'a str),
    /// Letters and digits.
    Latin(&'a str),
}

/// The runs of the text; everything else parts them.
pub(crate) fn runs(text: &str) -> Vec<Run<'_>> {
    let class = |c: char| match c {
        c if is_hanzi(c) => 1,
        c if c.is_alphanumeric() => 2,
        _ => 0,
    };
    let mut runs = Vec::new();
    let mut start = 0;
    let mut current = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let class = if at == text.len() { 0 } else { class(c) };
        if class == current && at < text.len() {
            continue;
        }
        match current {
            1 => runs.push(Run::Hanzi(&text[start..at])),
            2 => runs.push(Run::Latin(&text[start..at])),
            _ => {}
        }
        (start, current) = (at, class);
    }
    runs
}

/// The parts of `gb16297`: letters and digits apart.
pub(crate) fn latin_parts(run: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut digits = None;
    for (at, c) in run.char_indices() {
        let digit = c.is_ascii_digit();
        if digits.is_some_and(|before| before != digit) {
            parts.push(&run[start..at]);
            start = at;
        }
        digits = Some(digit);
    }
    parts.push(&run[start..]);
    parts
}

/// Cuts a run of Chinese characters into words that follow each other without overlap.
pub(crate) fn cut(run: &str) -> Vec<&str> {
    JIEBA.cut(run, false).into_iter().map(|token| token.word).collect()
}

/// Whether jieba or our terms know the word.
pub(crate) fn is_word(word: &str) -> bool {
    JIEBA.has_word(word)
}

/// Whether the word names a thing, as far as jieba knows; letters and digits do.
pub(crate) fn is_noun(word: &str) -> bool {
    if !word.chars().all(is_hanzi) {
        return true;
    }
    let tags = JIEBA.tag(word, false);
    tags.last().is_some_and(|it| it.tag.starts_with('n') || it.tag == "x")
}

/// How much a word tells that the texts hardly know, by its part of speech: names of things most, words
/// that only join, count or tell a time next to nothing.
pub(crate) fn telling(word: &str) -> f32 {
    if !word.chars().all(is_hanzi) {
        return 1.0;
    }
    let tags = JIEBA.tag(word, false);
    match tags.last().and_then(|it| it.tag.chars().next()) {
        Some('n' | 'j') if tags.len() == 1 => 1.0,
        Some('n' | 'j') => 0.8,
        Some('v' | 'a' | 'b') => 0.5,
        Some('d' | 'r' | 'c' | 'u' | 'p' | 'm' | 'q' | 'f' | 't' | 'y' | 'e' | 'o' | 's' | 'z') => {
            0.15
        }
        _ => 0.4,
    }
}

/// The pairs of neighbouring characters of a word.
pub(crate) fn pairs(word: &str) -> Vec<&str> {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    starts.windows(3).map(|window| &word[window[0]..window[2]]).collect()
}

/// Appends every token of the normalised text, separated by spaces.
pub(crate) fn index_tokens(text: &str, into: &mut String) {
    for run in runs(text) {
        match run {
            Run::Latin(run) => {
                push(into, run);
                let parts = latin_parts(run);
                if parts.len() > 1 {
                    parts.iter().for_each(|part| push(into, part));
                }
            }
            Run::Hanzi(run) => hanzi_tokens(run, into),
        }
    }
}

fn hanzi_tokens(run: &str, into: &mut String) {
    for pair in pairs(run) {
        push(into, pair);
    }
    for token in JIEBA.cut_for_search(run, false) {
        match token.word.chars().take(3).count() {
            1 => push(into, token.word),
            3 if !is_term(token.word) => push(into, token.word),
            _ => {}
        }
    }
    let characters: Vec<char> = run.chars().collect();
    for (at, head) in characters.windows(2).enumerate() {
        let Some(terms) = LONG_TERMS.get(&[head[0], head[1]]) else { continue };
        for term in terms.iter().filter(|term| characters[at..].starts_with(term)) {
            into.extend(term.iter());
            into.push(' ');
        }
    }
}

fn push(into: &mut String, token: &str) {
    into.push_str(token);
    into.push(' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut joined = String::new();
        index_tokens(text, &mut joined);
        joined.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn terms_of_the_trade_stay_whole() {
        assert_eq!(cut("挥发性有机物"), ["挥发性有机物"]);
        assert!(cut("危险废物转移联单").contains(&"危险废物") || is_term("危险废物转移联单"));
    }

    #[test]
    fn a_term_is_found_wherever_it_stands() {
        let tokens = tokens("申领排污许可证的单位");

        assert!(tokens.contains(&"排污许可证".to_owned()));
        assert!(tokens.contains(&"污许".to_owned()));
    }

    #[test]
    fn an_unknown_name_is_kept_as_pairs() {
        assert!(tokens("蘅芜苑净化").contains(&"芜苑".to_owned()));
    }

    #[test]
    fn a_standard_number_is_found_in_parts() {
        assert_eq!(tokens("gb16297-1996"), ["gb16297", "gb", "16297", "1996"]);
    }

    #[test]
    fn runs_are_parted_by_script_and_punctuation() {
        assert_eq!(
            runs("第3条，vocs治理"),
            [
                Run::Hanzi("第"),
                Run::Latin("3"),
                Run::Hanzi("条"),
                Run::Latin("vocs"),
                Run::Hanzi("治理")
            ]
        );
    }
}
