//! Reading test plans, and telling pollutants and methods apart. Pure.

use kernel::text::{clip, half_width};
use std::collections::HashMap;
use std::sync::LazyLock;

const POLLUTANTS: &str = include_str!("../../../../seed-data/data/pollutants.csv");

/// Lines of a plan at most (配置值).
pub const LONGEST_PLAN: usize = 40;
/// Characters of a line at most.
const LONGEST_LINE: usize = 100;

/// What begins the number of a standard.
const STANDARDS: [&str; 12] =
    ["GB", "HJ", "CJ", "SL", "DB", "DZ", "NY", "LY", "QB", "JJF", "ISO", "EPA"];

/// One line of a test plan (检测方案): a pollutant, and the method it shall be tested by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// The pollutant, as it is called; as typed where no list of ours knows it.
    pub item: String,
    /// The standard of the method; none for any.
    pub method: Option<String>,
}

kernel::problems! {
    /// Why a plan cannot be used.
    PlanProblem {
        Empty = "labs.plan_empty", "plan", "请写要测什么，一行一个项目，例如：化学需氧量 HJ 828-2017";
        TooLong = "labs.plan_too_long", "plan", "一次最多 40 个项目，请分几次查";
        NoItem = "labs.plan_no_item", "plan", "有一行只有方法标准号，请在前面写上检测项目";
    }
}

/// By [`bare`], what a pollutant is called.
static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for line in POLLUTANTS.lines().filter(|it| !it.starts_with('#')) {
        let name = line.split(',').next().unwrap_or_default();
        for alias in line.split(',') {
            names.entry(bare(alias)).or_insert(name);
        }
    }
    names
});

/// A name without what does not tell it apart: case, spaces, full-width forms, brackets.
fn bare(name: &str) -> String {
    let half = name.chars().map(half_width).flat_map(char::to_uppercase);
    half.filter(|it| !it.is_whitespace() && !"()（）[]【】《》".contains(*it)).collect()
}

/// What a pollutant is called, when a list of ours knows it; also where two of its names stand together:
/// `氨氮（NH3-N）`.
#[must_use]
pub fn item_name(typed: &str) -> Option<&'static str> {
    let known = |it: &str| NAMES.get(&bare(it)).copied();
    let pair = || {
        let (name, other) = typed.trim_end_matches([')', '）']).split_once(['(', '（'])?;
        known(name).filter(|it| known(other) == Some(it))
    };
    known(typed).or_else(pair)
}

/// What a pollutant is looked up by: the same for all its names.
#[must_use]
pub fn item_key(typed: &str) -> String {
    bare(item_name(typed).unwrap_or(typed))
}

/// The number of a method's standard as it is written (`HJ 828-2017`), from what lists and people
/// write: `HJ828—2017`, `（HJ 828-2017）`. Whatever is no such number stays as it is.
#[must_use]
pub fn method_name(typed: &str) -> String {
    match standard_at(typed) {
        Some((_, _, number)) => number,
        None => clip(typed.trim(), LONGEST_LINE),
    }
}

/// What a method is looked up by: its standard without the year.
#[must_use]
pub fn method_key(typed: &str) -> String {
    let name = method_name(typed);
    without_year(&name).0.to_owned()
}

/// Whether a laboratory's method is the one a plan asks for: the same standard, and the same year
/// where the plan names one.
#[must_use]
pub fn is_method(held: &str, asked: &str) -> bool {
    let (asked, held) = (method_name(asked), method_name(held));
    let (asked_number, asked_year) = without_year(&asked);
    let (held_number, held_year) = without_year(&held);
    asked_number == held_number && (asked_year.is_none() || asked_year == held_year)
}

fn without_year(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('-') {
        Some((number, year)) if year.len() == 4 && year.bytes().all(|it| it.is_ascii_digit()) => {
            (number, Some(year))
        }
        _ => (name, None),
    }
}

/// Where in a text, in bytes, a standard's number begins and ends, and the number as it is written.
fn standard_at(text: &str) -> Option<(usize, usize, String)> {
    let chars: Vec<(usize, char)> =
        text.char_indices().map(|(at, it)| (at, half_width(it).to_ascii_uppercase())).collect();
    let is_letter = |at: usize| chars.get(at).is_some_and(|it| it.1.is_ascii_alphabetic());
    for start in 0..chars.len() {
        if !is_letter(start) || (start > 0 && is_letter(start - 1)) {
            continue;
        }
        let letters: String =
            chars[start..].iter().map(|it| it.1).take_while(char::is_ascii_alphabetic).collect();
        let known = STANDARDS.iter().find(|it| letters == **it || letters == format!("{it}T"));
        let Some(known) = known else { continue };
        let mut end = start + letters.len();
        let (mut prefix, mut number) = (String::from(*known), String::new());
        if letters.len() > known.len() {
            prefix.push_str("/T");
        }
        for (_, it) in &chars[end..] {
            match it {
                '/' if number.is_empty() => prefix.push('/'),
                'T' if prefix.ends_with('/') => prefix.push('T'),
                '0'..='9' | '.' => number.push(*it),
                '-' | '—' | '–' | '－' | '―' if !number.is_empty() && !number.ends_with('-') =>
                {
                    number.push('-');
                }
                '-' | '—' | '–' | '－' | '―' => {}
                _ if it.is_whitespace() && number.is_empty() => {}
                _ => break,
            }
            end += 1;
        }
        let number = number.trim_end_matches(['-', '.']);
        if number.starts_with(|it: char| it.is_ascii_digit()) {
            let till = chars.get(end).map_or(text.len(), |it| it.0);
            return Some((
                chars[start].0,
                till,
                format!("{} {number}", prefix.trim_end_matches('/')),
            ));
        }
    }
    None
}

/// A plan as people type it: a line a pollutant, with the method behind it. Commas in a line divide
/// only where no method stands in it: `COD、氨氮、总磷`.
///
/// # Errors
/// [`PlanProblem`] when nothing can be asked.
pub fn plan(typed: &str) -> Result<Vec<PlanLine>, PlanProblem> {
    let mut lines: Vec<PlanLine> = Vec::new();
    for line in typed.lines().flat_map(|it| it.split([';', '；'])) {
        let line = clip(line.trim(), LONGEST_LINE);
        let found = match standard_at(&line) {
            Some((from, to, number)) => {
                let (before, behind) = (&line[..from], &line[to..]);
                let item = [before, behind].into_iter().map(trimmed).find(|it| !it.is_empty());
                vec![line_of(item.ok_or(PlanProblem::NoItem)?, Some(number))]
            }
            None => {
                let items = line.split(['、', ',', '，']).map(trimmed).filter(|it| !it.is_empty());
                items.map(|it| line_of(it, None)).collect()
            }
        };
        for line in found {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    match lines.len() {
        0 => Err(PlanProblem::Empty),
        count if count > LONGEST_PLAN => Err(PlanProblem::TooLong),
        _ => Ok(lines),
    }
}

fn trimmed(text: &str) -> &str {
    let is_around = |it: char| it.is_whitespace() || "，,、：:（）()《》|\t".contains(it);
    text.trim_matches(is_around)
}

fn line_of(item: &str, method: Option<String>) -> PlanLine {
    PlanLine { item: item_name(item).unwrap_or(item).to_owned(), method }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pollutant_has_many_names() {
        for name in ["COD", "codcr", "化学需氧量", "化学需氧量（COD）", "ＣＯＤ"] {
            assert_eq!(item_key(name), item_key("化学需氧量"), "{name}");
        }
        assert_eq!(item_name("氨氮（NH3-N）"), Some("氨氮"));
        assert_eq!(item_name("氨氮（总磷）"), None);
        assert_eq!(item_name("铬（六价）"), Some("六价铬"));
        assert_ne!(item_key("总铬"), item_key("六价铬"));
        assert_eq!(item_name("量子污染"), None);
    }

    #[test]
    fn no_two_pollutants_share_a_name() {
        let mut seen = HashMap::new();
        for line in POLLUTANTS.lines().filter(|it| !it.starts_with('#')) {
            let name = line.split(',').next().expect("a name");
            for alias in line.split(',') {
                let before = seen.insert(bare(alias), name);
                assert!(before.is_none_or(|it| it == name), "{alias}: {before:?} and {name}");
            }
        }
    }

    #[test]
    fn a_method_is_known_however_it_is_written() {
        for (typed, name) in [
            ("HJ828—2017", "HJ 828-2017"),
            ("水质 化学需氧量的测定 重铬酸盐法 HJ 828-2017", "HJ 828-2017"),
            ("GB/T 11893-1989", "GB/T 11893-1989"),
            ("GBT11893-1989", "GB/T 11893-1989"),
            ("gb 11893", "GB 11893"),
            ("HJ 1263-2022（重量法）", "HJ 1263-2022"),
            ("气相色谱法", "气相色谱法"),
        ] {
            assert_eq!(method_name(typed), name, "{typed}");
        }
    }

    #[test]
    fn the_year_counts_when_it_is_asked_for() {
        assert!(is_method("HJ 828-2017", "HJ 828"));
        assert!(is_method("HJ 828-2017", "hj828-2017"));
        assert!(!is_method("HJ 828-2017", "HJ 828-2007"));
        assert!(!is_method("HJ 828-2017", "HJ 82"));
        assert_eq!(method_key("HJ828-2017"), "HJ 828");
    }

    #[test]
    fn a_plan_is_read_as_people_type_it() {
        let line = |item: &str, method: Option<&str>| PlanLine {
            item: item.to_owned(),
            method: method.map(str::to_owned),
        };
        assert_eq!(
            plan("COD HJ 828-2017\n氨氮、总磷，TN\n厂界噪声；COD HJ828—2017\n\n"),
            Ok(vec![
                line("化学需氧量", Some("HJ 828-2017")),
                line("氨氮", None),
                line("总磷", None),
                line("总氮", None),
                line("工业企业厂界环境噪声", None),
            ])
        );
        assert_eq!(plan(" \n、，"), Err(PlanProblem::Empty));
        assert_eq!(plan("HJ 828-2017"), Err(PlanProblem::NoItem));
        let long: String = (0..=LONGEST_PLAN).map(|it| format!("项目{it}\n")).collect();
        assert_eq!(plan(&long), Err(PlanProblem::TooLong));
    }
}
