//! DOCX: the paragraphs of `word/document.xml`, rows of tables with a tab between cells. What was deleted
//! under tracked changes, and codes of fields, are no words of the text.

use super::{Paper, UNPACKED_LIMIT};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};

/// Parts of a document that hold no words of it: their content is passed over.
const SILENT: [&str; 6] =
    ["w:del", "w:moveFrom", "w:instrText", "w:delText", "mc:Fallback", "w:pict"];
/// Entries a file may have (配置值); a document has some dozens.
const ENTRIES: usize = 10_000;

pub(super) fn read(content: &[u8]) -> Result<Paper, String> {
    let broken = || "DOCX 已损坏，读不出来".to_owned();
    // Word seals a document with a password into another kind of file.
    if content.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err("文件加了密码，或是旧版 DOC；请给没有密码的 DOCX".into());
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(content)).map_err(|_| broken())?;
    if archive.len() > ENTRIES {
        return Err(broken());
    }
    let entry = archive.by_name("word/document.xml");
    let entry = entry.map_err(|_| "不是 DOCX：里面没有正文".to_owned())?;
    let too_large = || "DOCX 解开后超过 64 MB，不读".to_owned();
    if entry.size() > UNPACKED_LIMIT {
        return Err(too_large());
    }
    let mut text = Vec::new();
    // Never more than the limit, whatever the archive claims.
    entry.take(UNPACKED_LIMIT + 1).read_to_end(&mut text).map_err(|_| broken())?;
    if text.len() as u64 > UNPACKED_LIMIT {
        return Err(too_large());
    }
    let text = String::from_utf8(text).map_err(|_| broken())?;
    walk(&text).map_err(|reason| reason.unwrap_or_else(broken))
}

/// Where the walk stands.
#[derive(Default)]
struct Walk {
    paper: Paper,
    size: usize,
    paragraph: String,
    /// The cells of the row at hand; nested tables add to the outer row.
    row: Vec<String>,
    table_depth: usize,
    cell: Vec<String>,
    silent: usize,
    is_text: bool,
}

/// None as an error where the XML itself is broken.
fn walk(text: &str) -> Result<Paper, Option<String>> {
    let mut reader = Reader::from_str(text);
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|_| None)? {
            Event::Eof => break,
            Event::Start(tag) => walk.open(tag.name().as_ref()),
            Event::End(tag) => walk.close(tag.name().as_ref()).map_err(Some)?,
            Event::Empty(tag) => walk.sign(tag.name().as_ref()),
            Event::Text(words) if walk.speaks() => walk.paragraph.push_str(&words.xml10_content()),
            Event::CData(words) if walk.speaks() => walk.paragraph.push_str(&words.xml10_content()),
            Event::GeneralRef(name) if walk.speaks() => {
                let sign = name.resolve_char_ref().ok().flatten();
                let sign = sign.or(match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => None,
                });
                walk.paragraph.extend(sign);
            }
            _ => {}
        }
    }
    walk.line().map_err(Some)?;
    Ok(walk.paper)
}

impl Walk {
    fn speaks(&self) -> bool {
        self.is_text && self.silent == 0
    }

    fn open(&mut self, name: &str) {
        match name {
            _ if SILENT.contains(&name) => self.silent += 1,
            "w:t" => self.is_text = true,
            "w:tbl" => self.table_depth += 1,
            "w:tc" => self.cell.clear(),
            _ => {}
        }
    }

    fn sign(&mut self, name: &str) {
        if self.silent > 0 {
            return;
        }
        match name {
            "w:tab" => self.paragraph.push(' '),
            "w:br" | "w:cr" => self.paragraph.push('\n'),
            "w:noBreakHyphen" => self.paragraph.push('-'),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), String> {
        match name {
            _ if SILENT.contains(&name) => self.silent = self.silent.saturating_sub(1),
            "w:t" => self.is_text = false,
            "w:p" if self.table_depth > 0 => {
                let words = std::mem::take(&mut self.paragraph);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() {
                    self.cell.push(words);
                }
            }
            "w:p" => self.line()?,
            "w:tc" => self.row.push(std::mem::take(&mut self.cell).join(" ")),
            "w:tr" => {
                let row = std::mem::take(&mut self.row);
                if row.iter().any(|it| !it.is_empty()) {
                    // A table of one column is a frame around words.
                    let is_table = row.len() > 1;
                    self.paper.push(row.join("\t"), 0, is_table, &mut self.size)?;
                }
            }
            "w:tbl" => self.table_depth = self.table_depth.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn line(&mut self) -> Result<(), String> {
        for line in std::mem::take(&mut self.paragraph).lines() {
            if !line.trim().is_empty() {
                self.paper.push(line.trim().to_owned(), 0, false, &mut self.size)?;
            }
        }
        Ok(())
    }
}
