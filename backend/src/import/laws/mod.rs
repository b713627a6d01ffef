//! Laws from wherever they come: folders of Markdown, DOCX, PDF and HTML, one JSON document a line, tables of
//! articles, and the SQLite databases of law packages.

mod assemble;
mod database;
mod folder;
pub(super) mod paper;
mod table;

use super::Unreadable;
use super::carry::{Message, Sender, Supply, supply};
use super::rows::{self, Form};
use assemble::Assembler;
use knowledge::policies::rules::arriving::NewLaw;
use paper::Store;
use std::path::{Path, PathBuf};

/// What a path holds.
enum Holding {
    /// A folder of files, with or without a manifest.
    Folder,
    /// `articles.jsonl.gz` beside `laws-index.tsv`, Markdown folders below.
    Indexed,
    /// One file: Markdown, DOCX, PDF or HTML.
    File,
    /// Rows: articles, or whole laws.
    Rows(Form),
    /// A SQLite database, perhaps inside a package.
    Database,
}

/// Starts reading.
///
/// # Errors
/// [`Unreadable`] when the path holds nothing we can read.
pub(super) async fn open(
    path: &Path,
    source: String,
    store: Option<Store>,
) -> Result<Supply<NewLaw>, Unreadable> {
    let path = path.to_owned();
    let assembler = Assembler::new(source);
    match holding(&path)? {
        Holding::Database => database::open(&path, assembler).await,
        Holding::Folder => {
            let files = folder::files(&path)?;
            let (sender, supply) = supply(files.len() as u64);
            let sender = (sender, store);
            spawn(sender, assembler, move |reader| folder::read(&path, files, reader));
            Ok(supply)
        }
        Holding::Indexed => {
            let file = path.join(INDEXED_ARTICLES);
            let form = Form::JsonLines { is_packed: true };
            let (sender, supply) = supply(rows::size(&file, form));
            let sender = (sender, store);
            spawn(sender, assembler, move |reader| {
                table::read(&file, form, &table::index(&path.join(INDEX))?, reader)?;
                for below in folder::below(&path)? {
                    folder::read(&below, folder::files(&below)?, reader)?;
                }
                Ok(())
            });
            Ok(supply)
        }
        Holding::File => {
            let (sender, supply) = supply(1);
            let sender = (sender, store);
            let files = vec![path.clone()];
            spawn(sender, assembler, move |reader| folder::read(&path, files, reader));
            Ok(supply)
        }
        Holding::Rows(form) => {
            let (sender, supply) = supply(rows::size(&path, form));
            let sender = (sender, store);
            spawn(sender, assembler, move |reader| {
                table::read(&path, form, &table::Index::default(), reader)
            });
            Ok(supply)
        }
    }
}

const INDEXED_ARTICLES: &str = "articles.jsonl.gz";
const INDEX: &str = "laws-index.tsv";

/// Whether a file of this name is one we can read laws from.
pub(super) fn is_readable(path: &Path) -> bool {
    holding_of(path).is_some()
}

fn holding(path: &Path) -> Result<Holding, Unreadable> {
    let kind = std::fs::metadata(path).map_err(|error| Unreadable::file(path, &error))?;
    if kind.is_dir() {
        let is_indexed = path.join(INDEXED_ARTICLES).is_file() && path.join(INDEX).is_file();
        return Ok(if is_indexed { Holding::Indexed } else { Holding::Folder });
    }
    holding_of(path).ok_or_else(|| {
        Unreadable(format!(
            "{} 不是能导入的法规：请给 Markdown、DOCX、PDF、HTML 文件或文件夹、JSONL、CSV、XLSX、SQLite 数据库或 .whl 包",
            path.display()
        ))
    })
}

/// What a file holds, by its name.
fn holding_of(path: &Path) -> Option<Holding> {
    let name = path.to_string_lossy().to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|it| name.ends_with(it));
    if ends(&[".db", ".sqlite", ".sqlite3", ".whl", ".zip"]) {
        Some(Holding::Database)
    } else if ends(&[".md", ".markdown"]) || paper::is_paper(path) {
        Some(Holding::File)
    } else {
        Form::of(path).map(Holding::Rows)
    }
}

/// What the source is called: as told, else by the package's name and version, else by the
/// file's name.
pub(super) fn source(path: &Path, told: Option<&str>) -> String {
    if let Some(source) = told {
        return source.to_owned();
    }
    let name = super::file_name(path);
    match name.strip_suffix(".whl") {
        None => name,
        Some(wheel) => {
            let mut parts = wheel.split('-');
            let (package, version) = (parts.next().unwrap_or(wheel), parts.next().unwrap_or(""));
            format!("{} {version}", package.replace('_', "-")).trim_end().to_owned()
        }
    }
}

/// Where readers put what they find. Sending fails once nobody listens: then reading ends.
struct Reader {
    sender: Sender<NewLaw>,
    assembler: Assembler,
    /// Where files are kept; none when nothing is written.
    store: Option<Store>,
}

/// Nobody listens any more.
struct Closed;

impl Reader {
    fn send(&mut self, found: assemble::Found) -> Result<(), Closed> {
        let row = self.assembler.incoming(found);
        self.sender.blocking_send(Message::Row(Box::new(row))).map_err(|_| Closed)
    }
}

fn spawn(
    (sender, store): (Sender<NewLaw>, Option<Store>),
    assembler: Assembler,
    read: impl FnOnce(&mut Reader) -> Result<(), Unreadable> + Send + 'static,
) {
    tokio::task::spawn_blocking(move || {
        let mut reader = Reader { sender, assembler, store };
        if let Err(Unreadable(reason)) = read(&mut reader) {
            // When nobody listens any more there is nobody to tell.
            let _ = reader.sender.blocking_send(Message::Broken(reason));
        }
    });
}

/// A path and what is in it, in the order of names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    let broken = |error: std::io::Error| Unreadable::file(folder, &error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(broken)? {
        entries.push(entry.map_err(broken)?.path());
    }
    entries.sort();
    Ok(entries)
}

#[cfg(test)]
mod tests;
