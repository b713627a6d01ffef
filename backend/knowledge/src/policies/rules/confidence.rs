//! How sure we are of a part that a machine read: from 100 down, with a reason for each step.
//!
//! The steps are 配置值; they were set so that one grave reason, or two light ones, send a part to a person.

use super::numeral;
use super::reading::{Paragraph, RawLine};
use super::structure::NewArticle;
use async_graphql::Enum;
use serde::{Deserialize, Serialize};

/// A part below this goes to a person (配置值).
pub const DOUBTFUL: i32 = 75;
/// Parts of one file that go to persons at most (配置值).
pub const PARTS_KEPT: usize = 300;
/// Raw words of a part that are kept, in characters (配置值).
const RAW_KEPT: usize = 20_000;
/// A part this many times as long as the middle one, and longer than that, is too long (配置值).
const LONG_TIMES: usize = 10;
const LONG: usize = 1_500;
/// A part shorter than this says nothing (配置值).
const SHORT: usize = 4;
/// Signs that no text of law has, of a thousand characters (配置值).
const ODD_MILLI: usize = 10;

/// Why a part may have been read wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReadDoubt {
    /// 条号比前一条小或相同.
    NumberOrder,
    /// 与前一条之间缺条号.
    NumberGap,
    /// 长得反常，可能混入了别的条文.
    TooLong,
    /// 几乎没有内容.
    TooShort,
    /// 末尾不是完整的句子.
    BrokenEnd,
    /// 含有表格，行列可能错位.
    Table,
    /// 含有无法识别的字符.
    OddSigns,
    /// 里面像是还有另一条.
    HiddenArticle,
    /// 没有认出条款结构.
    NoStructure,
}

impl ReadDoubt {
    /// What it takes away.
    const fn weight(self) -> i32 {
        match self {
            Self::NumberOrder => 60,
            Self::OddSigns => 50,
            Self::HiddenArticle => 45,
            Self::NumberGap => 40,
            Self::NoStructure => 40,
            Self::Table => 30,
            Self::TooLong => 30,
            Self::TooShort => 30,
            Self::BrokenEnd => 20,
        }
    }
}

/// A part with how sure we are of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedPart {
    /// Its place in the text, from 1.
    pub position: i32,
    /// As it is called.
    pub label: String,
    /// Of a hundred.
    pub confidence: i32,
    /// Why not more.
    pub doubts: Vec<ReadDoubt>,
    /// The page it begins on; none where the file has none.
    pub page: Option<i32>,
    /// The lines it was read from.
    pub raw: String,
}

/// Judges the parts of a text: `starts` says with which paragraph each begins.
pub fn judge(
    articles: &[NewArticle],
    starts: &[usize],
    paragraphs: &[Paragraph],
    lines: &[RawLine],
) -> Vec<JudgedPart> {
    let usual = middle_length(articles);
    let mut parts = Vec::with_capacity(articles.len());
    for (at, article) in articles.iter().enumerate() {
        let from = starts.get(at).copied().unwrap_or(0).min(paragraphs.len());
        let to =
            starts.get(at + 1).copied().unwrap_or(paragraphs.len()).clamp(from, paragraphs.len());
        let own = &paragraphs[from..to];
        let before = at.checked_sub(1).map(|it| &articles[it]);
        let doubts = doubts_of(article, before, own, usual);
        let taken: i32 = doubts.iter().map(|it| it.weight()).sum();
        let (first, last) = match (own.first(), own.last()) {
            (Some(first), Some(last)) => (first.lines.0, last.lines.1),
            _ => (0, 0),
        };
        let raw: Vec<&str> = lines[first..last].iter().map(|it| it.text.trim_end()).collect();
        let page = lines.get(first).map(|it| it.page).filter(|it| *it > 0);
        parts.push(JudgedPart {
            position: i32::try_from(at + 1).unwrap_or(i32::MAX),
            label: article.label.clone(),
            confidence: (100 - taken).max(0),
            doubts,
            page: page.and_then(|it| i32::try_from(it).ok()),
            raw: kernel::text::clip(&raw.join("\n"), RAW_KEPT),
        });
    }
    parts
}

/// Those that go to a person, the least sure first.
pub fn doubtful(parts: &[JudgedPart]) -> Vec<&JudgedPart> {
    let mut found: Vec<&JudgedPart> = parts.iter().filter(|it| it.confidence < DOUBTFUL).collect();
    found.sort_by_key(|it| (it.confidence, it.position));
    found.truncate(PARTS_KEPT);
    found
}

fn middle_length(articles: &[NewArticle]) -> usize {
    let mut lengths: Vec<usize> = articles.iter().map(|it| it.text.chars().count()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}

fn doubts_of(
    article: &NewArticle,
    before: Option<&NewArticle>,
    own: &[Paragraph],
    usual: usize,
) -> Vec<ReadDoubt> {
    let mut doubts = Vec::new();
    if let Some(before) = before.filter(|it| it.number > 0 && article.number > 0) {
        let (now, last) = ((article.number, article.branch), (before.number, before.branch));
        if now <= last {
            doubts.push(ReadDoubt::NumberOrder);
        } else if article.number > before.number + 1 {
            doubts.push(ReadDoubt::NumberGap);
        }
    }
    let length = article.text.chars().count();
    if article.label == "全文" && length > LONG {
        doubts.push(ReadDoubt::NoStructure);
    } else if length > LONG && length > usual * LONG_TIMES {
        doubts.push(ReadDoubt::TooLong);
    }
    if length < SHORT {
        doubts.push(ReadDoubt::TooShort);
    }
    if own.iter().any(|it| it.is_table) {
        doubts.push(ReadDoubt::Table);
    } else if article.number > 0 && !ends_whole(&article.text) {
        doubts.push(ReadDoubt::BrokenEnd);
    }
    let odd = article.text.chars().filter(|it| is_odd(*it)).count();
    if odd * 1_000 > length * ODD_MILLI {
        doubts.push(ReadDoubt::OddSigns);
    }
    if hides_article(article) {
        doubts.push(ReadDoubt::HiddenArticle);
    }
    doubts
}

fn ends_whole(text: &str) -> bool {
    text.trim_end().chars().next_back().is_some_and(|it| "。；：！？”）》.;:)".contains(it))
}

/// What a reader leaves that could not read a sign: replacements, private use, controls.
fn is_odd(sign: char) -> bool {
    let code = u32::from(sign);
    sign == '\u{fffd}'
        || (0xe000..=0xf8ff).contains(&code)
        || code >= 0xf_0000
        || (sign.is_control() && sign != '\n' && sign != '\t')
}

/// Whether the next article seems to stand inside: at the beginning of a line, or behind a full stop.
fn hides_article(article: &NewArticle) -> bool {
    if article.number == 0 || !article.label.starts_with('第') {
        return false;
    }
    let next = format!("第{}条", numeral::format(article.number + 1));
    article.text.match_indices(&next).any(|(at, _)| {
        let before = article.text[..at].trim_end_matches([' ', '\u{3000}']);
        let stands_apart = before.is_empty() || before.ends_with(['。', '\n']);
        let behind = &article.text[at + next.len()..];
        let cites = behind.starts_with(['的', '、', '，', '至', '和', '规', '第', '所', '（']);
        stands_apart && !cites
    })
}

#[cfg(test)]
mod tests {
    use super::super::structure::read_paragraphs;
    use super::*;
    use proptest::prelude::*;

    fn judged(lines: &[&str]) -> Vec<(String, i32, Vec<ReadDoubt>)> {
        let paragraph = |(at, text): (usize, &&str)| Paragraph {
            text: (*text).to_owned(),
            lines: (at, at + 1),
            is_table: text.contains('\t'),
        };
        let paragraphs: Vec<Paragraph> = lines.iter().enumerate().map(paragraph).collect();
        let raw: Vec<RawLine> = lines
            .iter()
            .map(|it| RawLine { text: (*it).into(), page: 3, is_table: false })
            .collect();
        let (law, starts) = read_paragraphs(&paragraphs);
        let parts = judge(&law.articles, &starts, &paragraphs, &raw);
        parts.into_iter().map(|it| (it.label, it.confidence, it.doubts)).collect()
    }

    #[test]
    fn a_sound_text_leaves_no_doubt() {
        let parts = judged(&[
            "第一章 总则",
            "第一条 为了保护环境。",
            "第二条 本办法施行。",
            "（一）甲；",
            "（二）乙。",
        ]);
        assert!(parts.iter().all(|it| it.1 == 100), "{parts:?}");
    }

    #[test]
    fn each_thing_that_is_wrong_has_its_reason() {
        use ReadDoubt as D;
        for (lines, doubts) in [
            (&["第一条 甲条文。", "第三条 乙条文。"][..], vec![D::NumberGap]),
            (&["第一条 甲条文。", "第五条 乙条文。", "第四条 丙条文。"], vec![D::NumberOrder]),
            (&["第一条 甲条文。", "第二条 乙条文断在这里"], vec![D::BrokenEnd]),
            (&["第一条 甲条文。", "第二条 见下表。", "指标\t限值"], vec![D::Table]),
            (&["第一条 甲条文。", "第二条 乙\u{fffd}\u{fffd}条文。"], vec![D::OddSigns]),
            (&["第一条 甲条文。", "第二条 乙条文。第三条 丙条文。"], vec![D::HiddenArticle]),
            (&["第一条 甲条文。", "第二条 。"], vec![D::TooShort]),
        ] {
            let parts = judged(lines);
            let (label, confidence, found) = parts.last().expect("a part");
            assert_eq!(*found, doubts, "{label} of {lines:?}");
            assert!(*confidence < 100);
        }
        assert_eq!(
            judged(&["第一条 依照第二条的规定处理。"])[0].1,
            100,
            "a citation hides nothing"
        );
    }

    #[test]
    fn one_grave_reason_is_enough_and_a_light_one_is_not() {
        let part = |confidence| JudgedPart {
            position: 1,
            label: String::new(),
            confidence,
            doubts: Vec::new(),
            page: None,
            raw: String::new(),
        };
        assert!(100 - ReadDoubt::BrokenEnd.weight() >= DOUBTFUL);
        assert!(100 - ReadDoubt::NumberGap.weight() < DOUBTFUL);
        let parts = [part(80), part(10), part(74)];
        let order: Vec<i32> = doubtful(&parts).iter().map(|it| it.confidence).collect();
        assert_eq!(order, [10, 74]);
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_judged_without_panic(lines in proptest::collection::vec("[第一二三条章（）。 0-9a表\t]{0,12}", 0..40)) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|it| !it.trim().is_empty()).collect();
            for (_, confidence, doubts) in judged(&lines) {
                prop_assert!((0..=100).contains(&confidence));
                prop_assert_eq!(confidence == 100, doubts.is_empty());
            }
        }
    }
}
