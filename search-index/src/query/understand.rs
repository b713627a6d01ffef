//! Reads a question: which law and article it names, which words carry its meaning, what they
//! stand for.

use super::laws::{self, Law};
use super::spelling::{self, Lexicon};
use super::{numbers, synonyms};
use crate::analysis::words::{self, Run};
use crate::analysis::{is_hanzi, normalise};

/// Characters of a question that are read.
const LIMIT: usize = 200;

/// A part of the question that is looked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Unit {
    /// The word itself; empty when only what it stands for is looked for.
    pub(crate) text: String,
    /// How much it matters beside the others.
    pub(crate) weight: f32,
    /// Other words for it and how much they count.
    pub(crate) also: Vec<(&'static str, f32)>,
}

/// A question as it was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Understood {
    /// Normalised and mended.
    pub(crate) text: String,
    /// What carries meaning, in order.
    pub(crate) units: Vec<Unit>,
    /// Words that answer the way the question is put, of no weight in coverage.
    pub(crate) hints: Vec<(&'static str, f32)>,
    /// The law that is named.
    pub(crate) law: Option<&'static Law>,
    /// What was written before the article number, when there is one: the law's name, known or
    /// not.
    pub(crate) law_text: String,
    /// The article number.
    pub(crate) number: Option<u64>,
    /// The province that is named, by its two digits.
    pub(crate) region: Option<u64>,
    /// Whether wrong characters or pinyin were replaced.
    pub(crate) mended: bool,
    /// The whole question as a name: without spaces and punctuation.
    pub(crate) plain: String,
}

impl Understood {
    /// Reads the question.
    pub(crate) fn read(question: &str, lexicon: &dyn Lexicon) -> Self {
        let limited: String = question.trim().chars().take(LIMIT).collect();
        let text = normalise::query(&limited);
        let mended = spelling::mend(&text, lexicon);
        let mut read = Self { mended: mended.is_some(), ..Self::default() };
        read.text = mended.unwrap_or(text);
        read.plain = crate::analysis::names::plain(&read.text);
        let text = read.text.clone();
        let rest = match numbers::article(&text) {
            Some((before, number, after)) => {
                read.number = Some(number);
                read.law_text = before.to_owned();
                format!("{before} {after}")
            }
            None => text,
        };
        read.law = laws::named(if read.number.is_some() { &read.law_text } else { &rest });
        for run in words::runs(&rest) {
            match run {
                Run::Latin(run) => read.units.push(Unit {
                    text: run.to_owned(),
                    weight: 1.0,
                    also: synonyms::of(run).map_or_else(Vec::new, |entry| entry.words.clone()),
                }),
                Run::Hanzi(run) => read.read_run(run),
            }
        }
        read.drop_repetitions();
        read.region = province(&read.text);
        read
    }

    /// Cuts a run into names of laws, phrases of the table and other words. Neighbouring single
    /// characters that no dictionary joins are taken as one unknown word.
    fn read_run(&mut self, run: &str) {
        let mut unknown = String::new();
        for word in words::cut(run) {
            let law = laws::named(word);
            let phrase = synonyms::of(word).is_some();
            let stop = !phrase && law.is_none() && synonyms::is_stop_word(word);
            let single = word.chars().nth(1).is_none();
            if single && !phrase && !stop {
                unknown.push_str(word);
                continue;
            }
            self.flush(&mut unknown);
            match law {
                Some(law) => self.read_law(word, law),
                None if phrase => self.read_phrase(word),
                None if stop => {}
                None => self.push_word(word, 1.0),
            }
        }
        self.flush(&mut unknown);
    }

    fn read_law(&mut self, name: &str, law: &'static Law) {
        self.law.get_or_insert(law);
        let mut also = vec![(law.title, 1.0)];
        also.extend(law.now.into_iter().flat_map(str::split_whitespace).map(|now| (now, 0.8)));
        also.retain(|(word, _)| *word != name);
        self.units.push(Unit { text: name.to_owned(), weight: 1.0, also });
    }

    fn read_phrase(&mut self, phrase: &str) {
        let Some(entry) = synonyms::of(phrase) else { return };
        if entry.replaces && entry.apart {
            self.hints.extend(entry.words.iter().copied());
        } else {
            let text = if entry.replaces { String::new() } else { phrase.to_owned() };
            self.units.push(Unit { text, weight: 1.0, also: entry.words.clone() });
        }
    }

    fn push_word(&mut self, word: &str, weight: f32) {
        self.units.push(Unit { text: word.to_owned(), weight, also: Vec::new() });
    }

    fn flush(&mut self, unknown: &mut String) {
        if !unknown.is_empty() {
            let weight = if unknown.chars().nth(1).is_none() { 0.4 } else { 0.8 };
            self.push_word(&std::mem::take(unknown), weight);
        }
    }

    fn drop_repetitions(&mut self) {
        let mut seen: Vec<Unit> = Vec::new();
        for unit in std::mem::take(&mut self.units) {
            let known = |other: &Unit| other.text == unit.text && other.also == unit.also;
            if !seen.iter().any(known) {
                seen.push(unit);
            }
        }
        self.units = seen;
    }

    /// Whether the question is letters only, as pinyin and initials are.
    pub(crate) fn letters(&self) -> Option<String> {
        let letters: String = self.text.chars().filter(|c| !c.is_whitespace()).collect();
        let all = letters.len() > 1 && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
        all.then_some(letters)
    }

    /// Whether nothing but a law is named.
    pub(crate) fn names_a_law_only(&self) -> bool {
        self.law.is_some() && self.number.is_none() && self.units.len() == 1
    }

    /// Whether the question was understood otherwise than it was typed.
    pub(crate) fn differs(&self) -> bool {
        self.mended
    }

    /// The question as it was understood.
    pub(crate) fn shown(&self) -> String {
        self.text.clone()
    }

    /// Whether the question holds Chinese characters.
    pub(crate) fn is_chinese(&self) -> bool {
        self.text.chars().any(is_hanzi)
    }
}

/// The province whose name, or whose city's name, stands in the text.
fn province(text: &str) -> Option<u64> {
    const PLACES: [(u64, &[&str]); 4] = [
        (31, &["上海", "浦东"]),
        (
            32,
            &[
                "江苏",
                "南京",
                "苏州",
                "无锡",
                "常州",
                "南通",
                "扬州",
                "镇江",
                "泰州",
                "徐州",
                "盐城",
                "淮安",
                "连云港",
                "宿迁",
            ],
        ),
        (
            33,
            &[
                "浙江", "杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华", "衢州", "舟山",
                "台州", "丽水",
            ],
        ),
        (34, &["安徽", "合肥", "芜湖"]),
    ];
    PLACES
        .iter()
        .find(|(_, names)| names.iter().any(|name| text.contains(name)))
        .map(|(code, _)| *code)
}
