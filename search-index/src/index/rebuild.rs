//! A new index beside the live one.

use anyhow::Context as _;
use tantivy::IndexWriter;
use tantivy::indexer::NoMergePolicy;

use super::folder::Name;
use super::{Live, SearchIndex, create, open_writer};
use crate::document::Document;
use crate::schema;

/// As many segments as a finished rebuild has at most: each costs every search a little.
const SEGMENTS: usize = 1;

/// A rebuild under way. Dropping it gives it up; the live index is not touched.
pub struct Rebuild {
    live: SearchIndex,
    name: Name,
    /// None only while dropping.
    writer: Option<IndexWriter>,
    finished: bool,
}

impl std::fmt::Debug for Rebuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rebuild").field("folder", &self.name.to_string()).finish()
    }
}

impl Rebuild {
    pub(super) fn start(live: SearchIndex) -> anyhow::Result<Self> {
        let folder = &live.shared.folder;
        let name = folder.next_name().context("read index folder")?;
        let path = folder.path(name);
        create(&path).context("create index")?;
        let index = tantivy::Index::open_in_dir(&path).context("open new index")?;
        let writer = open_writer(&index)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self { live, name, writer: Some(writer), finished: false })
    }

    /// Adds documents. Every key must be given once only.
    ///
    /// # Errors
    ///
    /// When the disk does not take them; drop the rebuild then.
    pub fn add(&mut self, documents: Vec<Document>) -> anyhow::Result<()> {
        let fields = *self.live.fields();
        let writer = self.writer()?;
        for document in documents {
            writer.add_document(schema::to_tantivy(&fields, &document)).context("add document")?;
        }
        Ok(())
    }

    /// Commits, joins the segments and puts the new index in the place of the live one; the
    /// [`SearchIndex`] it came from and its clones read the new one from then on.
    ///
    /// # Errors
    ///
    /// When the disk does not take it; the live index stays as it is.
    pub fn finish(mut self, position: &str) -> anyhow::Result<()> {
        let writer = self.writer()?;
        let mut commit = writer.prepare_commit().context("prepare commit")?;
        commit.set_payload(position);
        commit.commit().context("commit")?;
        let segments = writer.index().searchable_segment_ids().context("list segments")?;
        if segments.len() > SEGMENTS {
            writer.merge(&segments).wait().context("merge segments")?;
        }
        let writer = self.writer.take().context("already finished")?;
        writer.wait_merging_threads().context("finish merging")?;
        let shared = &self.live.shared;
        let live = Live::open(&shared.folder, self.name, &shared.fields)?;
        // Held until the swap is done, so that no change goes to the old index unseen.
        let old = self.live.live();
        let mut old_writer = super::lock(&old.writer);
        shared.folder.point_to(self.name).context("switch to the new index")?;
        self.finished = true;
        *old_writer = None;
        self.live.replace(live);
        drop(old_writer);
        shared.folder.remove_all_but(&[self.name]).context("remove the old index")
    }

    fn writer(&mut self) -> anyhow::Result<&mut IndexWriter> {
        self.writer.as_mut().context("already finished")
    }
}

impl Drop for Rebuild {
    fn drop(&mut self) {
        self.writer = None;
        if !self.finished {
            let _ = std::fs::remove_dir_all(self.live.shared.folder.path(self.name));
        }
    }
}
