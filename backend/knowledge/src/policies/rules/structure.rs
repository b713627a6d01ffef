//! Recognises how a law is built: 编, 分编, 章, 节, 目 and 条, from plain text or Markdown.
//!
//! A heading lasts until one of its own or a higher level follows. What stands before the
//! first article is the preamble; an annex becomes an article of number 0 under its own label.
//! A text without articles is cut at its items (一、二、), else it is one article, 全文.

use super::numeral;
use super::reading::Paragraph;
use serde::{Deserialize, Serialize};

/// Ends the lines about votes in the Markdown collections.
const HISTORY_END: &str = "<!-- INFO END -->";
/// The longest line that can be a heading, in characters.
const HEADING_LIMIT: usize = 60;
/// So many numbered sections in a row are the structure of a text (配置值).
const SECTIONS: usize = 3;
/// The last section there may be, and the longest title of one, in characters.
const SECTIONS_LIMIT: u32 = 60;
const SECTION_TITLE: usize = 30;
/// Between a heading and the one below it when both are kept in one column.
const JOINT: char = '\u{3000}';

/// An article as it is read, before it has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewArticle {
    /// The article number; 0 for an annex.
    pub number: u32,
    /// 1 for 之一; 0 for none.
    pub branch: u32,
    /// As the law writes it: 第一百二十条之一.
    pub label: String,
    /// 编, with 分编 behind it.
    pub part: Option<String>,
    /// 章.
    pub chapter: Option<String>,
    /// 节, with 目 behind it.
    pub section: Option<String>,
    /// The words, one line a paragraph.
    pub text: String,
}

/// A law's text, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LawText {
    /// The Markdown title, if there is one.
    pub title: Option<String>,
    /// The lines about votes between title and text.
    pub history: Vec<String>,
    /// What stands before the first article.
    pub preamble: Option<String>,
    /// The articles in their order.
    pub articles: Vec<NewArticle>,
}

/// A line of a law's contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentsEntry {
    /// How deep it stands, from 1 for the highest level this law has.
    pub level: i32,
    /// The heading.
    pub title: String,
    /// The first article under it; None when only an annex stands there.
    pub first_article: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Part,
    Subpart,
    Chapter,
    Section,
    Subsection,
}

/// Takes a law's text apart. Never fails: a text without any structure is one article.
pub fn read(text: &str) -> LawText {
    let (mut law, body) = head(text);
    let lines: Vec<Line<'_>> = body.lines().filter_map(Line::of).collect();
    let mut reader = Reader::default();
    if lines.iter().any(Line::is_plain_article) {
        for line in &lines {
            reader.line(line);
        }
    } else {
        reader.items(&lines);
    }
    law.preamble = join(&reader.preamble);
    law.articles = reader.finish();
    law
}

/// Takes the paragraphs of a file apart; answers also with which paragraph each article begins. A text
/// without articles is cut at the numbered sections of a standard (1 范围), else at its items.
pub fn read_paragraphs(paragraphs: &[Paragraph]) -> (LawText, Vec<usize>) {
    let lines: Vec<Line<'_>> = paragraphs
        .iter()
        .enumerate()
        .filter_map(|(at, it)| Some(Line { at, ..Line::of(&it.text)? }))
        .collect();
    let mut reader = Reader::default();
    if lines.iter().any(Line::is_plain_article) {
        lines.iter().for_each(|line| reader.line(line));
    } else if sections_in(&lines) >= SECTIONS {
        reader.sections(&lines);
    } else {
        reader.items(&lines);
    }
    let mut law = LawText { preamble: join(&reader.preamble), ..LawText::default() };
    let starts = std::mem::take(&mut reader.starts);
    law.articles = reader.finish();
    (law, starts)
}

/// Whether a line begins an article, a chapter or an annex.
pub fn begins_structure(text: &str) -> bool {
    let Some(line) = Line::of(text) else { return false };
    line.is_plain_article() || line.heading().is_some() || line.is_annex()
}

/// How many sections in a row a text has, from 1 on.
fn sections_in(lines: &[Line<'_>]) -> usize {
    let mut next = 1;
    for line in lines {
        if section(line.text).is_some_and(|(number, _)| number == next) {
            next += 1;
        }
    }
    next as usize - 1
}

/// `1 适用范围` gives (1, 适用范围).
fn section(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|it: char| !it.is_ascii_digit())?;
    let number = text[..end].parse().ok().filter(|it| (1..=SECTIONS_LIMIT).contains(it))?;
    let title = text[end..].trim_start_matches(['.', '．', '、']).trim();
    let begins = text[end..].starts_with([' ', '\u{3000}', '、', '．'])
        || !title.starts_with(|it: char| it.is_ascii());
    let is_title = title.starts_with(|it: char| !it.is_ascii_digit() && it.is_alphabetic())
        && title.chars().count() <= SECTION_TITLE
        && !title.ends_with(['。', '；', '，', '：'])
        && !title.contains('。');
    (begins && is_title).then_some((number, title))
}

/// Splits off the title and the lines about votes.
fn head(text: &str) -> (LawText, &str) {
    let mut law = LawText::default();
    let (head, body) = match text.split_once(HISTORY_END) {
        Some((head, body)) => (head, body),
        None => match text.trim_start().strip_prefix("# ") {
            Some(rest) => {
                let end = rest.find('\n').unwrap_or(rest.len());
                (&text[..text.len() - rest.len() + end], &rest[end..])
            }
            None => ("", text),
        },
    };
    let mut titles = Vec::new();
    for line in head.lines().map(str::trim).filter(|it| !it.is_empty()) {
        match line.strip_prefix('#') {
            Some(title) => titles.push(title.trim_start_matches('#').trim()),
            None => law.history.push(line.to_owned()),
        }
    }
    law.title = (!titles.is_empty()).then(|| titles.join(" "));
    (law, body)
}

/// A line that says something, without its Markdown signs.
struct Line<'t> {
    at: usize,
    is_marked: bool,
    depth: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Option<Self> {
        let line = line.trim();
        let text = line.trim_start_matches('#');
        let depth = line.len() - text.len();
        let text = text.trim();
        let is_comment = text.starts_with("<!--") && text.ends_with("-->");
        (!text.is_empty() && !is_comment).then_some(Self {
            at: 0,
            is_marked: depth > 0,
            depth,
            text,
        })
    }

    fn article(&self) -> Option<(u32, u32, &'t str)> {
        numeral::article(self.text)
    }

    fn is_plain_article(&self) -> bool {
        self.article().is_some_and(|(_, _, rest)| begins_apart(rest))
    }

    fn heading(&self) -> Option<(Level, String)> {
        if self.text.chars().count() > HEADING_LIMIT || self.text.ends_with('。') {
            return None;
        }
        let marks = ["分编", "编", "章", "节", "目"];
        if let Some((_, mark, rest)) = numeral::ordinal(self.text, &marks) {
            if !self.is_marked && !begins_apart(rest) {
                return None;
            }
            let level = match mark {
                "编" => Level::Part,
                "分编" => Level::Subpart,
                "章" => Level::Chapter,
                "节" => Level::Section,
                _ => Level::Subsection,
            };
            let label: String =
                self.text[..self.text.len() - rest.len()].split_whitespace().collect();
            return Some((level, format!("{label} {}", close_up(rest)).trim_end().to_owned()));
        }
        let title = close_up(self.text);
        if matches!(title.as_str(), "附则" | "总则") {
            return Some((Level::Chapter, title));
        }
        self.is_marked
            .then_some((if self.depth > 2 { Level::Section } else { Level::Chapter }, title))
    }

    fn is_annex(&self) -> bool {
        let is_short = self.text.chars().count() <= HEADING_LIMIT && !self.text.ends_with('。');
        let rest = ["附件", "附表", "附录", "附图", "附："]
            .iter()
            .find_map(|it| self.text.strip_prefix(it))
            .or_else(|| self.text.strip_prefix("附").filter(|it| it.is_empty()));
        is_short && rest.is_some()
    }
}

/// Whether what follows a label stands apart from it.
fn begins_apart(rest: &str) -> bool {
    rest.chars().next().is_none_or(|it| it.is_whitespace() || "：【[［".contains(it))
}

/// A heading's words: spaced-out letters (总　　则) closed up, other blanks one space.
fn close_up(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_spaced_out = words.iter().all(|it| it.chars().nth(1).is_none());
    words.join(if is_spaced_out { "" } else { " " })
}

fn join(lines: &[String]) -> Option<String> {
    let text = lines.join("\n");
    (!text.trim().is_empty()).then_some(text)
}

#[derive(Default)]
struct Reader {
    headings: [Option<String>; 5],
    preamble: Vec<String>,
    articles: Vec<(NewArticle, Vec<String>)>,
    /// Where the line stands that is being read, and where each article began.
    at: usize,
    starts: Vec<usize>,
}

impl Reader {
    fn line(&mut self, line: &Line<'_>) {
        self.at = line.at;
        if let Some((number, branch, rest)) = line.article().filter(|it| self.is_article(it)) {
            let label = numeral::label(number, branch);
            self.open(number, branch, label, rest.trim_start_matches('：').trim());
        } else if line.is_annex() && !self.articles.is_empty() {
            self.headings = Default::default();
            self.open(0, 0, line.text.to_owned(), "");
        } else if let Some((level, title)) = line.heading() {
            self.enter(level, title);
        } else {
            match self.articles.last_mut() {
                Some((_, lines)) => lines.push(line.text.to_owned()),
                None => self.preamble.push(line.text.to_owned()),
            }
        }
    }

    /// 第三条 apart from what follows is an article; close to it only when it is the next one
    /// and the words do not go on citing (第三条规定的…).
    fn is_article(&self, (number, _, rest): &(u32, u32, &str)) -> bool {
        let last = self.articles.last().map_or(0, |it| it.0.number);
        let cites = |it: char| "的、，至和或与及规第中所（".contains(it);
        begins_apart(rest) || (*number == last + 1 && !rest.starts_with(cites))
    }

    fn enter(&mut self, level: Level, title: String) {
        if matches!(title.as_str(), "目录" | "序言" | "前言") {
            return;
        }
        for below in &mut self.headings[level as usize..] {
            *below = None;
        }
        self.headings[level as usize] = Some(title);
    }

    fn open(&mut self, number: u32, branch: u32, label: String, text: &str) {
        let [part, subpart, chapter, section, subsection] = &self.headings;
        let article = NewArticle {
            number,
            branch,
            label,
            part: under(part.as_deref(), subpart.as_deref()),
            chapter: chapter.clone(),
            section: under(section.as_deref(), subsection.as_deref()),
            text: String::new(),
        };
        let lines = if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        self.articles.push((article, lines));
        self.starts.push(self.at);
    }

    /// A standard: its numbered sections in sequence, and its annexes.
    fn sections(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            self.at = line.at;
            let last = self.articles.iter().map(|it| it.0.number).max().unwrap_or(0);
            match section(line.text) {
                Some((number, title)) if number == last + 1 => {
                    self.headings[Level::Chapter as usize] = Some(format!("{number} {title}"));
                    self.open(number, 0, number.to_string(), title);
                }
                _ if line.is_annex() && last > 0 => {
                    self.headings = Default::default();
                    self.open(0, 0, line.text.to_owned(), "");
                }
                _ => self.line_of_item(line.text),
            }
        }
    }

    /// A text without articles: its items in sequence, else the whole.
    fn items(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            self.at = line.at;
            let next = self.articles.last().map_or(1, |it| it.0.number + 1);
            match item(line.text) {
                Some((number, label, rest)) if number == next => {
                    self.open(number, 0, label.to_owned(), rest);
                }
                _ => self.line_of_item(line.text),
            }
        }
        if self.articles.is_empty() && !self.preamble.is_empty() {
            let lines = std::mem::take(&mut self.preamble);
            self.at = 0;
            self.open(1, 0, "全文".to_owned(), "");
            self.articles[0].1 = lines;
        }
    }

    fn line_of_item(&mut self, text: &str) {
        match self.articles.last_mut() {
            Some((_, lines)) => lines.push(text.to_owned()),
            None => self.preamble.push(text.to_owned()),
        }
    }

    fn finish(self) -> Vec<NewArticle> {
        let texts = self.articles.into_iter();
        texts
            .map(|(article, lines)| {
                // An annex of which only the title was copied says at least that there is one.
                let is_bare = article.number == 0 && lines.is_empty();
                let text = if is_bare { article.label.clone() } else { lines.join("\n") };
                NewArticle { text, ..article }
            })
            .collect()
    }
}

/// `三、期间` gives (3, 三, 期间).
fn item(text: &str) -> Option<(u32, &str, &str)> {
    let (label, rest) = text.split_once(['、', '．'])?;
    let is_chinese = label.chars().all(|it| numeral::is_numeral(it) && !it.is_ascii_digit());
    let number = numeral::parse(label).filter(|_| is_chinese)?;
    Some((number, label, rest.trim()))
}

fn under(upper: Option<&str>, lower: Option<&str>) -> Option<String> {
    match (upper, lower) {
        (Some(upper), Some(lower)) => Some(format!("{upper}{JOINT}{lower}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

/// The contents of a law, from the headings its articles stand under.
pub fn contents(articles: &[NewArticle]) -> Vec<ContentsEntry> {
    let paths: Vec<[Option<&str>; 5]> = articles.iter().map(path).collect();
    let used: Vec<usize> = (0..5).filter(|at| paths.iter().any(|it| it[*at].is_some())).collect();
    let mut entries = Vec::new();
    let mut before = [None; 5];
    for (article, path) in articles.iter().zip(&paths) {
        let changed = (0..5).find(|at| before[*at] != path[*at]).unwrap_or(5);
        for (rank, at) in used.iter().enumerate().filter(|(_, at)| **at >= changed) {
            let Some(title) = path[*at] else { continue };
            entries.push(ContentsEntry {
                level: i32::try_from(rank + 1).expect("there are five levels"),
                title: title.to_owned(),
                first_article: i32::try_from(article.number).ok().filter(|it| *it > 0),
            });
        }
        before = *path;
    }
    entries
}

fn path(article: &NewArticle) -> [Option<&str>; 5] {
    let (part, subpart) = halves(article.part.as_deref());
    let (section, subsection) = halves(article.section.as_deref());
    [part, subpart, article.chapter.as_deref(), section, subsection]
}

/// What [`under`] put together.
fn halves(text: Option<&str>) -> (Option<&str>, Option<&str>) {
    match text.and_then(|it| it.split_once(JOINT)) {
        Some((upper, lower)) => (Some(upper), Some(lower)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests;
