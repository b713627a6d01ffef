//! The books of an import: its run begins, and ends with what was counted.

use super::Unreadable;
use super::mapping::Mapping;
use super::report::Report;
use super::task::{Input, Task};
use commons::feeds::{BegunRun, NewRun, actions as feeds};
use kernel::Actor;
use platform::Db;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// What the books say of an import that begins.
pub(super) fn new_run(task: &Task, source: String, mapping: Option<&Mapping>) -> NewRun {
    let digest = match &task.input {
        Input::File(path) if !task.is_dry_run && task.run.is_none() => digest_of(path),
        _ => None,
    };
    NewRun {
        source,
        kind: task.kind.name(),
        file_name: task.file_name.clone(),
        file_key: None,
        digest: digest.unwrap_or_default(),
        mapping_name: mapping.and_then(|it| it.name.clone()),
        mapping_text: mapping.and_then(|it| it.text.clone()),
        is_whole: mapping.is_some_and(|it| it.is_whole) && task.replay_of.is_none(),
        every_days: mapping.and_then(|it| it.every_days),
        replay_of: task.replay_of.as_ref().map(|it| it.id.clone()),
    }
}

/// SHA-256 of a file; none for a folder.
fn digest_of(path: &Path) -> Option<String> {
    let mut file = std::fs::File::open(path).ok()?;
    let (mut hasher, mut piece) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match file.read(&mut piece).ok()? {
            0 => return Some(hex::encode(hasher.finalize())),
            length => hasher.update(&piece[..length]),
        }
    }
}

/// Begins the run, unless it has begun or nothing is written.
///
/// # Errors
/// [`Unreadable`] when the database does not take it.
pub(super) async fn begin(
    db: &Db,
    task: &Task,
    new: NewRun,
) -> Result<Option<BegunRun>, Unreadable> {
    if task.is_dry_run {
        return Ok(None);
    }
    if let Some(run) = &task.run {
        return Ok(Some(run.into()));
    }
    let begun = db.in_transaction(Actor::System("import"), |cx| {
        Box::pin(async move { feeds::begin(cx, new).await })
    });
    match begun.await {
        Ok(run) => Ok(Some(BegunRun::from(&run))),
        Err(error) => {
            tracing::error!(%error, "a run could not begin");
            Err(Unreadable("数据库没有接受导入记录；请检查磁盘空间和数据库".into()))
        }
    }
}

/// A sentence about a file without the folder it lies in, which is nobody's business but the machine's.
pub(super) fn without_folder(reason: &str, folder: &Path) -> String {
    match folder.as_os_str().is_empty() {
        true => reason.to_owned(),
        false => reason.replace(&format!("{}/", folder.display()), ""),
    }
}

/// Ends the run with what was counted.
pub(super) async fn end(db: &Db, task: &Task, run: Option<BegunRun>, report: Report) -> Report {
    let Some(run) = run else { return report };
    let folder = match &task.input {
        Input::File(path) => path.parent().unwrap_or(path),
        Input::Kept(_) => Path::new(""),
    };
    let stopped = report.stopped.as_deref().map(|it| without_folder(it, folder));
    let counts = report.for_books();
    let id = run.id.clone();
    let ended = db.in_transaction(Actor::System("import"), |cx| {
        Box::pin(async move { feeds::end(cx, &id, counts, stopped).await })
    });
    match ended.await {
        Ok(gone) => Report { gone, run: Some(run.id.to_string()), ..report },
        Err(error) => {
            tracing::error!(%error, "a run could not be ended");
            report
        }
    }
}
