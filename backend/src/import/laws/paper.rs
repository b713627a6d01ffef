//! Laws as files of their own: DOCX, PDF with a text layer, HTML. Each is read into lines, by its own
//! reader; how lines become articles, and how sure we are of each, is decided by pure rules of the library.
//!
//! Promises: a file is read within limits whatever it claims to be; what cannot be read is one sentence;
//! nothing of a file is ever run; the file itself is kept and can be fetched from the page of the text.

mod docx;
mod html;
mod pdf;

use super::assemble::{Found, Head};
use knowledge::originals::NewOriginal;
use knowledge::policies::rules::confidence::judge;
use knowledge::policies::rules::reading::{Front, RawLine, front, tidy};
use knowledge::policies::rules::structure::{self, LawText};
use knowledge::policies::rules::{LawKind, dates};
use platform::files::{FileKey, Files};
use sha2::{Digest, Sha256};
use std::path::Path;
use tokio::runtime::Handle;

/// The largest file that is read, in bytes (配置值).
const FILE_LIMIT: u64 = 50 * 1024 * 1024;
/// The most of a packed file that is unpacked, in bytes (配置值).
const UNPACKED_LIMIT: u64 = 64 * 1024 * 1024;
/// The most text of a file, in characters, and the most lines (配置值).
const TEXT_LIMIT: usize = 5_000_000;
const LINES_LIMIT: usize = 200_000;
/// What is said of a file with more.
const TOO_MUCH: &str = "文件中的文字超过 500 万字，请分开导入";

/// What a file says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Paper {
    lines: Vec<RawLine>,
    /// The title that the file itself names.
    title: Option<String>,
    pages: Option<u32>,
}

impl Paper {
    /// Adds a line unless it would be too much.
    fn push(
        &mut self,
        text: String,
        page: u32,
        is_table: bool,
        size: &mut usize,
    ) -> Result<(), String> {
        *size += text.chars().count();
        if *size > TEXT_LIMIT || self.lines.len() >= LINES_LIMIT {
            return Err(TOO_MUCH.into());
        }
        self.lines.push(RawLine { text, page, is_table });
        Ok(())
    }
}

#[derive(Clone, Copy)]
enum PaperForm {
    Docx,
    Pdf,
    Html,
}

impl PaperForm {
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        Some(match ending.as_str() {
            "docx" => Self::Docx,
            "pdf" => Self::Pdf,
            "html" | "htm" => Self::Html,
            _ => return None,
        })
    }

    const fn media(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
            Self::Html => "text/html",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }

    fn read(self, content: &[u8]) -> Result<Paper, String> {
        match self {
            Self::Docx => docx::read(content),
            Self::Html => html::read(content),
            Self::Pdf => pdf::read(content),
        }
    }
}

/// Whether a file is read here.
pub(super) fn is_paper(path: &Path) -> bool {
    PaperForm::of(path).is_some()
}

/// Where files are kept; written to from the thread that reads.
#[derive(Clone)]
pub(in crate::import) struct Store {
    files: Files,
    handle: Handle,
}

impl Store {
    pub(in crate::import) fn of(files: &Files) -> Self {
        Self { files: files.clone(), handle: Handle::current() }
    }

    fn keep(&self, key: &str, content: Vec<u8>) -> Result<(), String> {
        let failed = |error: String| {
            tracing::error!(error, "a file could not be kept");
            "文件存储没有接受原件，请检查磁盘空间".to_owned()
        };
        let key = FileKey::parse(key).map_err(|error| failed(error.to_string()))?;
        let put = self.files.put(&key, content.into());
        self.handle.block_on(put).map(drop).map_err(|error| failed(error.to_string()))
    }
}

/// Reads a file; why it cannot be read is said in what is found.
pub(super) fn found(file: &Path, row: u64, head: Head, store: Option<&Store>) -> Found {
    let name = crate::import::file_name(file);
    match one(file, &name, store) {
        Ok((front, text, original)) => {
            let head = with_front(head, front);
            Found { row, place: row, head, text, broken: None, original: Some(Box::new(original)) }
        }
        Err(reason) => {
            let head = Head { title: head.title.or(Some(name)), ..head };
            let (text, broken) = (LawText::default(), Some(reason));
            Found { row, place: row, head, text, broken, original: None }
        }
    }
}

fn one(
    file: &Path,
    name: &str,
    store: Option<&Store>,
) -> Result<(Front, LawText, NewOriginal), String> {
    let form = PaperForm::of(file).ok_or("不是 DOCX、PDF 或 HTML")?;
    let about = std::fs::metadata(file).map_err(|error| format!("读不出来：{error}"))?;
    if about.len() > FILE_LIMIT {
        return Err("文件超过 50 MB".into());
    }
    let content = std::fs::read(file).map_err(|error| format!("读不出来：{error}"))?;
    // Foreign files find every corner of a parser: a panic of one costs this file only.
    let paper = std::panic::catch_unwind(|| form.read(&content))
        .unwrap_or_else(|_| Err("文件已损坏，读不出来".into()))?;
    let paragraphs = tidy(&paper.lines);
    let mut front = front(&paragraphs);
    front.title = front.title.or(paper.title);
    let body = &paragraphs[front.taken.min(paragraphs.len())..];
    let (mut text, starts) = structure::read_paragraphs(body);
    if text.articles.is_empty() {
        return Err("文件里没有文字".into());
    }
    text.history = front.history.clone();
    let parts = judge(&text.articles, &starts, body, &paper.lines);
    let digest = hex::encode(Sha256::digest(&content));
    let key = format!("law-originals/{digest}.{}", form.ending());
    let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
    if let Some(store) = store {
        store.keep(&key, content)?;
    }
    let pages = paper.pages.and_then(|it| i32::try_from(it).ok());
    let file_name = kernel::text::clip(name, 200);
    let original =
        NewOriginal { digest, file_key: key, file_name, media: form.media(), size, pages, parts };
    Ok((front, text, original))
}

/// What the file says about its law, where nothing else did.
fn with_front(head: Head, front: Front) -> Head {
    let day = |text: &Option<String>| text.as_deref().and_then(dates::parse_day);
    let is_standard = front.number.is_some();
    let category = is_standard.then(|| "标准".to_owned());
    let kind = front.title.as_deref().map(LawKind::from_title);
    Head {
        category: head.category.or(category.filter(|_| kind != Some(LawKind::Law))),
        number: head.number.or(front.number),
        version_on: head.version_on.or(day(&front.issued)),
        effective_on: head.effective_on.or(day(&front.starts)),
        title: front.title.or(head.title),
        ..head
    }
}

#[cfg(test)]
mod tests;
