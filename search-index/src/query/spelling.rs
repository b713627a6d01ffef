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
    let runs = words::runs(text);
    let mut at = 0;
    while at < runs.len() {
        let (part, taken, better) = match runs[at] {
            Run::Hanzi(part) => (part, 1, mend_hanzi(part, lexicon)),
            Run::Latin(part) => {
                let line = line_of_letters(text, &runs[at..]);
                let read = (line.len() > 1).then(|| read_line(&line, lexicon)).flatten();
                match read {
                    Some(read) => (stretch(text, &line), line.len(), Some(read)),
                    None => (part, 1, read_pinyin(part, lexicon)),
                }
            }
        };
        let before = rest.find(part).unwrap_or(0);
        mended.push_str(&rest[..before]);
        mended.push_str(better.as_deref().unwrap_or(part));
        rest = &rest[before + part.len()..];
        at += taken;
    }
    mended.push_str(rest);
    (mended != text).then_some(mended)
}

/// The runs of letters that follow each other with nothing but a blank between them.
fn line_of_letters<'a>(text: &'a str, runs: &[Run<'a>]) -> Vec<&'a str> {
    let mut line: Vec<&str> = Vec::new();
    for run in runs {
        let Run::Latin(part) = run else { break };
        let is_next = line.last().is_none_or(|before| {
            let between = &text[offset(text, before) + before.len()..offset(text, part)];
            between.chars().all(char::is_whitespace)
        });
        if !is_next {
            break;
        }
        line.push(part);
    }
    line
}

/// Where a part of the text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// The text from the first of the parts to the last.
fn stretch<'a>(text: &'a str, line: &[&str]) -> &'a str {
    let from = line.first().map_or(0, |it| offset(text, it));
    let to = line.last().map_or(from, |it| offset(text, it) + it.len());
    &text[from..to]
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
    if run.len() < SHORT_RUN || !lexicon.is_rarer_than(run, 1) {
        return None;
    }
    let spoken = Spoken::of(&[run])?;
    spoken.read(&lexicon.vocabulary(), false)
}

/// Reads runs with blanks between them as one sentence: words may go over blanks, and small words of one
/// syllable may stand between others (`kua sheng zhuanyi xuyao shenpi ma`).
fn read_line(line: &[&str], lexicon: &dyn Lexicon) -> Option<String> {
    let is_text = |run: &&&str| run.len() >= SHORT_RUN && !lexicon.is_rarer_than(run, 1);
    if line.iter().any(|run| is_text(&run)) {
        return None;
    }
    let spoken = Spoken::of(line)?;
    spoken.read(&lexicon.vocabulary(), true)
}

/// A run of fewer letters is no word by itself.
const SHORT_RUN: usize = 4;
/// What a word costs; one long word says more than two short ones.
const WORD: f32 = 8.0;
/// What a word of one syllable costs: it may be nearly anything.
const SMALL_WORD: f32 = 7.0;

/// Letters as syllables.
struct Spoken<'a> {
    syllables: Vec<&'a str>,
    /// Before which syllables a blank stands, or the beginning or the end.
    blanks: Vec<bool>,
}

impl<'a> Spoken<'a> {
    fn of(line: &[&'a str]) -> Option<Self> {
        let (mut syllables, mut blanks) = (Vec::new(), Vec::new());
        for run in line {
            let read = pinyin::syllables(run)?;
            blanks.extend((0..read.len()).map(|at| at == 0));
            syllables.extend(read);
        }
        blanks.push(true);
        Some(Self { syllables, blanks })
    }

    /// The most probable words that sound so; small words only where they are allowed, and never most of them.
    fn read(&self, vocabulary: &Vocabulary, with_small: bool) -> Option<String> {
        let count = self.syllables.len();
        // best[at]: the best reading of the syllables from there, its worth, its small words.
        let mut best: Vec<Option<(f32, usize, String)>> = vec![None; count + 1];
        best[count] = Some((0.0, 0, String::new()));
        for at in (0..count).rev() {
            for end in at + 1..=count.min(at + 8) {
                let Some((rest_worth, small, rest)) = best[end].clone() else { continue };
                let Some((word, worth)) = self.word(vocabulary, at, end, with_small) else {
                    continue;
                };
                let worth = rest_worth + worth;
                if best[at].as_ref().is_none_or(|(known, ..)| worth > *known) {
                    let small = small + usize::from(end == at + 1);
                    best[at] = Some((worth, small, format!("{word}{rest}")));
                }
            }
        }
        let (_, small, words) = best.swap_remove(0)?;
        (small * 2 <= count && words.chars().all(is_hanzi)).then_some(words)
    }

    /// The word that some syllables are most probably, and what it is worth.
    fn word<'v>(
        &self,
        vocabulary: &'v Vocabulary,
        at: usize,
        end: usize,
        with_small: bool,
    ) -> Option<(&'v str, f32)> {
        if end == at + 1 {
            let small = vocabulary.small(self.syllables[at]).filter(|_| with_small)?;
            return Some((small, -SMALL_WORD));
        }
        // Whoever sets blanks sets them between words: a word over a blank is whole runs.
        let goes_over = self.blanks[at + 1..end].contains(&true);
        if goes_over && !(self.blanks[at] && self.blanks[end]) {
            return None;
        }
        let (word, frequency) = vocabulary.heard(&self.syllables[at..end].concat()).first()?;
        Some((word, (*frequency as f32).ln() - WORD))
    }
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

    /// A lexicon of what people say, without texts.
    struct Said(Arc<Vocabulary>);

    impl Lexicon for Said {
        fn is_rarer_than(&self, token: &str, _: u32) -> bool {
            token != "vocs"
        }

        fn vocabulary(&self) -> Arc<Vocabulary> {
            Arc::clone(&self.0)
        }
    }

    #[test]
    fn a_sentence_in_pinyin_is_read_over_its_blanks() {
        let said = Said(Arc::new(Vocabulary::of_speech()));
        for (typed, meant) in [
            ("weixian feiwu fa duoshao qian", "危险废物罚多少钱"),
            ("zaosheng 怎么办", "噪声 怎么办"),
            ("vocs paifang ma", "vocs 排放吗"),
            ("paiwu xukezheng yao ma", "排污许可证要吗"),
            ("hello world", "hello world"),
        ] {
            assert_eq!(mend(typed, &said).unwrap_or_else(|| typed.to_owned()), meant, "{typed}");
        }
    }
}
