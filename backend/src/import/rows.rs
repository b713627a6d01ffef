//! Rows of foreign sheets: a header's cells by name, whatever the file is made of.

mod csv;
mod json;
mod text;
mod xlsx;

use super::Unreadable;
use kernel::text::normalise_name;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// Rows above the header: titles, remarks.
const ROWS_ABOVE_HEADER: usize = 10;
/// The widest sheet.
const COLUMNS_LIMIT: usize = 500;

/// A header as it stands in the file and as it is compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) given: String,
    pub(super) key: String,
}

impl Header {
    pub(super) fn of(given: &str) -> Arc<Self> {
        let given = given.trim_start_matches('\u{feff}').trim();
        Arc::new(Self { given: given.to_owned(), key: normalise_name(given) })
    }
}

/// A row with its cells by header.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The row of the sheet, the line of the file; the first is 1.
    pub(super) number: u64,
    /// How far the file is read, in the unit of [`size`].
    pub(super) place: u64,
    cells: Vec<(Arc<Header>, String)>,
}

impl Row {
    /// A cell by its header's key ([`normalise_name`]), as it stands.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.cells.iter().find(|(header, _)| header.key == key).map(|(_, cell)| cell.as_str())
    }

    /// A row as it was put aside.
    pub(super) fn kept(number: u64, cells: Vec<(String, String)>) -> Self {
        let cells = cells.into_iter().map(|(header, cell)| (Header::of(&header), cell));
        Self { number, place: 0, cells: cells.collect() }
    }

    /// Every header and cell as they stand in the file.
    pub(super) fn as_given(&self) -> Vec<(String, String)> {
        self.cells.iter().map(|(header, cell)| (header.given.clone(), cell.clone())).collect()
    }

    /// The headers of this row.
    pub(super) fn headers(&self) -> impl Iterator<Item = &Header> {
        self.cells.iter().map(|(header, _)| header.as_ref())
    }

    /// The first cell that says something: a name for rows that cannot be read.
    pub(super) fn first(&self) -> String {
        let cell = self.cells.iter().find_map(|(_, it)| kernel::text::clean_cell(it));
        kernel::text::clip(&cell.unwrap_or_default(), 40)
    }
}

/// What a reader gives: a row, or the number and place of one that cannot be read, and why.
pub(super) type Read = Result<Row, (u64, u64, String)>;

/// Takes what a reader gives; breaking ends the reading.
pub(super) type Sink<'s> = dyn FnMut(Read) -> ControlFlow<()> + 's;

/// The kinds of files that hold rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Csv,
    Xlsx,
    Json,
    JsonLines { is_packed: bool },
}

impl Form {
    /// The form of a file by its name.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|it| name.ends_with(it));
        Some(if ends(&[".csv", ".tsv", ".txt"]) {
            Self::Csv
        } else if ends(&[".xlsx", ".xlsm"]) {
            Self::Xlsx
        } else if ends(&[".jsonl.gz", ".ndjson.gz"]) {
            Self::JsonLines { is_packed: true }
        } else if ends(&[".jsonl", ".ndjson"]) {
            Self::JsonLines { is_packed: false }
        } else if ends(&[".json"]) {
            Self::Json
        } else {
            return None;
        })
    }
}

/// How far [`read`] will go: bytes of the file, 0 where rows do not tell their place.
pub(super) fn size(path: &Path, form: Form) -> u64 {
    match form {
        Form::Xlsx => 0,
        _ => std::fs::metadata(path).map_or(0, |it| it.len()),
    }
}

/// Reads all rows of a file into `sink`.
///
/// # Errors
/// [`Unreadable`] when the file, or the rest of it, cannot be read.
pub(super) fn read(path: &Path, form: Form, sink: &mut Sink<'_>) -> Result<(), Unreadable> {
    match form {
        Form::Csv => csv::read(path, sink),
        Form::Xlsx => xlsx::read(path, sink),
        Form::Json => json::read_array(path, sink),
        Form::JsonLines { is_packed } => json::read_lines(path, is_packed, sink),
    }
}

/// A sheet of which the header is sought and then applied.
#[derive(Default)]
struct Sheet {
    headers: Option<Vec<Arc<Header>>>,
    above: usize,
}

impl Sheet {
    /// The next row of cells; None for the header, what stands above it, and blank rows.
    fn row(&mut self, number: u64, place: u64, cells: Vec<String>) -> Option<Read> {
        let filled: Vec<&String> = cells.iter().filter(|it| !it.trim().is_empty()).collect();
        let first = filled.first()?;
        let Some(headers) = &self.headers else {
            // A title over the table fills one cell, or the same into all of a merged block.
            let is_title = filled.iter().all(|it| it == first) && filled.len() != cells.len();
            self.above += 1;
            if !is_title || self.above >= ROWS_ABOVE_HEADER {
                let headers = cells.iter().take(COLUMNS_LIMIT).map(|it| Header::of(it));
                self.headers = Some(headers.collect());
            }
            return None;
        };
        let surplus = cells.iter().skip(headers.len()).filter(|it| !it.trim().is_empty()).count();
        if surplus > 0 {
            let reason = format!("这一行比表头多 {surplus} 格，可能有未加引号的分隔符");
            return Some(Err((number, place, reason)));
        }
        let cells = headers.iter().cloned().zip(cells).filter(|(it, _)| !it.key.is_empty());
        Some(Ok(Row { number, place, cells: cells.collect() }))
    }
}

#[cfg(test)]
mod tests;
