//! Folders of files: one file a law, or Markdown files that are one law in parts.

use super::assemble::{Found, Head};
use super::{Reader, Unreadable, entries, paper, table};
use crate::import::rows::{self, Form};
use knowledge::policies::rules::{dates, numeral, structure};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The largest file, in bytes.
const FILE_LIMIT: u64 = 16 * 1024 * 1024;
/// How deep folders are looked into.
const DEPTH: usize = 6;
const MANIFEST: &str = "manifest.tsv";
const HISTORY_END: &str = "<!-- INFO END -->";

/// The files of laws in a folder and below it, in the order of their names.
///
/// # Errors
/// [`Unreadable`] when there is none.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    let mut files = Vec::new();
    gather(folder, DEPTH, &mut files)?;
    if files.is_empty() {
        return Err(Unreadable(format!(
            "文件夹 {} 里没有 Markdown、DOCX、PDF 或 HTML 文件",
            folder.display()
        )));
    }
    Ok(files)
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Unreadable> {
    for path in entries(folder)? {
        if path.is_dir() {
            if depth > 0 {
                gather(&path, depth - 1, files)?;
            }
        } else if is_markdown(&path) || paper::is_paper(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// The folders in a folder that hold Markdown.
pub(super) fn below(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    let folders = entries(folder)?.into_iter().filter(|it| it.is_dir());
    Ok(folders.filter(|it| files(it).is_ok()).collect())
}

/// Reads the files of a folder, with its manifest when it has one.
pub(super) fn read(
    folder: &Path,
    files: Vec<PathBuf>,
    reader: &mut Reader,
) -> Result<(), Unreadable> {
    if let Some(parts) = parts(&files) {
        let found = whole(folder, &parts)?;
        let _ = reader.send(found);
        return Ok(());
    }
    let manifest = manifest(&folder.join(MANIFEST))?;
    for (row, file) in (1..).zip(files) {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
        let head = manifest.get(&name).cloned().unwrap_or_default();
        let found = match paper::is_paper(&file) {
            true => paper::found(&file, row, dated(&file, head), reader.store.as_ref()),
            false => one(&file, row, head),
        };
        if reader.send(found).is_err() {
            break;
        }
    }
    Ok(())
}

/// What the manifest says, by the path of the file in the folder.
fn manifest(path: &Path) -> Result<HashMap<String, Head>, Unreadable> {
    let mut heads = HashMap::new();
    if !path.is_file() {
        return Ok(heads);
    }
    rows::read(path, Form::Csv, &mut |read| {
        if let Ok(row) = read
            && let Some(name) = row.get("PATH")
        {
            heads.insert(name.to_owned(), table::head(&row));
        }
        std::ops::ControlFlow::Continue(())
    })?;
    Ok(heads)
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("md"))
}

/// What the name of a file says where nothing else does.
fn dated(file: &Path, head: Head) -> Head {
    let stem = file.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let (name, day) = named(&stem);
    let number = head.number.or_else(|| table::standard_number(&file.to_string_lossy()));
    Head { title: head.title.or(Some(name)), version_on: head.version_on.or(day), number, ..head }
}

fn one(file: &Path, row: u64, mut head: Head) -> Found {
    let stem = file.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let (name, day) = named(&stem);
    let (text, broken) = match open(file) {
        Ok(text) => {
            let files = || text.split(['/', '"', '(', ')']).filter(|it| it.ends_with(".pdf"));
            head.number = head.number.or_else(|| files().find_map(table::standard_number));
            (structure::read(&plain(&text)), None)
        }
        Err(Unreadable(reason)) => (structure::LawText::default(), Some(reason)),
    };
    head.version_on = head.version_on.or(day);
    head.title = head.title.or_else(|| text.title.clone()).or(Some(name));
    Found { row, place: row, head, text, broken, original: None }
}

/// The title and the day of a name such as `中华人民共和国水法(2016-07-02)`.
fn named(stem: &str) -> (String, Option<chrono::NaiveDate>) {
    let split = stem.strip_suffix([')', '）']).and_then(|it| it.rsplit_once(['(', '（']));
    match split.and_then(|(name, day)| Some((name, dates::parse_day(day)?))) {
        Some((name, day)) => (name.trim().to_owned(), Some(day)),
        None => (stem.to_owned(), None),
    }
}

fn open(file: &Path) -> Result<String, Unreadable> {
    let broken = |error: std::io::Error| Unreadable::file(file, &error);
    if std::fs::metadata(file).map_err(broken)?.len() > FILE_LIMIT {
        return Err(Unreadable("文件超过 16 MB".into()));
    }
    let bytes = std::fs::read(file).map_err(broken)?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(other) => encoding_rs::GB18030.decode(other.as_bytes()).0.into_owned(),
    })
}

/// The files of one law in parts (`第1编_总则.md`, …) in their order; None when they are not.
fn parts(files: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let mut parts: Vec<(u32, PathBuf)> = Vec::new();
    for file in files {
        if !is_markdown(file) {
            return None;
        }
        let stem = file.file_stem()?.to_string_lossy().into_owned();
        let (number, _, _) = numeral::ordinal(&stem, &["编", "部分", "卷"])?;
        parts.push((number, file.clone()));
    }
    parts.sort();
    let is_sequence = parts.iter().zip(1..).all(|(part, number)| part.0 == number);
    (parts.len() > 1 && is_sequence).then(|| parts.into_iter().map(|it| it.1).collect())
}

fn whole(folder: &Path, parts: &[PathBuf]) -> Result<Found, Unreadable> {
    let mut text = String::new();
    for part in parts {
        text.push_str(&plain(&open(part)?));
        text.push('\n');
    }
    let (title, day) = named(&crate::import::file_name(folder));
    let head = Head { title: Some(title), version_on: day, ..Head::default() };
    let text = structure::read(&text);
    Ok(Found { row: 1, place: 1, head, text, broken: None, original: None })
}

/// A text without what only a web page needs: containers, embedded files, links. A container
/// of revisions becomes the lines about votes.
fn plain(text: &str) -> String {
    let mut history = Vec::new();
    let mut body = Vec::new();
    let mut container = None;
    for line in text.trim_start_matches('\u{feff}').lines() {
        let trimmed = line.trim();
        if let Some(name) = trimmed.strip_prefix(":::") {
            let is_end = name.trim().is_empty();
            container = (!is_end).then(|| name.trim().to_owned());
            continue;
        }
        let is_page_only = trimmed.starts_with("<PDF") || trimmed == "---" || trimmed == "[[toc]]";
        match &container {
            Some(name) if name.contains("修订") => {
                history.push(trimmed.trim_matches(['（', '）', '(', ')']).to_owned());
            }
            Some(name) if name.starts_with("warning") => {}
            _ if is_page_only => {}
            _ => body.push(without_marks(trimmed)),
        }
    }
    history.retain(|it| !it.is_empty());
    let body = body.join("\n");
    if history.is_empty() {
        return body;
    }
    let (title, rest) = body.split_once('\n').unwrap_or((&body, ""));
    format!("{title}\n{}\n{HISTORY_END}\n{rest}", history.join("\n"))
}

/// A line with links replaced by their words and without signs of emphasis.
fn without_marks(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let link = after.split_once("](").and_then(|(words, target)| {
            let (_, behind) = target.split_once(')')?;
            (!words.contains(['[', '\n'])).then_some((words, behind))
        });
        plain.push_str(before);
        match link {
            Some((words, behind)) => {
                plain.push_str(words);
                rest = behind;
            }
            None => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.replace("**", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_tells_title_and_day() {
        let (name, day) = named("中华人民共和国水法(2016-07-02)");
        assert_eq!(name, "中华人民共和国水法");
        assert_eq!(day.map(|it| it.to_string()).as_deref(), Some("2016-07-02"));
        assert_eq!(named("办法（试行）"), ("办法（试行）".to_owned(), None));
    }

    #[test]
    fn files_named_by_parts_are_one_law() {
        let files = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let ordered = parts(&files(&["第10编_z.md", "第1编_a.md"]));
        assert_eq!(ordered, None, "a part is missing between");
        assert_eq!(
            parts(&files(&["第2编_b.md", "第1编_a.md"])),
            Some(files(&["第1编_a.md", "第2编_b.md"]))
        );
        assert_eq!(parts(&files(&["水法.md", "第1编_a.md"])), None);
        assert_eq!(parts(&files(&["第1编_a.md"])), None);
    }

    #[test]
    fn what_only_a_page_needs_is_left_out() {
        let text = "# 办法\n\n::: tip 修订信息\n\n（2021年12月11日生态环境部令第24号公布）\n\n:::\n\n\
                    <PDF url=\"x\" />\n\n第一条　见[附件](/a.pdf)及**规定**。\n\n::: warning 原文\nx\n:::";
        let law = structure::read(&plain(text));
        assert_eq!(law.title.as_deref(), Some("办法"));
        assert_eq!(law.history, ["2021年12月11日生态环境部令第24号公布"]);
        assert_eq!(law.articles.len(), 1);
        assert_eq!(law.articles[0].text, "见附件及规定。");
    }
}
