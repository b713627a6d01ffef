//! Laws in rows: one row a law with its whole text, or one row an article.

use super::assemble::{Found, Head};
use super::{Closed, Reader, Unreadable};
use crate::import::rows::{self, Form, Row};
use kernel::text::clean_cell;
use knowledge::policies::rules::dates::parse_day;
use knowledge::policies::rules::numeral;
use knowledge::policies::rules::structure::{self, LawText, NewArticle};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

/// Heads of laws by the id that article rows carry.
pub(super) type Index = HashMap<String, Head>;

// The headers under which each thing is found, in the form of `normalise_name`.
const TITLE: &[&str] = &["LAW_NAME", "TITLE", "法规名称", "法律名称", "文件名称", "标题", "名称"];
const LAW_ID: &[&str] = &["LAW_ID", "法规编号", "法律编号"];
const CATEGORY: &[&str] = &["CATEGORY", "LEVEL", "类别", "效力级别", "法规类别"];
const TYPE: &[&str] = &["DOC_TYPE", "文件类型"];
const ISSUER: &[&str] = &["ISSUER", "ISSUING_BODY", "制定机关", "发布机关", "颁布单位"];
const REGION: &[&str] = &["REGION", "地区", "适用地区"];
const ISSUED: &[&str] = &["FIRST_DATE", "PUBLISH_DATE", "公布日期", "发布日期"];
const VERSION: &[&str] = &["VERSION_DATE", "修订日期", "修正日期"];
const EFFECTIVE: &[&str] = &["EFFECTIVE_DATE", "施行日期", "实施日期", "生效日期"];
const NUMBER: &[&str] = &["文号", "发文字号"];
const FILE: &[&str] = &["PDF", "附件"];
const NOTE: &[&str] = &["REVISION_NOTE"];
const COUNT: &[&str] = &["ARTICLES"];
const ARTICLE: &[&str] = &["ARTICLE_NO", "条号", "条目", "条"];
const PART: &[&str] = &["PART", "编"];
const CHAPTER: &[&str] = &["CHAPTER", "章"];
const SECTION: &[&str] = &["SECTION", "节"];
const TEXT: &[&str] = &["ARTICLE_TEXT", "TEXT", "条文", "条文内容", "正文", "全文", "内容"];

fn cell(row: &Row, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|it| row.get(it).and_then(clean_cell))
}

/// What a row says about its law beside the text.
pub(super) fn head(row: &Row) -> Head {
    let day = |keys: &[&str]| cell(row, keys).as_deref().and_then(parse_day);
    let category: Vec<String> = [CATEGORY, TYPE].iter().filter_map(|it| cell(row, it)).collect();
    Head {
        title: cell(row, TITLE),
        category: (!category.is_empty()).then(|| category.join(" ")),
        issuer: cell(row, ISSUER),
        region: cell(row, REGION),
        issued_on: day(ISSUED),
        version_on: day(VERSION),
        effective_on: day(EFFECTIVE),
        number: cell(row, NUMBER).or_else(|| standard_number(&cell(row, FILE)?)),
        note: cell(row, NOTE),
        article_count: cell(row, COUNT).and_then(|it| it.parse().ok()),
    }
}

/// The number of a standard from the name of its file: `P8/GB/GB-31573-2015.pdf`.
pub(super) fn standard_number(file: &str) -> Option<String> {
    let name = file.rsplit('/').next()?.split('.').next()?;
    let (mark, rest) = name.split_once('-')?;
    let is_mark = matches!(mark, "GB" | "HJ" | "GBT" | "HJT" | "DB31" | "DB32" | "DB33");
    let is_number = rest.starts_with(|it: char| it.is_ascii_digit());
    (is_mark && is_number).then(|| format!("{mark}{rest}"))
}

/// Reads the heads of laws beside a table of their articles.
pub(super) fn index(path: &Path) -> Result<Index, Unreadable> {
    let mut index = Index::new();
    rows::read(path, Form::Csv, &mut |read| {
        if let Ok(row) = read
            && let Some(id) = cell(&row, LAW_ID)
        {
            // This count leaves out what lies between, so it says nothing about the end.
            index.insert(id, Head { article_count: None, ..head(&row) });
        }
        ControlFlow::Continue(())
    })?;
    Ok(index)
}

/// Reads a table. Rows of articles stand together by law.
pub(super) fn read(
    path: &Path,
    form: Form,
    index: &Index,
    reader: &mut Reader,
) -> Result<(), Unreadable> {
    let mut open: Option<(String, Found)> = None;
    let mut unknown = None;
    rows::read(path, form, &mut |read| {
        let answer = match read {
            Err((row, place, reason)) => reader.send(Found {
                row,
                place,
                head: Head::default(),
                text: LawText::default(),
                broken: Some(reason),
                original: None,
            }),
            Ok(row) => match step(&row, index, &mut open, reader) {
                Some(answer) => answer,
                None => {
                    let headers: Vec<_> =
                        row.headers().map(|it| it.given.clone()).take(12).collect();
                    unknown = Some(headers.join("、"));
                    Err(Closed)
                }
            },
        };
        if answer.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if let Some(headers) = unknown {
        return Err(Unreadable(format!("找不到法规名称或正文的列。表头是：{headers}")));
    }
    if let Some((_, found)) = open {
        let _ = reader.send(found);
    }
    Ok(())
}

/// Takes a row in; None when it has no column we know a law by.
fn step(
    row: &Row,
    index: &Index,
    open: &mut Option<(String, Found)>,
    reader: &mut Reader,
) -> Option<Result<(), Closed>> {
    let text = TEXT.iter().find_map(|it| row.get(it));
    let key = cell(row, LAW_ID).or_else(|| cell(row, TITLE));
    let label = cell(row, ARTICLE);
    let is_known = |keys: &[&str]| row.headers().any(|it| keys.contains(&it.key.as_str()));
    if !is_known(TEXT) || !(is_known(TITLE) || is_known(LAW_ID)) {
        return None;
    }
    let found = |head: Head, text: LawText| Found {
        row: row.number,
        place: row.place,
        head,
        text,
        broken: None,
        original: None,
    };
    let Some(label) = label else {
        let law = structure::read(text.unwrap_or_default());
        return Some(reader.send(found(head(row), law)));
    };
    let key = key.unwrap_or_default();
    let mut answer = Ok(());
    if open.as_ref().is_none_or(|(known, _)| *known != key) {
        let head = index.get(&key).cloned().unwrap_or_else(|| head(row));
        let head = Head { article_count: None, ..head };
        if let Some((_, whole)) = open.replace((key, found(head, LawText::default()))) {
            answer = reader.send(whole);
        }
    }
    if let Some((_, law)) = open {
        law.place = row.place;
        let headings = [PART, CHAPTER, SECTION].map(|it| cell(row, it));
        let next = law.text.articles.last().map_or(1, |it| it.number + 1);
        law.text.articles.push(article(&label, headings, text.unwrap_or_default(), next));
    }
    Some(answer)
}

/// An article of a table. What is no 第…条 is an item (条目二), the whole (全文), or the next.
pub(super) fn article(
    label: &str,
    headings: [Option<String>; 3],
    text: &str,
    next: u32,
) -> NewArticle {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    let [part, chapter, section] = headings;
    let item = label.strip_prefix("条目").or_else(|| label.strip_suffix('、'));
    let (number, branch, label) = match numeral::article(label) {
        Some((number, branch, _)) => (number, branch, numeral::label(number, branch)),
        None => match item.and_then(|it| Some((numeral::parse(it)?, it))) {
            Some((number, item)) => (number, 0, item.to_owned()),
            None => match label.parse().ok().filter(|it| (1..10_000).contains(it)) {
                Some(number) => (number, 0, numeral::label(number, 0)),
                None => (next, 0, label.to_owned()),
            },
        },
    };
    NewArticle { number, branch, label, part, chapter, section, text: lines.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standards_number_is_read_from_its_file() {
        assert_eq!(standard_number("P8/GB/GB-31573-2015.pdf").as_deref(), Some("GB31573-2015"));
        assert_eq!(standard_number("P7/fqdqdzcpclml.pdf"), None);
    }

    #[test]
    fn labels_of_tables_are_read() {
        let read = |label: &str| {
            let article = article(label, [None, None, None], " 甲。\n\n 乙。", 7);
            (article.number, article.branch, article.label)
        };
        assert_eq!(read("第一百二十条之一"), (120, 1, "第一百二十条之一".into()));
        assert_eq!(read("条目二"), (2, 0, "二".into()));
        assert_eq!(read("12"), (12, 0, "第十二条".into()));
        assert_eq!(read("全文"), (7, 0, "全文".into()));
        assert_eq!(article("全文", [None, None, None], " 甲。\n\n 乙。", 1).text, "甲。\n乙。");
    }
}
