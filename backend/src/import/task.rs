//! What an import is about to do: which rows, by which mapping, for whose books.

use super::{ImportArgs, ImportKind, Unreadable, file_name};
use commons::feeds::{self, FeedRowRow, FeedRunRow};
use kernel::id::FeedRunId;
use platform::Db;
use platform::files::Files;
use std::path::PathBuf;

/// Where rows are read from.
pub(super) enum Input {
    /// A file or folder.
    File(PathBuf),
    /// Rows that a run put aside.
    Kept(Vec<FeedRowRow>),
}

/// A mapping that was named.
pub(super) enum Given {
    /// A file, or the name of one of ours.
    Path(PathBuf),
    /// As a run keeps it.
    Text(Option<String>, String),
}

/// An import.
pub(super) struct Task {
    pub(super) kind: ImportKind,
    pub(super) input: Input,
    pub(super) mapping: Option<Given>,
    /// What the source is called; by default the mapping's word, else the file's name.
    pub(super) source: Option<String>,
    pub(super) file_name: String,
    pub(super) is_dry_run: bool,
    /// Where files of laws are kept; none when they are not.
    pub(super) files: Option<Files>,
    /// The run as it was taken in; none when it is yet to begin.
    pub(super) run: Option<FeedRunRow>,
    /// The run whose rows are tried again.
    pub(super) replay_of: Option<FeedRunRow>,
}

impl Task {
    /// What the command was told.
    ///
    /// # Errors
    /// [`Unreadable`] when there is no such run, or nothing of it waits.
    pub(super) async fn of(db: &Db, args: &ImportArgs) -> Result<Self, Unreadable> {
        let mapping = args.mapping.clone().map(Given::Path);
        let Some(id) = &args.replay else {
            let path = args.path.clone().unwrap_or_default();
            return Ok(Self {
                kind: args.kind,
                file_name: file_name(&path),
                input: Input::File(path),
                mapping,
                source: args.source.clone(),
                files: None,
                is_dry_run: args.dry_run,
                run: None,
                replay_of: None,
            });
        };
        let no_such = || Unreadable(format!("没有导入记录 {id}"));
        let id = FeedRunId::parse(id).map_err(|_| no_such())?;
        let failed = |error: kernel::Error| Unreadable(format!("读不出导入记录：{error}"));
        let before = feeds::find_run(db.read(), &id).await.map_err(failed)?.ok_or_else(no_such)?;
        if before.kind != args.kind.name() {
            return Err(Unreadable(format!(
                "{id} 导入的是 {}，不是 {}",
                before.kind,
                args.kind.name()
            )));
        }
        let task = Self::replay(db, before, None).await.map_err(failed)?;
        if matches!(&task.input, Input::Kept(rows) if rows.is_empty()) {
            return Err(Unreadable(format!("{id} 没有待修正的行")));
        }
        Ok(Self { mapping: mapping.or(task.mapping), is_dry_run: args.dry_run, ..task })
    }

    /// Trying the rows again that a run put aside, as `run` when it was asked for on the board.
    ///
    /// # Errors
    /// A fault when the database fails.
    pub(super) async fn replay(
        db: &Db,
        before: FeedRunRow,
        run: Option<FeedRunRow>,
    ) -> kernel::Result<Self> {
        let rows = feeds::waiting_rows(db.read(), &before.id).await?;
        let source = feeds::name_of(db.read(), &before.feed_id).await?;
        Ok(Self {
            kind: ImportKind::of(&before.kind).unwrap_or(ImportKind::Laws),
            input: Input::Kept(rows),
            mapping: mapping_of(run.as_ref().unwrap_or(&before)),
            source,
            file_name: before.file_name.clone(),
            is_dry_run: false,
            files: None,
            run,
            replay_of: Some(before),
        })
    }

    /// A body that was sent in.
    pub(super) fn received(run: FeedRunRow, path: PathBuf) -> Self {
        Self {
            kind: ImportKind::of(&run.kind).unwrap_or(ImportKind::Laws),
            input: Input::File(path),
            mapping: mapping_of(&run),
            source: None,
            file_name: run.file_name.clone(),
            files: None,
            is_dry_run: false,
            run: Some(run),
            replay_of: None,
        }
    }
}

/// The mapping a run was read by, as it is kept.
pub(super) fn mapping_of(run: &FeedRunRow) -> Option<Given> {
    let text = run.mapping_text.clone()?;
    Some(Given::Text(run.mapping_name.clone(), text))
}
