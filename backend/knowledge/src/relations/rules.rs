//! What a text says about other texts, read from its words: 《甲法》第三条第二款, 本法第十条至第十二条.

use crate::policies::rules::{LawKind, dates::Days, naming, numeral, repeals};
use async_graphql::Enum;
use chrono::NaiveDate;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// The most references that are read from one article.
const AT_MOST: usize = 400;
/// What a text calls itself.
const SELF: [&str; 10] =
    ["法典", "法", "条例", "实施办法", "办法", "规定", "决定", "解释", "实施细则", "细则"];
/// What may stand before 第…条 when a text means itself without saying so.
const BARE: [&str; 6] = ["依照", "按照", "违反", "根据", "适用", "属于"];
/// Laws that are cited without book marks.
const PLAIN_NAMES: [&str; 18] = [
    "刑法",
    "民法典",
    "行政处罚法",
    "行政许可法",
    "行政强制法",
    "行政复议法",
    "行政诉讼法",
    "民事诉讼法",
    "刑事诉讼法",
    "治安管理处罚法",
    "生态环境法典",
    "环境保护法",
    "环境影响评价法",
    "海洋环境保护法",
    "大气污染防治法",
    "水污染防治法",
    "土壤污染防治法",
    "固体废物污染环境防治法",
];
/// Between two articles of one list.
const JOINTS: [&str; 7] = ["以及", "或者", "、", "和", "及", "与", "或"];

/// How one text stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RelationKind {
    /// 引用: names it.
    Cites,
    /// 废止: ends it.
    Repeals,
    /// 修改: changes its words.
    Amends,
    /// 根据…制定: was made under it.
    Implements,
    /// 解释: says how it is to be read.
    Interprets,
    /// 代替: takes its place.
    Replaces,
}

/// Which part of a law is meant; number 0 is the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// The article.
    pub number: u32,
    /// 1 for 之一; 0 for none.
    pub branch: u32,
    /// The last article of a range; the same article when there is none.
    pub last: u32,
    /// 款.
    pub paragraph: Option<u32>,
    /// 项.
    pub item: Option<u32>,
}

impl Part {
    /// As laws write it: 第十二条第二款第三项; empty for the whole.
    pub fn label(&self) -> String {
        let mut label = match self.number {
            0 => return String::new(),
            number => numeral::label(number, self.branch),
        };
        if self.last > self.number {
            label.push('至');
            label.push_str(&numeral::label(self.last, 0));
        }
        for (number, mark) in [(self.paragraph, '款'), (self.item, '项')] {
            if let Some(number) = number {
                label.push('第');
                label.push_str(&numeral::format(number));
                label.push(mark);
            }
        }
        label
    }
}

/// A reference in a text. Places count characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The first character.
    pub start: usize,
    /// The first character behind it.
    pub end: usize,
    /// The title as written; None is the text itself.
    pub title: Option<String>,
    /// What is meant of it.
    pub part: Part,
}

/// The references in a text, in their order; they do not overlap.
pub fn references(text: &str) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    let mut at = 0;
    while let Some(head) = text[at..].chars().next() {
        let step = head.len_utf8();
        let end = match head {
            '《' => titled(text, at, &mut found),
            '第' => plain(text, at, &mut found),
            _ => None,
        };
        at = end.filter(|it| *it > at).unwrap_or(at + step);
        if found.len() >= AT_MOST {
            break;
        }
    }
    in_characters(text, found)
}

/// `《甲法》` with the articles behind it; answers where reading goes on.
fn titled(text: &str, at: usize, found: &mut Vec<Reference>) -> Option<usize> {
    let inner = at + '《'.len_utf8();
    let length = closing(&text[inner..])?;
    let title = text[inner..inner + length].to_owned();
    let behind = inner + length + '》'.len_utf8();
    let from = past_brackets(text, behind);
    match parts(text, at, from, Some(&title), found) {
        Some(end) => Some(end),
        None => {
            found.push(Reference {
                start: at,
                end: behind,
                title: Some(title),
                part: Part::default(),
            });
            Some(behind)
        }
    }
}

/// Where the book mark that is open closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, character) in text.char_indices().take(120) {
        match character {
            '《' => depth += 1,
            '》' => depth -= 1,
            '。' | '\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then_some(at);
        }
    }
    None
}

/// Behind （以下简称…）, when that stands there and an article follows.
fn past_brackets(text: &str, at: usize) -> usize {
    let Some(inner) = text[at..].strip_prefix('（') else { return at };
    match inner.find('）') {
        Some(end) if end < 120 => at + '（'.len_utf8() + end + '）'.len_utf8(),
        _ => at,
    }
}

/// `第三条` without book marks: of a law named before it, or of the text itself.
fn plain(text: &str, at: usize, found: &mut Vec<Reference>) -> Option<usize> {
    let before = &text[..at];
    let own = SELF.iter().find_map(|it| before.strip_suffix(it)?.strip_suffix('本'));
    if let Some(own) = own {
        return parts(text, own.len(), at, None, found);
    }
    let named = PLAIN_NAMES.iter().filter(|it| before.ends_with(**it));
    if let Some(name) = named.max_by_key(|it| it.len()) {
        let start = at - name.len();
        let state = "中华人民共和国";
        let start = text[..start].strip_suffix(state).map_or(start, str::len);
        return parts(text, start, at, Some(name), found);
    }
    if BARE.iter().any(|it| before.ends_with(it)) {
        return parts(text, at, at, None, found);
    }
    None
}

/// Reads a list of articles at `from`; the first reference begins at `start`. None when there is none.
fn parts(
    text: &str,
    start: usize,
    from: usize,
    title: Option<&str>,
    found: &mut Vec<Reference>,
) -> Option<usize> {
    let (mut part, mut end) = article_at(text, from)?;
    let mut start = start;
    let reference =
        |start, end, part| Reference { start, end, title: title.map(str::to_owned), part };
    for _ in 0..AT_MOST {
        if let Some((last, behind)) = range_at(text, end).filter(|it| it.0 > part.number) {
            (part.last, end) = (last, behind);
        }
        found.push(reference(start, end, part));
        let Some(next) = past_joint(text, end) else { break };
        let same = Part { paragraph: None, item: None, ..part };
        let more = article_at(text, next).or_else(|| match part.last == part.number {
            true => within(text, next, part).filter(|(it, _)| *it != same),
            false => None,
        });
        let Some((more, behind)) = more else { break };
        (part, start, end) = (more, next, behind);
    }
    Some(end)
}

/// `第三条之一第二款第（一）项` at a place, and where it ends.
fn article_at(text: &str, at: usize) -> Option<(Part, usize)> {
    let rest = &text[at..];
    let (number, branch, behind) = numeral::article(rest)?;
    if number == 0 {
        return None;
    }
    let part = Part { number, branch, last: number, ..Part::default() };
    let end = text.len() - behind.len();
    Some(within(text, end, part).unwrap_or((part, end)))
}

/// `第二款第一项`, `第一项` behind an article; None when neither stands there.
fn within(text: &str, at: usize, part: Part) -> Option<(Part, usize)> {
    let paragraph = counted(text, at, "款");
    let from = paragraph.map_or(at, |(_, end)| end);
    let item = counted(text, from, "项");
    let end = item.or(paragraph)?.1;
    // 第二项 behind 第一款第一项 is of the same paragraph.
    let kept = part.paragraph.filter(|_| paragraph.is_none());
    let paragraph = paragraph.map(|(number, _)| number).or(kept);
    Some((Part { paragraph, item: item.map(|(number, _)| number), ..part }, end))
}

/// `第二款`, `第（二）项`.
fn counted(text: &str, at: usize, mark: &'static str) -> Option<(u32, usize)> {
    let rest = &text[at..];
    if let Some((number, _, behind)) = numeral::ordinal(rest, &[mark]) {
        return Some((number, text.len() - behind.len()));
    }
    let inner = rest.strip_prefix("第（").or_else(|| rest.strip_prefix("第("))?;
    let close = inner.find(['）', ')']).filter(|it| *it <= 15)?;
    let number = numeral::parse(&inner[..close])?;
    let behind = inner[close..].trim_start_matches(['）', ')']);
    let behind = behind.strip_prefix(mark)?;
    Some((number, text.len() - behind.len()))
}

/// `至第十二条` at a place: the number and where it ends.
fn range_at(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = text[at..].strip_prefix('至').or_else(|| text[at..].strip_prefix('到'))?;
    let (number, _, behind) = numeral::article(rest)?;
    Some((number, text.len() - behind.len()))
}

fn past_joint(text: &str, at: usize) -> Option<usize> {
    let joint = JOINTS.iter().find(|it| text[at..].starts_with(**it))?;
    Some(at + joint.len()).filter(|it| text[*it..].starts_with('第'))
}

/// The same references with places in characters instead of bytes.
fn in_characters(text: &str, found: Vec<Reference>) -> Vec<Reference> {
    let (mut bytes, mut characters) = (0, 0);
    let mut count = |to: usize| {
        if to < bytes {
            (bytes, characters) = (0, 0);
        }
        characters += text[bytes..to].chars().count();
        bytes = to;
        characters
    };
    found
        .into_iter()
        .map(|it| {
            let start = count(it.start);
            Reference { start, end: count(it.end), ..it }
        })
        .collect()
}

/// A relation of a text to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// How it stands to the other.
    pub kind: RelationKind,
    /// The other law.
    pub slug: String,
    /// What of it.
    pub part: Part,
    /// The first character of the reference.
    pub start: usize,
    /// The first character behind it.
    pub end: usize,
}

/// What one article of the law `own` says about other articles and laws.
pub fn of_article(own: &str, number: i32, text: &str) -> Vec<Relation> {
    let repealed: Vec<String> =
        repeals::clauses(text).iter().map(|it| naming::slug(&it.title)).collect();
    let basis = basis(number, text);
    let found = references(text).into_iter();
    let related = found.map(|it| {
        let slug = it.title.as_deref().map_or_else(|| own.to_owned(), naming::slug_of_name);
        let is_whole = it.part.number == 0;
        let kind = if is_whole && repealed.contains(&slug) {
            RelationKind::Repeals
        } else if it.title.is_some() && basis.is_some_and(|end| it.end <= end) {
            RelationKind::Implements
        } else {
            RelationKind::Cites
        };
        Relation { kind, slug, part: it.part, start: it.start, end: it.end }
    });
    // What a law says of itself as a whole is no relation.
    related.filter(|it| it.part.number > 0 || it.slug != own).collect()
}

/// Where the words that name the basis of a text end (根据《甲法》，制定本条例), in characters.
fn basis(number: i32, text: &str) -> Option<usize> {
    let end = text.find("制定本").filter(|_| (1..=3).contains(&number))?;
    let from = text[..end].rfind('。').unwrap_or(0);
    let is_basis = ["根据", "依据", "依照", "实施"].iter().any(|it| text[from..end].contains(it));
    is_basis.then(|| text[..end].chars().count())
}

/// What the title of a text says: 关于修改《甲法》的决定, 关于适用《甲法》的解释.
pub fn of_title(title: &str, kind: LawKind) -> Vec<Relation> {
    let kind = if title.contains("修改") || title.contains("修正") {
        RelationKind::Amends
    } else if title.contains("废止") {
        RelationKind::Repeals
    } else if kind == LawKind::Interpretation {
        RelationKind::Interprets
    } else {
        return Vec::new();
    };
    let marked = title.replace('〈', "《").replace('〉', "》");
    let related = references(&marked).into_iter().filter_map(|it| {
        let slug = naming::slug_of_name(it.title.as_deref()?);
        Some(Relation { kind, slug, part: it.part, start: it.start, end: it.end })
    });
    let related: Vec<Relation> = related.collect();
    if !related.is_empty() {
        return related;
    }
    // Sources often leave the book marks out.
    let named = ["关于修改", "关于废止", "关于适用"].iter().find_map(|it| {
        let (_, rest) = marked.split_once(it)?;
        let end =
            ["的决定", "若干问题", "的解释", "时间效力"].iter().filter_map(|it| rest.find(it));
        Some(rest[..end.min()?].trim_end_matches('等'))
    });
    let named = named.filter(|it| it.chars().count() > 2);
    let whole = |name: &str| Relation {
        kind,
        slug: naming::slug_of_name(name),
        part: Part::default(),
        start: 0,
        end: 0,
    };
    named.map(whole).into_iter().collect()
}

/// Which of a law's dated texts was meant by somebody who wrote on a day, and whether that is certain:
/// the one in force then, else the oldest we have.
pub fn meant(texts: &[Days], written_on: NaiveDate) -> Option<(usize, bool)> {
    let held = |it: &Days| {
        it.effective_on <= written_on && it.superseded_on.is_none_or(|end| end > written_on)
    };
    let newest = (0..texts.len()).filter(|it| held(&texts[*it]));
    if let Some(at) = newest.max_by_key(|it| texts[*it].version_on) {
        return Some((at, true));
    }
    // Voted already, starts later: 《生态环境法典》 cited between its vote and its first day.
    let voted = (0..texts.len()).filter(|it| texts[*it].version_on <= written_on);
    if let Some(at) = voted.max_by_key(|it| texts[*it].version_on) {
        return Some((at, true));
    }
    (0..texts.len()).min_by_key(|it| texts[*it].version_on).map(|at| (at, false))
}

#[cfg(test)]
mod tests;
