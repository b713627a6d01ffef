//! The folder of the index: numbered sub-folders, and a file that names the one in use.
//!
//! A rebuild fills the next number and then replaces the file, which is one rename: whoever looks
//! sees either the old index or the new one, whole.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::schema::FORMAT;

/// The file that names the sub-folder in use.
const POINTER: &str = "current";

/// The name of a sub-folder: format version and running number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) format: u32,
    pub(super) number: u32,
}

impl Name {
    pub(super) const FIRST: Self = Self { format: FORMAT, number: 1 };

    fn parse(name: &str) -> Option<Self> {
        let (format, number) = name.strip_prefix('v')?.split_once('-')?;
        Some(Self { format: format.parse().ok()?, number: number.parse().ok()? })
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "v{}-{:06}", self.format, self.number)
    }
}

/// What the pointer says.
pub(super) enum Pointer {
    Absent,
    Names(Name),
    Unreadable,
}

#[derive(Debug, Clone)]
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn path(&self, name: Name) -> PathBuf {
        self.root.join(name.to_string())
    }

    pub(super) fn pointer(&self) -> io::Result<Pointer> {
        match fs::read(self.root.join(POINTER)) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                Ok(Name::parse(text.trim()).map_or(Pointer::Unreadable, Pointer::Names))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Pointer::Absent),
            Err(error) => Err(error),
        }
    }

    /// Makes the sub-folder the one in use, on disk before this returns.
    pub(super) fn point_to(&self, name: Name) -> io::Result<()> {
        let beside = self.root.join(format!("{POINTER}.new"));
        let mut file = fs::File::create(&beside)?;
        writeln!(file, "{name}")?;
        file.sync_all()?;
        fs::rename(&beside, self.root.join(POINTER))?;
        fs::File::open(&self.root)?.sync_all()
    }

    /// A number that no sub-folder has, in the present format.
    pub(super) fn next_name(&self) -> io::Result<Name> {
        let highest = self.names()?.into_iter().map(|name| name.number).max().unwrap_or(0);
        Ok(Name { format: FORMAT, number: highest + 1 })
    }

    /// Removes every sub-folder but the given one: what a rebuild replaced, or left unfinished.
    /// What cannot be removed now is removed another time.
    pub(super) fn remove_all_but(&self, keep: &[Name]) -> io::Result<()> {
        for name in self.names()?.into_iter().filter(|name| !keep.contains(name)) {
            let _ = fs::remove_dir_all(self.path(name));
        }
        Ok(())
    }

    fn names(&self) -> io::Result<Vec<Name>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            names.extend(entry?.file_name().to_str().and_then(Name::parse));
        }
        Ok(names)
    }
}
