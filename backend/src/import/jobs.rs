//! Imports in the background: bodies that were sent in, rows that are tried again, rows that an
//! organisation has said are about it.

use super::books::without_folder;
use super::mapping::{Field, Mapping};
use super::rows::Row;
use super::sheet::{Kind, Sheet};
use super::task::{Task, mapping_of};
use super::{
    ImportKind, Unreadable, accredited_items, carry_out, enterprises, file_name, letters, notices,
    penalties, providers,
};
use commons::RecordOutcome;
use commons::feeds::{self, FeedConflictRow, FeedRunRow, NewRun, actions, conflicts};
use kernel::id::{FeedConflictId, FeedRunId};
use kernel::{Actor, Result};
use platform::Db;
use platform::files::{FileKey, Files};
use platform::jobs::JobError;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

pub(super) fn fields_of(kind: &str) -> &'static [Field] {
    match kind {
        "providers" | "licences" => providers::KIND.fields,
        "enterprises" => enterprises::KIND.fields,
        "penalties" => penalties::KIND.fields,
        "accredited-items" => accredited_items::KIND.fields,
        "notices" => notices::KIND.fields,
        "letters" => letters::KIND.fields,
        _ => &[],
    }
}

/// Whether a mapping can be used for a kind of file.
pub fn is_mapping(text: &str, kind: &str) -> bool {
    Mapping::parse(text, kind, fields_of(kind)).is_ok()
}

/// What the books say of a body sent in under the name of one of our mappings; none when we have none
/// of that name that says of what kind and whose its files are.
pub fn received(name: &str, file_key: String, digest: String, file_name: String) -> Option<NewRun> {
    let text = seed_data::mapping(name)?;
    let parsed = |kind: &ImportKind| {
        let says = text.lines().any(|it| it.trim() == format!("kind = \"{}\"", kind.name()));
        let mapping = Mapping::parse(text, kind.name(), fields_of(kind.name())).ok()?;
        says.then_some((kind.name(), mapping))
    };
    let (kind, mapping) = ImportKind::ALL.iter().find_map(parsed)?;
    Some(NewRun {
        source: mapping.default("source")?.to_owned(),
        kind,
        file_name,
        file_key: Some(file_key),
        digest,
        mapping_name: Some(name.to_owned()),
        mapping_text: Some(text.to_owned()),
        is_whole: mapping.is_whole,
        every_days: mapping.every_days,
        replay_of: None,
    })
}

/// Imports what was sent in, or tries rows again that were put aside.
///
/// # Errors
/// To be tried again when the database or the file store fails; a file that cannot be read ends the
/// run with the reason.
pub async fn run(db: &Db, files: &Files, payload: &Value) -> std::result::Result<(), JobError> {
    let id = payload["run"].as_str().and_then(|it| FeedRunId::parse(it).ok());
    let id = id.ok_or_else(|| JobError::GiveUp("no run".into()))?;
    let started = db.in_transaction(Actor::System("import"), |cx| {
        let id = id.clone();
        Box::pin(async move { actions::start(cx, &id).await })
    });
    let Some(run) = started.await? else { return Ok(()) };
    // The body lies beside us while it is read, and is gone afterwards.
    let folder = tempfile::tempdir().map_err(|error| JobError::Retry(error.to_string()))?;
    let task = task_of(db, files, run, folder.path()).await?;
    match carry_out(db, task, Arc::default()).await {
        Ok(_) => Ok(()),
        Err(Unreadable(reason)) => Ok(stop(db, id, without_folder(&reason, folder.path())).await?),
    }
}

async fn task_of(
    db: &Db,
    files: &Files,
    run: FeedRunRow,
    folder: &Path,
) -> std::result::Result<Task, JobError> {
    if let Some(before) = &run.replay_of {
        let before = feeds::find_run(db.read(), before).await?;
        let before = before.ok_or_else(|| JobError::GiveUp("no run to replay".into()))?;
        return Ok(Task::replay(db, before, Some(run)).await?);
    }
    let key = run.file_key.as_deref().and_then(|it| FileKey::parse(it).ok());
    let key = key.ok_or_else(|| JobError::GiveUp("no body".into()))?;
    let content = files.get(&key).await.map_err(|error| JobError::Retry(error.to_string()))?;
    let path = folder.join(file_name(Path::new(key.as_str())));
    std::fs::write(&path, &content).map_err(|error| JobError::Retry(error.to_string()))?;
    // What was sent in or fetched says itself whose it is.
    let source = feeds::name_of(db.read(), &run.feed_id).await?;
    let files = Some(files.clone());
    Ok(Task { source, files, ..Task::received(run, path) })
}

async fn stop(db: &Db, id: FeedRunId, reason: String) -> Result<()> {
    db.in_transaction(Actor::System("import"), |cx| {
        Box::pin(async move {
            let run = feeds::find_run(&cx.tx, &id).await?;
            match run.filter(|it| it.ended_at.is_none()) {
                Some(_) => actions::end(cx, &id, actions::Counts::default(), Some(reason)).await,
                None => Ok(0),
            }
        })
    })
    .await
    .map(drop)
}

/// Takes a row as the organisation's that has said it is about it.
///
/// # Errors
/// To be tried again when the database fails.
pub async fn attach(db: &Db, payload: &Value) -> std::result::Result<(), JobError> {
    let id = payload["conflict"].as_str().and_then(|it| FeedConflictId::parse(it).ok());
    let id = id.ok_or_else(|| JobError::GiveUp("no conflict".into()))?;
    let gone = || JobError::GiveUp("no such conflict".into());
    let conflict = feeds::find_conflict(db.read(), &id).await?.ok_or_else(gone)?;
    let run = feeds::find_run(db.read(), &conflict.run_id).await?.ok_or_else(gone)?;
    match ImportKind::of(&run.kind) {
        Some(ImportKind::Providers) => attach_as(db, conflict, run, providers::KIND).await,
        Some(ImportKind::Licences) => attach_as(db, conflict, run, providers::LICENCES).await,
        Some(ImportKind::Enterprises) => attach_as(db, conflict, run, enterprises::KIND).await,
        Some(ImportKind::AccreditedItems) => {
            attach_as(db, conflict, run, accredited_items::KIND).await
        }
        Some(ImportKind::Penalties) => attach_as(db, conflict, run, penalties::KIND).await,
        // Laws, notices, processes and letters are nobody's.
        Some(ImportKind::Laws | ImportKind::Notices | ImportKind::Ocds | ImportKind::Letters)
        | None => Ok(()),
    }
}

async fn attach_as<T: Send + 'static>(
    db: &Db,
    conflict: FeedConflictRow,
    run: FeedRunRow,
    kind: Kind<T>,
) -> std::result::Result<(), JobError> {
    let number = u64::try_from(conflict.number).unwrap_or_default();
    let row = Row::kept(number, conflict.cells.0.clone());
    let source = feeds::name_of(db.read(), &run.feed_id).await?;
    let mapping = mapping_of(&run);
    let task = Task { mapping, source, ..Task::received(run, "".into()) };
    let sheet = Sheet::of(&task, kind.name, kind.fields, |sink| {
        let _ = sink(Ok(row.clone()));
        Ok(())
    });
    let Sheet { mapping, origin, .. } = sheet.map_err(|it| JobError::GiveUp(it.0))?;
    let mut record = (kind.read)(&row, &mapping, &origin).map_err(JobError::GiveUp)?;
    (kind.attach)(&mut record, conflict.organisation_id.clone());
    let written = db.in_transaction(Actor::System("import"), |cx| {
        Box::pin(async move {
            let end = (kind.write)(cx, vec![record]).await?.into_iter().next();
            let how = match end {
                Some(Err(reason)) => reason,
                Some(Ok(RecordOutcome::Conflict(it))) => it.reason,
                Some(Ok(RecordOutcome::New | RecordOutcome::Changed)) => "taken".to_owned(),
                _ => "unchanged".to_owned(),
            };
            conflicts::attached(cx, &conflict, &how).await
        })
    });
    Ok(written.await?)
}
