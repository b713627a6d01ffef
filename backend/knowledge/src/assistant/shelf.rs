//! The stored answers and guides as a process holds them in memory, read again when they change.

use crate::answers::{AnswerRow, GuideRow, store};
use crate::policies::cite;
use answering::{Book, Entry};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::Result;
use platform::Db;
use sea_orm::ActiveEnum;
use search_index::SearchIndex;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// When what was read had changed last, and the day it was read for.
type Stamp = (Option<DateTime<Utc>>, Option<DateTime<Utc>>, NaiveDate);

/// What was read.
#[derive(Debug)]
pub(super) struct Read {
    stamp: Stamp,
    /// How large the index was, by powers of two: words are weighed by it.
    size: u32,
    pub(super) book: Book,
    pub(super) guide_book: Book,
    pub(super) answers: HashMap<String, AnswerRow>,
    pub(super) guides: HashMap<String, GuideRow>,
    /// The provinces whose own rules we hold.
    pub(super) held: Vec<String>,
}

/// What a process holds of stored answers. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    read: Arc<RwLock<Option<Arc<Read>>>>,
    /// Held by whoever reads anew, so that a hundred askers do not all do it.
    reading: Arc<tokio::sync::Mutex<()>>,
}

impl Shelf {
    /// What is right now: as it was read before, unless entries changed, the day did, or the index grew.
    ///
    /// # Errors
    /// A fault when the database fails.
    pub(super) async fn now(&self, db: &Db, index: &SearchIndex) -> Result<Arc<Read>> {
        let today = db.clock().today();
        let (answers, guides) = store::changed_at(db.read()).await?;
        let stamp = (answers, guides, today);
        let size = index.document_count().max(1).ilog2();
        let is_right = |it: &Arc<Read>| it.stamp == stamp && it.size == size;
        if let Some(read) = self.known().filter(is_right) {
            return Ok(read);
        }
        // Goes on when who asked has given up: the next one finds it read.
        let (shelf, db, index) = (self.clone(), db.clone(), index.clone());
        let reading = tokio::spawn(async move { shelf.read_again(&db, index, stamp, size).await });
        reading.await.map_err(anyhow::Error::new)?
    }

    async fn read_again(
        &self,
        db: &Db,
        index: SearchIndex,
        stamp: Stamp,
        size: u32,
    ) -> Result<Arc<Read>> {
        let _reading = self.reading.lock().await;
        let before = self.known();
        if let Some(read) = before.clone().filter(|it| it.stamp == stamp && it.size == size) {
            return Ok(read);
        }
        let today = stamp.2;
        let rows: Vec<AnswerRow> = store::published(db.read()).await?;
        let rows: Vec<AnswerRow> = rows.into_iter().filter(|it| it.is_valid(today)).collect();
        let guides: Vec<GuideRow> = store::guides(db.read()).await?;
        let guides: Vec<GuideRow> = guides.into_iter().filter(|it| it.is_valid(today)).collect();
        let held = cite::held_provinces(db.read()).await?;
        let same_words = before.filter(|it| it.size == size);
        let read = tokio::task::spawn_blocking(move || {
            let known = same_words.as_deref();
            let book = Book::of(rows.iter().map(entry).collect(), &index, known.map(|it| &it.book));
            let guide_book = Book::of(
                guides.iter().map(guide_entry).collect(),
                &index,
                known.map(|it| &it.guide_book),
            );
            let answers = rows.into_iter().map(|it| (it.id.to_string(), it)).collect();
            let guides = guides.into_iter().map(|it| (it.id.to_string(), it)).collect();
            Read { stamp, size, book, guide_book, answers, guides, held }
        });
        let read = Arc::new(read.await.map_err(anyhow::Error::new)?);
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&read));
        Ok(read)
    }

    fn known(&self) -> Option<Arc<Read>> {
        self.read.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A stored answer as the book holds it.
pub(super) fn entry(row: &AnswerRow) -> Entry {
    let mut phrases = vec![row.question.clone()];
    phrases.extend(row.alternatives.0.iter().cloned());
    Entry {
        key: row.id.to_string(),
        region: row.region_code.as_ref().map(ToString::to_string),
        field: row.field.to_value(),
        phrases,
        cites: row.citations.0.iter().map(|it| (it.law.clone(), i64::from(it.article))).collect(),
    }
}

/// A guide is asked for by what is applied for, and by its parts.
fn guide_entry(row: &GuideRow) -> Entry {
    let title = &row.title;
    let phrases = ["", "要什么材料", "怎么办", "流程", "要多久", "在哪里办", "要交多少钱"];
    Entry {
        key: row.id.to_string(),
        region: row.region_code.as_ref().map(ToString::to_string),
        field: row.field.to_value(),
        phrases: phrases.iter().map(|it| format!("{title}{it}")).collect(),
        cites: row.citations.0.iter().map(|it| (it.law.clone(), i64::from(it.article))).collect(),
    }
}
