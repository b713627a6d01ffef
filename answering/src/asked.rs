//! What a question asks for: what no law answers, which sort of answer it wants, which place it names.

use std::sync::LazyLock;

use crate::lines::{self, Rule};

/// What no text of law answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Beyond {
    /// What a market asks for a thing.
    Price,
    /// What is measured today.
    Today,
    /// A text to be written.
    Write,
    /// The platform itself.
    Platform,
    /// How to reach somebody.
    Contact,
    /// Whom to choose.
    Advice,
    /// News, forecasts, numbers of the world.
    News,
    /// Where somebody's own case stands.
    Case,
    /// How a thing is built or run.
    Craft,
    /// Nothing of this trade.
    Outside,
}

impl Beyond {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "price" => Self::Price,
            "today" => Self::Today,
            "write" => Self::Write,
            "platform" => Self::Platform,
            "contact" => Self::Contact,
            "advice" => Self::Advice,
            "news" => Self::News,
            "case" => Self::Case,
            "craft" => Self::Craft,
            "outside" => Self::Outside,
            _ => return None,
        })
    }
}

static BEYOND: LazyLock<Vec<Rule>> =
    LazyLock::new(|| lines::rules(include_str!("../data/beyond.txt")));

/// What is asked that no law answers.
pub(crate) fn beyond(text: &str) -> Option<Beyond> {
    BEYOND.iter().filter(|it| it.meets(text)).find_map(|it| Beyond::parse(it.kind))
}

/// A sort of answer, and what an article must have to be one.
struct Wanted {
    asked: Rule,
    needed: Vec<&'static str>,
}

static WANTED: LazyLock<Vec<Wanted>> = LazyLock::new(|| {
    let rules = lines::rules(include_str!("../data/wanted.txt"));
    rules
        .into_iter()
        .filter_map(|mut asked| {
            let needed = asked.groups.pop()?;
            Some(Wanted { asked, needed })
        })
        .collect()
});

/// The sorts of answer that a question wants, by name.
pub(crate) fn wanted(text: &str) -> Vec<&'static str> {
    WANTED.iter().filter(|it| it.asked.meets(text)).map(|it| it.asked.kind).collect()
}

/// What part of the sorts of answer wanted the text of an article can give; none when nothing
/// particular is wanted.
pub(crate) fn gives(kinds: &[&str], article: &str) -> Option<f64> {
    let wanted = WANTED.iter().filter(|it| kinds.contains(&it.asked.kind));
    let given = wanted.map(|it| it.needed.iter().any(|word| article.contains(word)));
    let given: Vec<bool> = given.collect();
    if given.is_empty() {
        return None;
    }
    Some(given.iter().filter(|it| **it).count() as f64 / given.len() as f64)
}

static PLACES: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let row = |row: &'static str| {
        let (code, names) = row.split_once(' ')?;
        Some((code, names.split_whitespace().collect()))
    };
    lines::rows(include_str!("../data/places.txt")).filter_map(row).collect()
});

/// The provinces that are named, each with the longest name it was named by.
pub(crate) fn places(text: &str) -> Vec<(&'static str, &'static str)> {
    let longest = |(code, names): &(&'static str, Vec<&'static str>)| {
        let said = names.iter().filter(|it| text.contains(**it));
        said.max_by_key(|it| it.len()).map(|name| (*code, *name))
    };
    PLACES.iter().filter_map(longest).collect()
}

/// The text without the names of the province and its places.
pub(crate) fn without_places(text: &str) -> String {
    let mut rest = text.to_owned();
    for (_, names) in PLACES.iter() {
        for name in names {
            if rest.contains(name) {
                for ending in ["自治区", "省", "市", "区", "县", ""] {
                    rest = rest.replace(&format!("{name}{ending}"), "");
                }
            }
        }
    }
    rest
}

/// The numbers of documents and the titles in book marks that a question names: `gb16297`, `hj 2025`,
/// `第16号令`, `〔2021〕47号`.
pub(crate) fn documents(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut rest, mut unmarked) = (text, String::new());
    while let Some((before, after)) = rest.split_once('《') {
        let Some((title, behind)) = after.split_once('》') else { break };
        found.push(title.trim().to_owned());
        unmarked.push_str(before);
        unmarked.push(' ');
        rest = behind;
    }
    unmarked.push_str(rest);
    let letters: Vec<char> = text.chars().collect();
    for start in ["gb", "hj", "db", "cj", "ny", "jt"] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().last();
            let digits = text[at + start.len()..].trim_start_matches(['/', 't', ' ', '-']);
            let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
            if digits.len() > 1 && !before.is_some_and(|it| it.is_ascii_alphanumeric()) {
                found.push(digits);
            }
        }
    }
    let number = |end: usize| -> Option<String> {
        let head: String =
            letters[..end].iter().rev().take_while(|it| it.is_ascii_digit()).collect();
        let head: String = head.chars().rev().collect();
        (!head.is_empty()).then_some(format!("{head}号"))
    };
    let ends = letters.iter().enumerate().filter(|(_, it)| **it == '号').map(|(at, _)| at);
    let orders = ends.filter(|at| {
        let before: String = letters[at.saturating_sub(8)..*at].iter().collect();
        let after = letters.get(at + 1).copied();
        before.contains('第')
            || before.contains(['〕', ']'])
            || after == Some('令')
            || after == Some('文')
    });
    found.extend(orders.filter_map(number));
    found.extend(titles(&unmarked));
    found
}

/// Endings of what is called a document.
const ENDINGS: [&str; 8] =
    ["办法", "条例", "名录", "导则", "细则", "技术规范", "技术指南", "排放标准"];
/// The end of a title of this many characters tells which document is meant.
const TITLE: usize = 9;

/// The ends of what looks like titles without book marks: 减排交易管理办法.
fn titles(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for ending in ENDINGS {
        for (at, _) in text.match_indices(ending) {
            let head: Vec<char> = text[..at].chars().collect();
            let run =
                head.iter().rev().take_while(|it| it.is_alphabetic() && !it.is_ascii()).count();
            if run + ending.chars().count() >= TITLE {
                let tail = head.len() - (TITLE - ending.chars().count());
                found.push(head[tail..].iter().collect::<String>() + ending);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_market_asks_is_no_matter_of_law() {
        for (text, kind) in [
            ("废活性炭现在处置多少钱一吨", Some(Beyond::Price)),
            ("测一个土壤样品的重金属大概多少钱", Some(Beyond::Price)),
            ("饭店不装油烟净化器要罚多少钱", None),
            ("明天上海空气质量指数多少", Some(Beyond::Today)),
            ("帮我写一份喷涂项目的环评报告表", Some(Beyond::Write)),
            ("你们平台的会员一年多少钱", Some(Beyond::Price)),
            ("我们给政府部门做信息化平台，能自己留一份数据做分析吗", None),
            ("糖醋排骨怎么做", Some(Beyond::Outside)),
            ("危险废物贮存期限", None),
        ] {
            assert_eq!(beyond(text), kind, "{text}");
        }
    }

    #[test]
    fn an_answer_to_how_long_names_a_time() {
        let kinds = wanted("危废能存多久");

        assert_eq!(gives(&kinds, "贮存危险废物不得超过一年"), Some(1.0));
        assert_eq!(gives(&kinds, "禁止混合贮存"), Some(0.0));
        assert_eq!(gives(&wanted("危废怎么贮存"), "禁止混合贮存"), None);
    }

    #[test]
    fn a_place_names_its_province() {
        assert_eq!(places("昆山的厂"), [("32", "昆山")]);
        assert_eq!(without_places("苏州市装修噪声"), "装修噪声");
        assert!(places("危险废物").is_empty());
    }

    #[test]
    fn documents_are_named_by_title_or_number() {
        assert_eq!(
            documents("《检验检测机构资质认定管理办法》怎么说"),
            ["检验检测机构资质认定管理办法"]
        );
        assert_eq!(documents("gb 16297-1996 的限值"), ["16297"]);
        assert_eq!(documents("发改委2018年第16号令"), ["16号"]);
        assert!(documents("2号楼的噪声").is_empty());
    }
}
