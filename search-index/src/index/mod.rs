//! Opening, writing and replacing the index.

mod folder;
pub(crate) mod lists;
mod rebuild;
pub(crate) mod view;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use tantivy::directory::error::OpenDirectoryError;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::schema::Term;
use tantivy::store::Compressor;
use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyError};

use crate::document::Change;
use crate::query::vocabulary::Vocabulary;
use crate::schema::{self, FORMAT, Fields};
use folder::{Folder, Name, Pointer};
pub use rebuild::Rebuild;
use view::View;

/// Memory in which a writer gathers documents before it writes a segment, in bytes.
const WRITER_MEMORY: usize = 16 << 20;
/// Stored documents are packed in blocks of so many bytes: small, since a page of hits reads
/// twenty of them from all over.
const STORE_BLOCK: usize = 4 << 10;
/// Segments of more documents than this are not merged while the index is live: a merge of large
/// ones takes memory and makes what was just written wait. A rebuild joins them.
const MERGE_LIMIT: usize = 25_000;
/// Segments that a merge has joined are taken up by a search after at most this time.
const FRESHNESS: Duration = Duration::from_secs(2);

/// Why an index cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Files are missing or broken. [`SearchIndex::start_over`] and a rebuild help.
    #[error("搜索索引已损坏：{}（{reason}）", path.display())]
    Damaged {
        /// The folder.
        path: PathBuf,
        /// What was found, for the log.
        reason: String,
    },
    /// Written by another version of this program. [`SearchIndex::start_over`] and a rebuild
    /// help.
    #[error("搜索索引由其他版本写成，需要重建")]
    OlderFormat,
    /// The folder cannot be read or created.
    #[error("无法读写搜索索引：{0}")]
    Io(#[from] std::io::Error),
}

impl OpenError {
    fn from_tantivy(path: &Path, error: TantivyError) -> Self {
        let damaged = |reason: String| Self::Damaged { path: path.to_owned(), reason };
        match error {
            TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
                Self::Io(std::io::Error::new(io_error.kind(), io_error))
            }
            TantivyError::IoError(error)
                if error.kind() == std::io::ErrorKind::PermissionDenied =>
            {
                Self::Io(std::io::Error::new(error.kind(), error))
            }
            error => damaged(error.to_string()),
        }
    }
}

/// One tantivy index, opened for reading; the writer is opened by the first change.
struct Live {
    index: Index,
    reader: IndexReader,
    writer: Mutex<Option<IndexWriter>>,
    view: RwLock<Arc<View>>,
    /// When the view was last compared with the disk.
    checked: Mutex<Instant>,
}

struct Shared {
    folder: Folder,
    fields: Fields,
    live: RwLock<Arc<Live>>,
    /// A committed position and the one that was passed since without a change.
    passed: Mutex<Option<(Option<String>, String)>>,
    /// The words by sound, and how many documents there were when they were read.
    vocabulary: Mutex<Option<(u64, Arc<Vocabulary>)>>,
}

/// The index. Clones share it; it may be used from any thread.
#[derive(Clone)]
pub struct SearchIndex {
    shared: Arc<Shared>,
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndex").field("folder", &self.shared.folder.root()).finish()
    }
}

impl SearchIndex {
    /// Opens the index in the folder, or creates an empty one where there is none.
    ///
    /// # Errors
    ///
    /// See [`OpenError`]. Nothing is changed on disk when it fails.
    pub fn open(dir: &Path) -> Result<Self, OpenError> {
        std::fs::create_dir_all(dir)?;
        let folder = Folder::new(dir);
        let name = match folder.pointer()? {
            Pointer::Names(name) if name.format == FORMAT => name,
            Pointer::Names(_) => return Err(OpenError::OlderFormat),
            Pointer::Unreadable => {
                return Err(OpenError::Damaged {
                    path: dir.to_owned(),
                    reason: "the file `current` names no index".to_owned(),
                });
            }
            Pointer::Absent => {
                let path = folder.path(Name::FIRST);
                if path.exists() {
                    // Left by a creation that did not get to its end.
                    std::fs::remove_dir_all(&path)?;
                }
                create(&path)?;
                folder.point_to(Name::FIRST)?;
                Name::FIRST
            }
        };
        Self::with(folder, name)
    }

    /// Gives up whatever is in the folder and starts with an empty index without a position:
    /// the way out of [`OpenError::Damaged`] and [`OpenError::OlderFormat`].
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    pub fn start_over(dir: &Path) -> Result<Self, OpenError> {
        std::fs::create_dir_all(dir)?;
        let folder = Folder::new(dir);
        let name = folder.next_name()?;
        create(&folder.path(name))?;
        folder.point_to(name)?;
        folder.remove_all_but(&[name])?;
        Self::with(folder, name)
    }

    fn with(folder: Folder, name: Name) -> Result<Self, OpenError> {
        let (_, fields) = schema::schema();
        let live = open_carefully(&folder, name, &fields)?;
        let live = RwLock::new(Arc::new(live));
        let (vocabulary, passed) = (Mutex::default(), Mutex::default());
        Ok(Self { shared: Arc::new(Shared { folder, fields, live, passed, vocabulary }) })
    }

    /// Applies the changes in one commit together with the caller's position. When this returns,
    /// they are on disk and found by every search; when the process dies before, none of them is.
    ///
    /// # Errors
    ///
    /// When the disk does not take them; nothing has changed then.
    pub fn apply(&self, changes: Vec<Change>, position: &str) -> anyhow::Result<()> {
        loop {
            let live = self.live();
            let mut writer = lock(&live.writer);
            // A rebuild may have put another index in the place of this one while we waited.
            if Arc::ptr_eq(&live, &self.live()) {
                live.write(&mut writer, &self.shared.fields, changes, position)?;
                return live.refresh(&self.shared.fields);
            }
        }
    }

    /// Moves the position on where nothing changes. It is remembered by this process alone and
    /// reaches the disk with the next changes: a commit costs more than reading a few events
    /// again after a restart.
    pub fn pass(&self, position: &str) {
        *lock(&self.shared.passed) = Some((self.view().position.clone(), position.to_owned()));
    }

    /// The position given with the last applied changes, or passed since.
    #[must_use]
    pub fn position(&self) -> Option<String> {
        let committed = self.view().position.clone();
        match &*lock(&self.shared.passed) {
            Some((since, passed)) if *since == committed => Some(passed.clone()),
            _ => committed,
        }
    }

    /// How many documents there are.
    #[must_use]
    pub fn document_count(&self) -> u64 {
        self.view().searcher.num_docs()
    }

    /// Starts a new index beside the live one, which goes on serving and taking changes. Changes
    /// applied in the meantime are not in the new one: apply those after the position that
    /// [`Rebuild::finish`] is given once more.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    pub fn rebuild(&self) -> anyhow::Result<Rebuild> {
        Rebuild::start(self.clone())
    }

    /// Reads every file and compares it with its checksum; costs about a second per 500 MB.
    ///
    /// # Errors
    ///
    /// When files are broken, naming them, or cannot be read.
    pub fn verify(&self) -> anyhow::Result<()> {
        let broken = self.live().index.validate_checksum().context("read index files")?;
        anyhow::ensure!(broken.is_empty(), "broken index files: {broken:?}");
        Ok(())
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.shared.fields
    }

    pub(crate) fn view(&self) -> Arc<View> {
        let live = self.live();
        live.take_up_merges(&self.shared.fields);
        live.view()
    }

    /// The words by sound. They are read when first needed, and again when the index has grown
    /// by half: what is missing until then is a new word's being found by its sound.
    pub(crate) fn vocabulary(&self, view: &View) -> Arc<Vocabulary> {
        let documents = view.searcher.num_docs();
        let mut known = lock(&self.shared.vocabulary);
        if let Some((then, vocabulary)) = &*known
            && documents <= then + then / 2
        {
            return Arc::clone(vocabulary);
        }
        let Ok(fresh) = Vocabulary::read(view, &self.shared.fields).map(Arc::new) else {
            return Arc::default();
        };
        *known = Some((documents, Arc::clone(&fresh)));
        fresh
    }

    fn live(&self) -> Arc<Live> {
        Arc::clone(&self.shared.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, live: Live) {
        *self.shared.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(live);
    }
}

impl Live {
    fn open(folder: &Folder, name: Name, fields: &Fields) -> Result<Self, OpenError> {
        let path = folder.path(name);
        let failed = |error| OpenError::from_tantivy(&path, error);
        let damaged = |reason: String| OpenError::Damaged { path: path.clone(), reason };
        if !path.is_dir() {
            return Err(damaged("the folder is missing".to_owned()));
        }
        let index = Index::open_in_dir(&path).map_err(failed)?;
        if index.schema() != schema::schema().0 {
            return Err(OpenError::OlderFormat);
        }
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(64)
            .try_into()
            .map_err(failed)?;
        let position = index.load_metas().map_err(failed)?.payload;
        let view = View::new(reader.searcher(), fields, position, None)
            .map_err(|error| damaged(format!("{error:#}")))?;
        Ok(Self {
            index,
            reader,
            writer: Mutex::new(None),
            view: RwLock::new(Arc::new(view)),
            checked: Mutex::new(Instant::now()),
        })
    }

    fn view(&self) -> Arc<View> {
        Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(
        &self,
        slot: &mut Option<IndexWriter>,
        fields: &Fields,
        changes: Vec<Change>,
        position: &str,
    ) -> anyhow::Result<()> {
        if slot.is_none() {
            *slot = Some(open_writer(&self.index)?);
        }
        let writer = slot.as_mut().context("the writer was just opened")?;
        let written = write(writer, fields, changes, position);
        if written.is_err() {
            // A writer that failed may have lost its threads: the next change opens another,
            // which starts from the last commit.
            *slot = None;
        }
        written
    }

    /// Takes up what is on disk. Searches go on with the old view until the new one is ready.
    fn refresh(&self, fields: &Fields) -> anyhow::Result<()> {
        self.refresh_alone(fields, &mut lock(&self.checked))
    }

    fn refresh_alone(&self, fields: &Fields, checked: &mut Instant) -> anyhow::Result<()> {
        *checked = Instant::now();
        self.reader.reload().context("reload index")?;
        let position = self.index.load_metas().context("read position")?.payload;
        let view = View::new(self.reader.searcher(), fields, position, Some(&self.view()))?;
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
        Ok(())
    }

    /// Merges happen after the commit that asked for them. A search that comes across newer
    /// segments takes them up; if that fails, it serves what it has.
    fn take_up_merges(&self, fields: &Fields) {
        let Ok(mut checked) = self.checked.try_lock() else { return };
        if checked.elapsed() < FRESHNESS {
            return;
        }
        *checked = Instant::now();
        let Ok(on_disk) = self.index.searchable_segment_ids() else { return };
        let view = self.view();
        let seen: Vec<_> =
            view.segments.iter().map(|segment| segment.reader.segment_id()).collect();
        if on_disk.len() != seen.len() || on_disk.iter().any(|id| !seen.contains(id)) {
            let _ = self.refresh_alone(fields, &mut checked);
        }
    }
}

/// Opens the index. Files that are cut short make tantivy panic instead of failing.
fn open_carefully(folder: &Folder, name: Name, fields: &Fields) -> Result<Live, OpenError> {
    std::panic::catch_unwind(|| Live::open(folder, name, fields)).unwrap_or_else(|_| {
        let reason = "a file is shorter than it says".to_owned();
        Err(OpenError::Damaged { path: folder.path(name), reason })
    })
}

/// Creates an empty index.
fn create(path: &Path) -> Result<(), OpenError> {
    std::fs::create_dir_all(path)?;
    let settings = IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_blocksize: STORE_BLOCK,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    Index::builder()
        .schema(schema::schema().0)
        .settings(settings)
        .create_in_dir(path)
        .map_err(|error| OpenError::from_tantivy(path, error))?;
    Ok(())
}

fn open_writer(index: &Index) -> anyhow::Result<IndexWriter> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(WRITER_MEMORY)
        .build();
    let writer = index.writer_with_options(options).context("open index for writing")?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(4);
    policy.set_min_layer_size(2_000);
    policy.set_max_docs_before_merge(MERGE_LIMIT);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

fn write(
    writer: &mut IndexWriter,
    fields: &Fields,
    changes: Vec<Change>,
    position: &str,
) -> anyhow::Result<()> {
    let mut removed: std::collections::HashSet<String> = std::collections::HashSet::new();
    for change in changes {
        match change {
            Change::Remove { group } => {
                writer.delete_term(Term::from_field_text(fields.group, &group));
                removed.insert(group);
            }
            Change::Put(document) => {
                if !removed.contains(&document.group) {
                    writer.delete_term(Term::from_field_text(fields.key, &document.key));
                }
                writer
                    .add_document(schema::to_tantivy(fields, &document))
                    .context("add document")?;
            }
        }
    }
    let mut commit = writer.prepare_commit().context("prepare commit")?;
    commit.set_payload(position);
    commit.commit().context("commit")?;
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
