//! Mending a question: words written as they sound, and words typed in pinyin.

use std::sync::Arc;

use super::{
    synonyms,
    vocabulary::{Heard, Vocabulary},
};
use crate::analysis::words::{self, Run};
use crate::analysis::{is_hanzi, pinyin};

/// A pair put in the place of another must occur in so many documents.
const COMMON: u32 = 40;
/// A pair in fewer documents than this may be a slip.
const RARE: u32 = 2;
/// Terms of more characters are not compared by sound.
const LONGEST: usize = 7;
/// Characters that stand alone in any sentence: next to them nothing is odd.
const FUNCTION_CHARACTERS: &str =
    "的了吗呢吧啊是在和与或把被给让对从到不没有我你他她它要会能可去来上下里这那个几多谁啥就都也还";

/// What mending needs to know of the index; asked for only when there is something to mend.
pub(crate) trait Lexicon {
    /// Whether the token occurs in fewer documents than so many, in text and names together.
    fn is_rarer_than(&self, token: &str, documents: u32) -> bool;
    /// Words by sound.
    fn vocabulary(&self) -> Arc<Vocabulary>;
}

/// The question with wrong characters and pinyin replaced, or None when nothing was.
pub(crate) fn mend(text: &str, lexicon: &dyn Lexicon) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    for run in words::runs(text) {
        let (Run::Hanzi(part) | Run::Latin(part)) = run;
        let at = rest.find(part).unwrap_or(0);
        mended.push_str(&rest[..at]);
        rest = &rest[at + part.len()..];
        let better = match run {
            Run::Hanzi(part) => mend_hanzi(part, lexicon),
            Run::Latin(part) => read_pinyin(part, lexicon),
        };
        mended.push_str(better.as_deref().unwrap_or(part));
    }
    mended.push_str(rest);
    (mended != text).then_some(mended)
}

/// Replaces a term of ours that is written as it sounds (医疗费物), and two characters that no
/// dictionary joins and no text has side by side, when a common word sounds the same (付议).
fn mend_hanzi(run: &str, lexicon: &dyn Lexicon) -> Option<String> {
    let alone = alone_places(run);
    let suspicious: Vec<bool> = words::pairs(run)
        .into_iter()
        .zip(alone.windows(2))
        // Within a known word nothing is odd.
        .map(|(pair, alone)| alone != [false, false] && lexicon.is_rarer_than(pair, RARE))
        .collect();
    if !suspicious.contains(&true) {
        return None;
    }
    let characters: Vec<char> = run.chars().collect();
    let vocabulary = lexicon.vocabulary();
    let mut mended = characters.clone();
    for length in (2..=characters.len().min(LONGEST)).rev() {
        for start in 0..=characters.len() - length {
            let window = start..start + length;
            let odd = suspicious[start..window.end - 1].contains(&true);
            let untouched = mended[window.clone()] == characters[window.clone()];
            // A pair is doubted only when both characters stand alone.
            let open = length > 2 || alone[window.clone()] == [true, true];
            if !odd || !untouched || !open {
                continue;
            }
            let written: String = characters[window.clone()].iter().collect();
            if let Some(word) = better(&vocabulary, &written) {
                mended.splice(window, word.chars());
            }
        }
    }
    (mended != characters).then(|| mended.into_iter().collect())
}

/// The word that is meant by what is written, if another one is.
fn better(vocabulary: &Vocabulary, written: &str) -> Option<String> {
    if words::is_word(written) || synonyms::of(written).is_some() {
        return None;
    }
    let length = written.chars().count();
    let fits = |(word, frequency): &&Heard| {
        let known = words::is_term(word) || (length == 2 && *frequency >= COMMON);
        known && word.chars().count() == length && **word != *written
    };
    vocabulary.heard(&pinyin::of(written)).iter().find(fits).map(|(word, _)| word.to_string())
}

/// For each character whether it is cut off as a word of its own that means something.
fn alone_places(run: &str) -> Vec<bool> {
    let mut alone = Vec::new();
    for word in words::cut(run) {
        let single = word.chars().nth(1).is_none() && !FUNCTION_CHARACTERS.contains(word);
        alone.extend(word.chars().map(|_| single));
    }
    alone
}

/// Reads a run of letters as Chinese words. None when they are not pinyin, when they are a word
/// that the texts have as it is (vocs, pm), or when no words sound so.
pub(crate) fn read_pinyin(run: &str, lexicon: &dyn Lexicon) -> Option<String> {
    if run.len() < 4 || !lexicon.is_rarer_than(run, 1) {
        return None;
    }
    let syllables = pinyin::syllables(run)?;
    let vocabulary = lexicon.vocabulary();
    // best[at]: the best reading of the syllables from there, and its worth.
    let mut best: Vec<Option<(f32, String)>> = vec![None; syllables.len() + 1];
    best[syllables.len()] = Some((0.0, String::new()));
    for at in (0..syllables.len()).rev() {
        for end in at + 2..=syllables.len().min(at + 8) {
            let Some((rest_worth, rest)) = best[end].clone() else { continue };
            let Some((word, frequency)) = vocabulary.heard(&syllables[at..end].concat()).first()
            else {
                continue;
            };
            // One long word says more than two short ones; each word costs.
            let worth = rest_worth + (*frequency as f32).ln() - 8.0;
            if best[at].as_ref().is_none_or(|(known, _)| worth > *known) {
                best[at] = Some((worth, format!("{word}{rest}")));
            }
        }
    }
    best.swap_remove(0).map(|(_, words)| words).filter(|words| words.chars().all(is_hanzi))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nothing;

    impl Lexicon for Nothing {
        fn is_rarer_than(&self, _: &str, _: u32) -> bool {
            true
        }

        fn vocabulary(&self) -> Arc<Vocabulary> {
            Arc::default()
        }
    }

    #[test]
    fn nothing_is_mended_without_knowledge() {
        assert_eq!(mend("付议 weixianfeiwu", &Nothing), None);
    }
}
