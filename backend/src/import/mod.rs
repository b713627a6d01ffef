//! `greenbridge import laws|providers|enterprises|penalties|licences|accredited-items|notices|ocds|letters <path>`: other people's files,
//! read in a stream, written some rows a transaction.
//!
//! A row is taken whole or not at all; the same file again changes nothing; whatever stops the
//! import, what was written stays and the report says how far it went. Reading a file knows
//! nothing of the database, writing knows nothing of files: they meet in `carry`. Each import is a run
//! in the books of its source ([`commons::feeds`]); what was sent in over HTTP comes here as a job.
//!
//! | ends with | when |
//! |---|---|
//! | 0 | the file was read to its end, refused rows included |
//! | 1 | the file, or the rest of it, cannot be read |
//! | 130 | Ctrl-C |

mod accredited_items;
mod books;
mod carry;
mod cells;
mod enterprises;
pub mod jobs;
mod laws;
mod letters;
mod mapping;
mod notices;
mod ocds;
mod penalties;
mod progress;
mod providers;
pub mod pulled;
mod report;
mod rows;
mod sheet;
mod task;
pub mod watched;

pub use jobs::{is_mapping, received};
pub use report::{Report, RowNote};

use carry::How;
use knowledge::policies::actions as policies;
use laws::paper::Store;
use platform::Db;
use platform::files::Files;
use sheet::Kind;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use task::{Input, Task};
use tokio::sync::{Notify, watch};

/// The exit code after Ctrl-C.
pub const INTERRUPTED: i32 = 130;

/// What is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ImportKind {
    /// 法规: Markdown, DOCX, PDF, HTML, folders of them, JSONL, sheets, the databases of law packages.
    Laws,
    /// 服务机构 with their licences.
    Providers,
    /// 企业 with their sites.
    Enterprises,
    /// 行政处罚 of the providers we know.
    Penalties,
    /// 行政许可 of the providers we know.
    Licences,
    /// 检验检测能力 of the laboratories we know.
    AccreditedItems,
    /// 官方公告 of government buyers.
    Notices,
    /// Contracting processes of other publishers (OCDS).
    Ocds,
    /// 公开信箱: letters with their replies, as drafts of stored answers.
    Letters,
}

impl ImportKind {
    /// Every kind.
    const ALL: [Self; 9] = [
        Self::Laws,
        Self::Providers,
        Self::Enterprises,
        Self::Penalties,
        Self::Licences,
        Self::AccreditedItems,
        Self::Notices,
        Self::Ocds,
        Self::Letters,
    ];

    /// As it is typed and stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Laws => "laws",
            Self::Providers => "providers",
            Self::Enterprises => "enterprises",
            Self::Penalties => "penalties",
            Self::Licences => "licences",
            Self::AccreditedItems => "accredited-items",
            Self::Notices => "notices",
            Self::Ocds => "ocds",
            Self::Letters => "letters",
        }
    }

    /// The kind of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What an import is told.
#[derive(Debug, Clone, clap::Args)]
pub struct ImportArgs {
    /// What the file holds.
    pub kind: ImportKind,
    /// The file or folder.
    #[arg(required_unless_present = "replay")]
    pub path: Option<PathBuf>,
    /// Instead of a file: the rows that an earlier run put aside (`frn_…`).
    #[arg(long, value_name = "RUN", conflicts_with = "path")]
    pub replay: Option<String>,
    /// A TOML file that says which column is which, or the name of one of ours.
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// One JSON object on standard output instead of words.
    #[arg(long)]
    pub json: bool,
    /// What the source is called; by default the mapping's word, else the file's name.
    #[arg(long)]
    pub source: Option<String>,
    /// Check everything and write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// Why a file cannot be read at all, in one sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl Unreadable {
    fn file(path: &Path, error: &std::io::Error) -> Self {
        let path = path.display();
        Self(match error.kind() {
            std::io::ErrorKind::NotFound => format!("{path} 不存在"),
            std::io::ErrorKind::PermissionDenied => format!("没有权限读取 {path}"),
            _ => format!("{path} 读不出来：{error}"),
        })
    }
}

/// Imports and prints the report, or what came until `told` to stop. Answers the exit code.
///
/// # Errors
/// When standard output is closed.
pub async fn run(
    db: &Db,
    files: &Files,
    args: ImportArgs,
    mut told: watch::Receiver<bool>,
) -> anyhow::Result<i32> {
    let start = Instant::now();
    let stop = Arc::new(Notify::new());
    let listener = tokio::spawn({
        let (stop, mut told) = (Arc::clone(&stop), told.clone());
        async move {
            if told.wait_for(|it| *it).await.is_ok() {
                stop.notify_one();
            }
        }
    });
    let answer = import(db, files, &args, stop).await;
    listener.abort();
    let mut out = std::io::stdout().lock();
    let report = match answer {
        Ok(report) => report,
        Err(Unreadable(reason)) => {
            eprintln!("{reason}");
            Report { stopped: Some(reason), ..Report::default() }
        }
    };
    if args.json {
        serde_json::to_writer(&mut out, &report)?;
        writeln!(out)?;
    } else if report.total() > 0 || report.stopped.is_none() {
        write!(out, "{}", report.for_people(start.elapsed().as_secs_f64(), args.dry_run))?;
    }
    out.flush()?;
    Ok(match (&report.stopped, *told.borrow_and_update()) {
        (_, true) => INTERRUPTED,
        (Some(_), false) => 1,
        (None, false) => 0,
    })
}

/// Imports, without a word to people but progress on standard error. Telling `stop` ends it
/// after the rows in hand.
///
/// # Errors
/// [`Unreadable`] when nothing of the file can be read.
pub async fn import(
    db: &Db,
    files: &Files,
    args: &ImportArgs,
    stop: Arc<Notify>,
) -> Result<Report, Unreadable> {
    let task = Task { files: Some(files.clone()), ..Task::of(db, args).await? };
    carry_out(db, task, stop).await
}

async fn carry_out(db: &Db, task: Task, stop: Arc<Notify>) -> Result<Report, Unreadable> {
    match task.kind {
        ImportKind::Laws => import_laws(db, task, stop).await,
        ImportKind::Providers => import_sheet(db, task, stop, providers::KIND).await,
        ImportKind::Licences => import_sheet(db, task, stop, providers::LICENCES).await,
        ImportKind::AccreditedItems => import_sheet(db, task, stop, accredited_items::KIND).await,
        ImportKind::Enterprises => import_sheet(db, task, stop, enterprises::KIND).await,
        ImportKind::Penalties => import_sheet(db, task, stop, penalties::KIND).await,
        ImportKind::Notices => import_sheet(db, task, stop, notices::KIND).await,
        ImportKind::Ocds => import_ocds(db, task, stop).await,
        ImportKind::Letters => import_sheet(db, task, stop, letters::KIND).await,
    }
}

async fn import_laws(db: &Db, task: Task, stop: Arc<Notify>) -> Result<Report, Unreadable> {
    let Input::File(path) = &task.input else {
        return Err(Unreadable("法规没有待修正的行".into()));
    };
    let source = laws::source(path, task.source.as_deref());
    let store = task.files.as_ref().filter(|_| !task.is_dry_run).map(Store::of);
    let supply = laws::open(path, source.clone(), store).await?;
    let new = books::new_run(&task, source, None);
    let run = books::begin(db, &task, new).await?;
    let write: carry::Write<_> = |cx, laws| {
        let one: carry::WriteOne<_> = |cx, law| Box::pin(policies::record_law(cx, law));
        Box::pin(carry::one_by_one(cx, laws, one))
    };
    let is_dry_run = task.is_dry_run;
    let how = How { write, attach: |_, _| {}, run: run.clone(), is_dry_run };
    let report = carry::carry(db, supply, how, stop).await;
    let report = settle_repeals(db, is_dry_run, report).await;
    finish(books::end(db, &task, run, report).await)
}

async fn import_ocds(db: &Db, task: Task, stop: Arc<Notify>) -> Result<Report, Unreadable> {
    let Input::File(path) = &task.input else {
        return Err(Unreadable("采购过程没有待修正的行".into()));
    };
    let source = task.source.clone().unwrap_or_else(|| task.file_name.clone());
    let (path, named) = (path.clone(), source.clone());
    let reading = tokio::task::spawn_blocking(move || ocds::open(&path, named));
    let supply = reading.await.expect("reading a file does not panic")?;
    let new = books::new_run(&task, source, None);
    let run = books::begin(db, &task, new).await?;
    let is_dry_run = task.is_dry_run;
    let how = How { write: ocds::write, attach: |_, _| {}, run: run.clone(), is_dry_run };
    let report = carry::carry(db, supply, how, stop).await;
    finish(books::end(db, &task, run, report).await)
}

async fn import_sheet<T: Clone + Send + Sync + 'static>(
    db: &Db,
    task: Task,
    stop: Arc<Notify>,
    kind: Kind<T>,
) -> Result<Report, Unreadable> {
    let reading = tokio::task::spawn_blocking(move || {
        let (sheet, supply) = sheet::open(&task, kind)?;
        let new = books::new_run(&task, sheet.origin.source, Some(&sheet.mapping));
        Ok((task, new, supply))
    });
    let (task, new, supply) = reading.await.expect("reading a file does not panic")?;
    let run = books::begin(db, &task, new).await?;
    let (write, attach, is_dry_run) = (kind.write, kind.attach, task.is_dry_run);
    let how = How { write, attach, run: run.clone(), is_dry_run };
    let report = carry::carry(db, supply, how, stop).await;
    finish(books::end(db, &task, run, report).await)
}

/// A file of which nothing at all could be read is told as such.
fn finish(report: Report) -> Result<Report, Unreadable> {
    match report.stopped {
        Some(reason) if report.total() == 0 && !is_signal(&reason) => Err(Unreadable(reason)),
        stopped => Ok(Report { stopped, ..report }),
    }
}

/// Once all texts are in, what they repeal is known, in whatever order they came.
async fn settle_repeals(db: &Db, is_dry_run: bool, report: Report) -> Report {
    if is_dry_run || report.total() == 0 {
        return report;
    }
    let settled = db.in_transaction(kernel::Actor::System("import"), |cx| {
        Box::pin(policies::settle_repeals(cx))
    });
    match settled.await {
        Ok(_) => report,
        Err(error) => {
            tracing::error!(%error, "repeals could not be settled");
            let reason = "条文已导入，但同时废止的法规没有标记成功，请再运行一次".to_owned();
            Report { stopped: report.stopped.or(Some(reason)), ..report }
        }
    }
}

fn is_signal(reason: &str) -> bool {
    reason == carry::INTERRUPTED
}

/// The last name of a path, for what a source is called when nobody says.
fn file_name(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    whole.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned())
}
