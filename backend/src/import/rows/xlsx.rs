//! Workbooks: the first sheet, cell by cell, without holding the sheet in memory.

use super::{Sheet, Sink};
use crate::import::Unreadable;
use calamine::{DataRef, Dimensions, Reader, Xlsx, open_workbook};
use std::ops::ControlFlow;
use std::path::Path;

pub(super) fn read(path: &Path, sink: &mut Sink<'_>) -> Result<(), Unreadable> {
    let broken = |error: calamine::XlsxError| {
        Unreadable(format!("{} 不是能打开的 xlsx 工作簿：{error}", path.display()))
    };
    if let Err(error) = std::fs::File::open(path) {
        return Err(Unreadable::file(path, &error));
    }
    let mut book: Xlsx<_> = open_workbook(path).map_err(broken)?;
    let Some(name) = book.sheet_names().first().cloned() else {
        return Err(Unreadable(format!("{} 里没有工作表", path.display())));
    };
    let merged = book.merge_cells_by_sheet_name(&name).map_err(broken)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
    // How wide the sheet says it is; a sheet that does not say is wider than one column.
    let width = match cells.dimensions() {
        whole if whole.end == (0, 0) => 2,
        whole => whole.end.1 as usize + 1,
    };
    let mut rows = Rows { sheet: Sheet::default(), merged: Merged::of(merged), width, sink };
    let (mut number, mut row) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (at, column) = cell.get_position();
        if at != number {
            if rows.end(number, std::mem::take(&mut row)).is_break() {
                return Ok(());
            }
            number = at;
        }
        let column = column as usize;
        if column < super::COLUMNS_LIMIT {
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            row[column] = text(cell.get_value());
        }
    }
    let _ = rows.end(number, row);
    Ok(())
}

struct Rows<'s, 'f> {
    sheet: Sheet,
    merged: Merged,
    width: usize,
    sink: &'s mut Sink<'f>,
}

impl Rows<'_, '_> {
    fn end(&mut self, number: u32, mut cells: Vec<String>) -> ControlFlow<()> {
        self.merged.fill(number, &mut cells);
        if cells.len() < self.width.min(super::COLUMNS_LIMIT) {
            cells.resize(self.width.min(super::COLUMNS_LIMIT), String::new());
        }
        match self.sheet.row(u64::from(number) + 1, 0, cells) {
            Some(read) => (self.sink)(read),
            None => ControlFlow::Continue(()),
        }
    }
}

/// Blocks of merged cells that reach over several rows, with what their first cell says.
struct Merged(Vec<(Dimensions, String)>);

impl Merged {
    fn of(blocks: Vec<Dimensions>) -> Self {
        let tall = blocks.into_iter().filter(|it| it.end.0 > it.start.0);
        Self(tall.map(|it| (it, String::new())).collect())
    }

    /// What the first cell of a block says holds for all its rows.
    fn fill(&mut self, number: u32, cells: &mut Vec<String>) {
        for (block, value) in &mut self.0 {
            let column = block.start.1 as usize;
            if number == block.start.0 {
                *value = cells.get(column).cloned().unwrap_or_default();
            } else if block.start.0 < number && number <= block.end.0 && !value.is_empty() {
                if cells.len() <= column {
                    cells.resize(column + 1, String::new());
                }
                if cells[column].is_empty() {
                    cells[column].clone_from(value);
                }
            }
        }
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => (if *value { "是" } else { "否" }).to_owned(),
        DataRef::DateTime(time) if time.is_duration() => time.as_f64().to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
