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

    /// What follows the name of a law, as the name of a part of it: 污染防治 in 法典 污染防治编.
    pub(crate) fn part_of_law(&self) -> Option<&str> {
        self.law?;
        let name = self.units.first().map(|unit| unit.text.as_str())?;
        let rest = self.plain.strip_prefix(name)?;
        let endings = ["分编", "编", "章", "节"];
        Some(endings.iter().find_map(|ending| rest.strip_suffix(ending)).unwrap_or(rest))
            .filter(|part| part.chars().nth(1).is_some())
    }

    /// Whether nothing but a law is named.
    pub(crate) fn names_a_law_only(&self) -> bool {
        self.law.is_some() && self.number.is_none() && self.units.len() == 1
    }

    /// The question as it was understood, when that is not as it was typed.
    pub(crate) fn shown(&self) -> Option<String> {
        match (self.law, self.number) {
            (Some(law), Some(number)) => Some(format!("《{}》第{number}条", law.title)),
            (Some(law), None) if self.names_a_law_only() && law.title != self.plain => {
                Some(format!("《{}》", law.title))
            }
            _ => self.mended.then(|| self.text.clone()),
        }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::query::vocabulary::Vocabulary;

    /// A lexicon in which everything is common, so that nothing is mended.
    struct Everything;

    impl Lexicon for Everything {
        fn is_rarer_than(&self, _: &str, _: u32) -> bool {
            false
        }

        fn vocabulary(&self) -> Arc<Vocabulary> {
            Arc::default()
        }
    }

    fn read(question: &str) -> Understood {
        Understood::read(question, &Everything)
    }

    fn words(question: &str) -> Vec<String> {
        read(question).units.into_iter().map(|unit| unit.text).collect()
    }

    #[test]
    fn words_without_meaning_are_dropped() {
        assert_eq!(words("请问我们公司的危险废物应该怎么贮存呢"), ["危险废物", "贮存"]);
        assert_eq!(words("的"), Vec::<String>::new());
    }

    #[test]
    fn a_way_of_asking_is_a_hint_and_no_word() {
        let understood = read("未批先建罚多少钱");

        assert_eq!(understood.units.len(), 1);
        assert!(understood.hints.iter().any(|(hint, _)| *hint == "罚款"));
    }

    #[test]
    fn everyday_words_stand_for_those_of_the_law() {
        let understood = read("危废");

        assert!(understood.units[0].also.iter().any(|(word, _)| *word == "危险废物"));
    }

    #[test]
    fn a_law_and_its_article_are_read() {
        for question in ["固废法第八十条", "固废法 第80条", "《固体废物污染环境防治法》第八十条"]
        {
            let understood = read(question);

            let law = understood.law.map(|law| law.title);
            assert_eq!(law, Some("固体废物污染环境防治法"), "{question}");
            assert_eq!(understood.number, Some(80), "{question}");
        }
        let shown = read("法典一千一百二十条").shown();
        assert_eq!(shown.as_deref(), Some("《生态环境法典》第1120条"));
    }

    #[test]
    fn a_part_of_a_law_is_read() {
        assert_eq!(read("法典 污染防治编").part_of_law(), Some("污染防治"));
        assert_eq!(read("法典").part_of_law(), None);
        assert_eq!(read("污染防治编").part_of_law(), None);
    }

    #[test]
    fn a_place_names_its_province() {
        assert_eq!(read("宁波装修噪声").region, Some(33));
        assert_eq!(read("上海烟花").region, Some(31));
        assert_eq!(read("装修噪声").region, None);
    }

    #[test]
    fn letters_alone_are_initials_or_pinyin() {
        assert_eq!(read("LQHB").letters().as_deref(), Some("lqhb"));
        assert_eq!(read("lv qiao").letters().as_deref(), Some("lvqiao"));
        assert_eq!(read("绿桥").letters(), None);
        assert_eq!(read("gb16297").letters(), None);
    }

    #[test]
    fn a_long_question_is_cut_off() {
        assert_eq!(read(&"废水".repeat(500)).text.chars().count(), LIMIT);
    }
}
