//! From the lines of a file to the paragraphs of a text: running heads and page numbers go, broken lines
//! are joined, title and days are found at the front. What a line was is kept, so that a person can hold
//! the part that was read against it.

use super::numeral;
use super::structure::begins_structure;
use std::collections::HashMap;

/// Lines at the edge of a page that may be running heads.
const EDGE: usize = 2;
/// On how many pages, and on what share of them, a line must stand to be a running head (配置值).
const HEAD_PAGES: usize = 3;
/// A line this full (of a hundred, against the long lines of the file) may go on below (配置值).
const FULL_PERCENT: usize = 75;
/// The long lines of running text are this wide at least, a Chinese character counting two (配置值).
const LONG_LINE: usize = 40;
/// Paragraphs at the front in which a title is looked for (配置值).
const FRONT: usize = 30;
/// Paragraphs among which a foreword may say from when a standard holds (配置值).
const FOREWORD: usize = 80;
/// What a line of contents is filled with.
const LEADERS: [&str; 3] = ["……", "....", "····"];

/// A line of a file as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawLine {
    /// The words.
    pub text: String,
    /// The page, from 1; 0 where the file has none: then a line is a paragraph.
    pub page: u32,
    /// Whether it is a row of a table.
    pub is_table: bool,
}

/// A paragraph, and of which lines it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The words.
    pub text: String,
    /// The first of its lines and the one behind its last.
    pub lines: (usize, usize),
    /// Whether it is a row of a table.
    pub is_table: bool,
}

/// What stands before the text itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    /// The title; none when nothing there looks like one.
    pub title: Option<String>,
    /// The lines about votes and orders.
    pub history: Vec<String>,
    /// The number of a standard: GB 18485-2014.
    pub number: Option<String>,
    /// The day of a line that ends in 发布.
    pub issued: Option<String>,
    /// The day of a line that ends in 实施.
    pub starts: Option<String>,
    /// How many paragraphs that took.
    pub taken: usize,
}

/// The paragraphs of a file.
pub fn tidy(lines: &[RawLine]) -> Vec<Paragraph> {
    let is_running = running(lines);
    let full = full_width(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let text = match line.is_table {
            true => line.text.split('\t').map(squeeze).collect::<Vec<_>>().join("\t"),
            false => squeeze(&line.text),
        };
        if text.trim().is_empty() || is_running[at] || is_of_contents(&text) {
            continue;
        }
        if let Some(last) = paragraphs.last_mut()
            && goes_on(last, &lines[last.lines.1 - 1], line, &text, full)
        {
            join(&mut last.text, &text);
            last.lines.1 = at + 1;
            continue;
        }
        paragraphs.push(Paragraph { text, lines: (at, at + 1), is_table: line.is_table });
    }
    paragraphs
}

/// Blanks between Chinese characters are the work of the typesetter, others are one; what stands behind
/// 第…条 stays apart.
fn squeeze(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = String::with_capacity(text.len());
    for word in words {
        let is_label = out.starts_with('第') && out.chars().count() <= 14 && is_label(&out);
        let is_number = out.chars().all(|it| it.is_ascii_digit() || it == '.');
        let apart = out.chars().next_back().is_some_and(|it| it.is_ascii_graphic())
            && word.chars().next().is_some_and(|it| it.is_ascii_graphic());
        if !out.is_empty() && (apart || is_label || is_number) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn is_label(text: &str) -> bool {
    let marks = ["分编", "编", "章", "节", "目"];
    let is_end = |rest: &str| rest.is_empty();
    numeral::article(text).is_some_and(|(_, _, rest)| is_end(rest))
        || numeral::ordinal(text, &marks).is_some_and(|(_, _, rest)| is_end(rest))
}

/// `第一章 总则……3`: a line of a table of contents.
fn is_of_contents(text: &str) -> bool {
    LEADERS.iter().any(|it| text.contains(it)) && text.ends_with(|it: char| it.is_ascii_digit())
}

/// Which lines are page numbers or stand at the edge of most pages.
fn running(lines: &[RawLine]) -> Vec<bool> {
    let mut edges: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if line.page > 0 && !line.text.trim().is_empty() {
            edges.entry(line.page).or_default().push(at);
        }
    }
    let mut pages_of: HashMap<String, usize> = HashMap::new();
    let mut at_edge = Vec::new();
    for of_page in edges.values() {
        let count = of_page.len();
        let is_edge = |it: usize| it < EDGE || it + EDGE >= count;
        for (_, at) in of_page.iter().enumerate().filter(|(place, _)| is_edge(*place)) {
            *pages_of.entry(shape(&lines[*at].text)).or_default() += 1;
            at_edge.push(*at);
        }
    }
    let pages = edges.len();
    let mut found = vec![false; lines.len()];
    for at in at_edge {
        let count = pages_of.get(&shape(&lines[at].text)).copied().unwrap_or(0);
        let is_head = count >= HEAD_PAGES && count * 2 > pages;
        found[at] = is_head || is_page_number(&lines[at].text);
    }
    found
}

/// A line with its digits and blanks evened out.
fn shape(text: &str) -> String {
    let plain = text.chars().filter(|it| !it.is_whitespace());
    plain.map(|it| if it.is_ascii_digit() { '#' } else { it }).collect()
}

/// `12`, `— 12 —`, `第 12 页`, `第 12 页 共 30 页`, `XII`.
fn is_page_number(text: &str) -> bool {
    let plain: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let inner = plain.trim_matches(|it| "-—–―·•/".contains(it));
    let is_short = !inner.is_empty() && inner.chars().count() <= 12;
    let is_number = inner.len() <= 4 && inner.chars().all(|it| it.is_ascii_digit());
    let is_roman = inner.chars().all(|it| "IVXivxⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".contains(it));
    let is_spoken = inner.starts_with('第')
        && inner.ends_with('页')
        && inner.chars().all(|it| it.is_ascii_digit() || "第页共，,".contains(it));
    is_short && (is_number || is_roman || is_spoken)
}

/// The width of the long lines of a file.
fn full_width(lines: &[RawLine]) -> usize {
    let mut widths: Vec<usize> =
        lines.iter().filter(|it| it.page > 0 && !it.is_table).map(|it| width(&it.text)).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0)
}

fn width(text: &str) -> usize {
    text.trim_end().chars().map(|it| if it.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a line belongs to the paragraph before it.
fn goes_on(last: &Paragraph, line: &RawLine, next: &RawLine, text: &str, full: usize) -> bool {
    if next.page == 0 || last.is_table || next.is_table {
        return false;
    }
    let ends = last.text.chars().next_back().is_some_and(|it| "。；：！？”".contains(it));
    // A cover has no long lines, and none of it goes on below.
    let is_full = full >= LONG_LINE && width(&line.text) * 100 >= full * FULL_PERCENT;
    let begins = begins_structure(text) || begins_item(text);
    !ends && is_full && !begins && !is_label(&last.text)
}

/// （一）, (1), 一、, 1., a), 4.2 …: what begins a line of its own.
fn begins_item(text: &str) -> bool {
    let head: String = text.chars().take(8).collect();
    let inner = head.trim_start_matches(['（', '(']);
    let label: String = inner
        .chars()
        .take_while(|it| numeral::is_numeral(*it) || it.is_ascii_alphanumeric() || *it == '.')
        .collect();
    let rest = &inner[label.len()..];
    let is_marked = rest.starts_with(['）', ')', '、', '．', ' ']);
    !label.is_empty()
        && is_marked
        && (label.chars().all(|it| numeral::is_numeral(it) || it == '.') || label.len() == 1)
}

/// Puts two pieces of a line together: words of Latin letters apart, Chinese close.
fn join(text: &mut String, more: &str) {
    let before = text.chars().next_back();
    let is_apart = before.is_some_and(|it| it.is_ascii_alphanumeric())
        && more.starts_with(|it: char| it.is_ascii_alphanumeric());
    if is_apart {
        text.push(' ');
    }
    text.push_str(more);
}

/// Finds title, lines about votes, and what the cover of a standard says.
pub fn front(paragraphs: &[Paragraph]) -> Front {
    let mut front = Front::default();
    let mut taken = 0;
    for (at, paragraph) in paragraphs.iter().take(FRONT).enumerate() {
        let text = paragraph.text.as_str();
        if begins_structure(text) || is_heading_of_contents(text) {
            break;
        }
        if front.number.is_none()
            && let Some(number) = standard_number(text)
        {
            front.number = Some(number);
            taken = at + 1;
        } else if days_in(text) != (None, None) {
            taken = at + 1;
        } else if front.title.is_none() && is_title(text) {
            front.title = Some(text.trim_matches(['《', '》']).to_owned());
            taken = at + 1;
        } else if is_history(text) {
            front.history.push(text.trim_matches(['（', '）', '(', ')']).to_owned());
            taken = at + 1;
        }
    }
    for paragraph in paragraphs.iter().take(FOREWORD) {
        let (issued, starts) = days_in(&paragraph.text);
        front.issued = front.issued.or(issued);
        front.starts = front.starts.or(starts);
    }
    front.taken = if front.title.is_some() { taken } else { 0 };
    front
}

/// The days of a cover or a foreword: `2020-11-26 发布 2021-07-01 实施`, `本标准自2021年7月1日起实施`.
fn days_in(text: &str) -> (Option<String>, Option<String>) {
    let before = |marks: &[&str]| marks.iter().find_map(|it| day_before(text, it));
    (before(&["发布", "批准"]), before(&["起实施", "实施"]))
}

/// The day that stands right before a word.
fn day_before(text: &str, mark: &str) -> Option<String> {
    text.match_indices(mark).find_map(|(at, _)| {
        let is_of_day = |it: char| it.is_ascii_digit() || "-年月日. ".contains(it);
        let head = text[..at].trim_end();
        let from = head.char_indices().rev().take_while(|(_, it)| is_of_day(*it)).last();
        let day = head[from?.0..].replace(' ', "");
        let digits = day.chars().filter(char::is_ascii_digit).count();
        let is_day = (6..=8).contains(&digits) && (day.contains('年') || day.contains('-'));
        is_day.then_some(day)
    })
}

fn is_heading_of_contents(text: &str) -> bool {
    let plain: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    matches!(plain.as_str(), "目录" | "目次" | "前言")
}

/// What titles of norms end with.
const ENDINGS: [&str; 22] = [
    "法典", "法", "条例", "办法", "规定", "标准", "规范", "细则", "决定", "解释", "通知", "意见",
    "名录", "目录", "方案", "规则", "导则", "指南", "公告", "要求", "限值", "准则",
];

fn is_title(text: &str) -> bool {
    let bare = text.trim_matches(['《', '》']);
    let bare = match bare.find(['（', '(']) {
        Some(at) if at > 0 => &bare[..at],
        _ => bare,
    };
    let length = bare.chars().count();
    (3..=80).contains(&length)
        && !bare.contains(['。', '，', '；'])
        && ENDINGS.iter().any(|it| bare.ends_with(it))
        && !is_category(bare)
}

/// What stands on the cover of every standard and names none.
fn is_category(text: &str) -> bool {
    ["国家标准", "行业标准", "地方标准", "团体标准", "环境保护标准", "生态环境标准"]
        .iter()
        .any(|it| text.ends_with(it))
        && text.starts_with("中华人民共和国")
        || ["地方标准", "国家标准", "行业标准"].contains(&text)
}

fn is_history(text: &str) -> bool {
    let is_bracketed = text.starts_with(['（', '(']);
    let tells = ["通过", "公布", "修订", "修正", "施行", "令第"];
    is_bracketed && text.contains('年') && tells.iter().any(|it| text.contains(it))
}

/// The number of a standard: `GB 18485—2014`, `HJ/T 91-2002`, `DB31/ 199—2018`.
pub fn standard_number(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let plain = plain.replace(['—', '－', '–', '―'], "-");
    let mark = ["GB", "HJ", "DB31", "DB32", "DB33"].into_iter().find(|it| plain.starts_with(it))?;
    let rest = plain[mark.len()..].trim_start_matches("/T").trim_start_matches(['/', 'T']);
    let is_recommended =
        plain[mark.len()..].starts_with("/T") || plain[mark.len()..].starts_with('T');
    let end = rest.find(|it: char| !(it.is_ascii_digit() || it == '.' || it == '-'));
    let number = &rest[..end.unwrap_or(rest.len())];
    let (serial, year) = number.split_once('-')?;
    let is_sound = !serial.is_empty() && matches!(year.len(), 2 | 4) && end.is_none();
    is_sound.then(|| format!("{mark}{}{serial}-{year}", if is_recommended { "/T" } else { "" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32, lines: &[&str]) -> Vec<RawLine> {
        let line = |it: &&str| RawLine { text: (*it).to_owned(), page: number, is_table: false };
        lines.iter().map(line).collect()
    }

    fn texts(lines: &[RawLine]) -> Vec<String> {
        tidy(lines).into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn running_heads_and_page_numbers_go() {
        let mut lines = Vec::new();
        for (number, word) in (1..).zip(["水", "气", "声", "渣"]) {
            let own = format!("— {number} —");
            let (body, more) = (format!("{word}的正文在这里。"), format!("说{word}的另一行。"));
            lines.extend(page(number, &["GB 18484—2020", &body, &more, &own]));
        }
        let kept = texts(&lines);
        assert_eq!(kept.len(), 8, "{kept:?}");
        assert!(kept.iter().all(|it| !it.contains("GB") && !it.contains('—')));
        for number in ["12", "- 3 -", "第 3 页", "第 3 页 共 9 页", "IV"] {
            assert!(is_page_number(number), "{number}");
        }
        assert!(!is_page_number("第三条"));
    }

    #[test]
    fn broken_lines_are_joined_and_what_begins_stays_apart() {
        let lines = page(
            1,
            &[
                "第一条 为了保护和改善环境，防治污染和其他公害，保",
                "障公众健康，推进生态文明建设，制定本法。",
                "第二条 本法所称环境，是指影响人类生存和发展的各",
                "种因素，包括：",
                "（一）大气；",
                "（二）水。",
            ],
        );
        assert_eq!(
            texts(&lines),
            [
                "第一条 为了保护和改善环境，防治污染和其他公害，保障公众健康，推进生态文明建设，制定本法。",
                "第二条 本法所称环境，是指影响人类生存和发展的各种因素，包括：",
                "（一）大气；",
                "（二）水。",
            ]
        );
        let paragraphs = page(0, &["没有句号的一段", "另一段"]);
        assert_eq!(texts(&paragraphs).len(), 2, "lines without a page are paragraphs");
    }

    #[test]
    fn a_title_and_the_lines_about_votes_are_found_at_the_front() {
        let lines = page(
            0,
            &[
                "样例排污管理办法",
                "（2021年3月1日生态环境部令第1号公布）",
                "第一章 总则",
                "第一条 甲。",
            ],
        );
        let found = front(&tidy(&lines));
        assert_eq!(found.title.as_deref(), Some("样例排污管理办法"));
        assert_eq!(found.history, ["2021年3月1日生态环境部令第1号公布"]);
        assert_eq!(found.taken, 2);
    }

    #[test]
    fn the_cover_of_a_standard_is_read() {
        let lines = page(
            1,
            &[
                "中华人民共和国国家标准",
                "GB 18484—2020",
                "危险废物焚烧污染控制标准",
                "2020-11-26 发布",
                "2021-07-01 实施",
                "目 次",
            ],
        );
        let found = front(&tidy(&lines));
        assert_eq!(found.title.as_deref(), Some("危险废物焚烧污染控制标准"));
        assert_eq!(found.number.as_deref(), Some("GB18484-2020"));
        assert_eq!(found.issued.as_deref(), Some("2020-11-26"));
        assert_eq!(found.starts.as_deref(), Some("2021-07-01"));
    }

    #[test]
    fn days_stand_on_the_cover_or_in_the_foreword() {
        for (text, issued, starts) in [
            ("2019-05-24发布2019-07-01实施", Some("2019-05-24"), Some("2019-07-01")),
            ("本标准生态环境部2019年5月24日批准。", Some("2019年5月24日"), None),
            ("本标准自2019年7月1日起实施。", None, Some("2019年7月1日")),
            ("本标准首次发布于2008年。", None, None),
            ("排放标准的实施", None, None),
        ] {
            let owned = |it: Option<&str>| it.map(str::to_owned);
            assert_eq!(days_in(text), (owned(issued), owned(starts)), "{text}");
        }
    }

    #[test]
    fn numbers_of_standards_are_read_in_every_dash() {
        for (text, number) in [
            ("GB 18485—2014", Some("GB18485-2014")),
            ("HJ/T 91-2002", Some("HJ/T91-2002")),
            ("DB31/ 199—2018", Some("DB31199-2018")),
            ("GB 18485—2014 代替", None),
            ("GB", None),
        ] {
            assert_eq!(standard_number(text).as_deref(), number, "{text}");
        }
    }
}
