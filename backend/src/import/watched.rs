//! The watched folders of official notices and of laws: files are taken in as they come, and lie beside it afterwards.

use super::task::{Input, Task};
use super::{ImportKind, Unreadable, carry_out, file_name, laws};
use crate::import::rows::Form;
use anyhow::Context;
use kernel::Result;
use platform::Db;
use platform::files::Files;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A file that was written to so lately may still be written to. 配置值.
const STILL: Duration = Duration::from_secs(10);
/// How many files are taken in one go. 配置值.
const AT_ONCE: usize = 20;

/// Takes in the files that lie still in a folder, by name; answers how many. A file whose end was reached goes to
/// `done/`, another one to `failed/` with the reason in the log and in the books of its source.
///
/// # Errors
/// A fault when the folder cannot be read, or a file not moved.
pub async fn take_in(db: &Db, files: &Files, folder: &Path, kind: ImportKind) -> Result<usize> {
    let ready = ready_in(folder, kind)?;
    let count = ready.len();
    for path in ready {
        let task = Task {
            kind,
            file_name: file_name(&path),
            input: Input::File(path.clone()),
            mapping: None,
            source: None,
            is_dry_run: false,
            files: Some(files.clone()),
            run: None,
            replay_of: None,
        };
        let end = match carry_out(db, task, Arc::default()).await {
            Ok(report) if report.stopped.is_none() => "done",
            Ok(_) => "failed",
            Err(Unreadable(reason)) => {
                tracing::warn!(
                    file = file_name(&path),
                    kind = kind.name(),
                    reason,
                    "a file was not taken in"
                );
                "failed"
            }
        };
        put_beside(&path, &folder.join(end))?;
    }
    Ok(count)
}

/// Files of a kind we read, still for a while, by name.
fn ready_in(folder: &Path, kind: ImportKind) -> anyhow::Result<Vec<PathBuf>> {
    let mut ready = Vec::new();
    for entry in std::fs::read_dir(folder).context("read the watched folder")? {
        let entry = entry.context("read the watched folder")?;
        let path = entry.path();
        let Ok(about) = entry.metadata() else { continue };
        let is_still = about
            .modified()
            .is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|it| it >= STILL));
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let is_ours = match kind {
            ImportKind::Laws => laws::is_readable(&path),
            _ => Form::of(&path).is_some(),
        };
        if about.is_file() && is_still && !is_hidden && is_ours {
            ready.push(path);
        }
    }
    ready.sort();
    ready.truncate(AT_ONCE);
    Ok(ready)
}

/// Moves a file; one of the same name that lies there keeps its own.
fn put_beside(path: &Path, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).context("make a folder for what was taken in")?;
    let name = file_name(path);
    let free = (0..1_000).map(|it| match it {
        0 => folder.join(&name),
        number => folder.join(format!("{number}-{name}")),
    });
    let free = free.into_iter().find(|it| !it.exists()).context("find a free name")?;
    std::fs::rename(path, free).context("move a file that was taken in")
}
