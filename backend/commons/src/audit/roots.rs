//! 日根: the head of the chain and each day's last seal, kept apart from the database.
//!
//! Whoever can write to the database can also forge a whole chain, or cut its tail; what lies in
//! this folder then no longer fits. It can lie on another disk, or on one that is written once.
//! Each day is a file that is made once and names the day before it, so that a file taken away is
//! missed; `head.json` is replaced after every sealing.

use super::{seal_entity, store};
use chrono::NaiveDate;
use kernel::Result;
use platform::Db;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The file of the head.
const HEAD: &str = "head.json";
/// The largest file that is read, in bytes.
const FILE_BYTES: u64 = 4096;

/// One seal, written down outside the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// The day in China it closes; null in the head.
    pub day: Option<NaiveDate>,
    /// The day closed before it; null for the first and in the head.
    pub previous: Option<NaiveDate>,
    /// Where the seal stands in the chain.
    pub position: i64,
    /// The number of the sealed entry.
    pub entry: i64,
    /// The seal.
    pub digest: String,
}

/// The folder of roots. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Roots {
    folder: PathBuf,
    /// The day on which the day before was last looked at.
    looked_on: Arc<Mutex<Option<NaiveDate>>>,
}

impl Roots {
    /// The roots of a folder; it is made when the first root is.
    pub fn of(folder: PathBuf) -> Self {
        Self { folder, looked_on: Arc::default() }
    }

    /// Writes the head of the chain, and the root of the last day that is over and has none.
    ///
    /// # Errors
    /// A fault when the database or the folder fails.
    pub async fn keep(&self, db: &Db) -> Result<()> {
        let Some(last) = store::last_seal(db.read()).await? else { return Ok(()) };
        let head = root_of(&last, None, None);
        if self.read_head()?.as_ref() != Some(&head) {
            self.replace_head(&head)?;
        }
        let today = db.clock().today();
        if *self.looked_on.lock().expect("no holder of this lock panics") == Some(today) {
            return Ok(());
        }
        if let Some((day, seal)) = store::last_seal_before(db.read(), today).await? {
            let previous = self.days()?.into_iter().rfind(|it| *it < day);
            self.add_day(&root_of(&seal, Some(day), previous))?;
        }
        *self.looked_on.lock().expect("no holder of this lock panics") = Some(today);
        Ok(())
    }

    /// Every root there is, by position, the head last.
    ///
    /// # Errors
    /// A fault when a file cannot be read or holds no root.
    pub fn read(&self) -> Result<Vec<Root>> {
        let mut roots = Vec::new();
        for day in self.days()? {
            roots.extend(self.read_file(&file_of(day))?);
        }
        roots.extend(self.read_head()?);
        roots.sort_by_key(|it| it.position);
        Ok(roots)
    }

    fn read_head(&self) -> Result<Option<Root>> {
        self.read_file(HEAD)
    }

    /// The days that have a file, in order.
    fn days(&self) -> Result<Vec<NaiveDate>> {
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|error| self.failed(error))?,
        };
        let names = entries.flatten().map(|it| it.file_name().to_string_lossy().into_owned());
        let days = names.filter_map(|it| it.strip_suffix(".json")?.parse::<NaiveDate>().ok());
        let mut days: Vec<NaiveDate> = days.collect();
        days.sort_unstable();
        Ok(days)
    }

    fn read_file(&self, name: &str) -> Result<Option<Root>> {
        use std::io::Read;
        let file = match File::open(self.folder.join(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file.map_err(|error| self.failed(error))?,
        };
        let mut text = String::new();
        file.take(FILE_BYTES).read_to_string(&mut text).map_err(|error| self.failed(error))?;
        let root = serde_json::from_str(&text);
        Ok(Some(root.map_err(|error| self.failed(format!("{name}: {error}")))?))
    }

    fn replace_head(&self, head: &Root) -> Result<()> {
        let draft = self.draft(head, HEAD).map_err(|error| self.failed(error))?;
        std::fs::rename(draft, self.folder.join(HEAD)).map_err(|error| self.failed(error))?;
        Ok(())
    }

    /// Linked into place: a day that has a root keeps the one it has.
    fn add_day(&self, root: &Root) -> Result<()> {
        let Some(day) = root.day else { return Ok(()) };
        let name = file_of(day);
        let draft = self.draft(root, &name).map_err(|error| self.failed(error))?;
        let linked = std::fs::hard_link(&draft, self.folder.join(&name));
        std::fs::remove_file(&draft).map_err(|error| self.failed(error))?;
        match linked {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                Err(self.failed(error).into())
            }
            _ => {
                let synced = File::open(&self.folder).and_then(|it| it.sync_all());
                Ok(synced.map_err(|error| self.failed(error))?)
            }
        }
    }

    fn draft(&self, root: &Root, name: &str) -> std::io::Result<PathBuf> {
        std::fs::create_dir_all(&self.folder)?;
        let draft = self.folder.join(format!(".{name}.{}.new", std::process::id()));
        remove_left_over(&draft)?;
        let mut options = OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o440).open(&draft)?;
        file.write_all(serde_json::to_string(root)?.as_bytes())?;
        if root.day.is_some() {
            file.sync_all()?;
        }
        Ok(draft)
    }

    fn failed(&self, error: impl std::fmt::Display) -> anyhow::Error {
        anyhow::anyhow!("audit roots in {}: {error}", self.folder.display())
    }
}

/// A draft of a process that was killed.
fn remove_left_over(draft: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn file_of(day: NaiveDate) -> String {
    format!("{day}.json")
}

fn root_of(seal: &seal_entity::Model, day: Option<NaiveDate>, previous: Option<NaiveDate>) -> Root {
    Root {
        day,
        previous,
        position: seal.position,
        entry: seal.entry_seq,
        digest: seal.digest.clone(),
    }
}
