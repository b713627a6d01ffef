//! What editors do: change stored answers behind the gate, deal with what was not answered.

use super::shelf::{Read, Shelf, entry};
use super::store;
use crate::answers::AnswerRow;
use crate::answers::actions::Proposed;
use crate::answers::rules::Citation;
use crate::answers::store as answers;
use crate::policies::cite::Cited;
use answering::{Book, Case, Entry, Library};
use kernel::Result;
use platform::Db;
use search_index::SearchIndex;
use serde::Deserialize;
use std::sync::{Arc, LazyLock};

/// A case as it is written down.
#[derive(Deserialize)]
struct Written {
    question: String,
    answers: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    law: String,
    article: i64,
}

/// The cases that came with the product.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let written = |line: &str| serde_json::from_str::<Written>(line).ok();
    let case = |it: Written| Case {
        question: it.question,
        answers: it.answers.into_iter().map(|it| (it.law, it.article)).collect(),
    };
    seed_data::cases().lines().filter_map(written).map(case).collect()
});

/// How the test set fares with a change and without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gate {
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) of: usize,
}

/// Runs the test set with the shelf as it is, and with an entry in its new words.
///
/// # Errors
/// A fault when the database or the index fails.
pub(super) async fn measure(
    db: &Db,
    index: &SearchIndex,
    read: Arc<Read>,
    changed: &AnswerRow,
) -> Result<Gate> {
    let today = i64::from(db.clock().today().to_epoch_days());
    let mut cases = CASES.clone();
    for row in answers::cases(db.read()).await? {
        let answers = row.citations.0.into_iter().map(|it| (it.law, i64::from(it.article)));
        cases.push(Case { question: row.question, answers: answers.collect() });
    }
    let (index, changed) = (index.clone(), changed.clone());
    let measured = tokio::task::spawn_blocking(move || -> anyhow::Result<Gate> {
        let id = changed.id.to_string();
        let others = read.answers.values().filter(|it| it.id != changed.id);
        let entries: Vec<Entry> = others.map(entry).chain([entry(&changed)]).collect();
        let book = Book::of(entries, &index, Some(&read.book));
        let library = |book| Library { index: &index, book, held: &read.held };
        let before = library(&read.book).count_right(&cases, today)?;
        let after = library(&book).count_right(&cases, today)?;
        tracing::info!(answer.id = %id, before, after, of = cases.len(), "the test set was run");
        Ok(Gate { before, after, of: cases.len() })
    });
    Ok(measured.await.map_err(anyhow::Error::new)??)
}

/// Questions of the same words that were not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missed {
    pub(super) matter: String,
    pub(super) text: String,
    pub(super) count: i64,
}

/// What was not answered and nobody dealt with, asked most often first.
///
/// # Errors
/// A fault when the database fails.
pub(super) async fn missed(db: &Db, limit: u64) -> Result<Vec<Missed>> {
    let groups = store::missed(db.read(), limit).await?;
    Ok(groups.into_iter().map(|(matter, text, count)| Missed { matter, text, count }).collect())
}

/// Questions of one matter that a draft takes as other ways to ask, at most.
const OTHER_WAYS: u64 = 8;
/// The characters of an article that a draft quotes.
const QUOTED: usize = 400;

/// A draft for questions that were missed: from the stored answer most like them, else from the articles that
/// fit best. None when nobody asks the like any more.
///
/// # Errors
/// A fault when the index or the database fails.
pub(super) async fn proposed(
    db: &Db,
    index: &SearchIndex,
    shelf: &Shelf,
    matter: &str,
) -> Result<Option<Proposed>> {
    let texts = store::of_matter(db.read(), matter, OTHER_WAYS).await?;
    let Some(question) = texts.first().cloned() else { return Ok(None) };
    let read = shelf.now(db, index).await?;
    let today = i64::from(db.clock().today().to_epoch_days());
    let library = Library { index, book: &read.book, held: &read.held };
    let drawn = library.draw(&question, today).map_err(kernel::Error::Fault)?;
    let neighbour = drawn.near.iter().find_map(|it| read.answers.get(&it.key));
    let found: Vec<Cited> = {
        let today = db.clock().today();
        drawn.passages.iter().filter_map(|it| super::ask::cited_of(it, today)).collect()
    };
    let quoted = |it: &Cited| {
        format!("《{}》{}：{}", it.law_title, it.label, kernel::text::clip(&it.text, QUOTED))
    };
    let (head, words, citations) = match neighbour {
        Some(near) => {
            let head = format!("【草稿，摘自相近的存答“{}”，请改写后公开】", near.question);
            (head, near.text.clone(), near.citations.0.clone())
        }
        None => {
            let head = "【草稿，摘自最接近的条文，请改写后公开】".to_owned();
            let words = found.iter().map(quoted).collect::<Vec<_>>().join("\n");
            let of = |it: &Cited| Citation { law: it.slug.clone(), article: it.number };
            (head, words, found.iter().map(of).collect())
        }
    };
    let field = match neighbour {
        Some(near) => near.field,
        None => crate::answers::rules::field_of(&question),
    };
    let question = kernel::text::clip(&question, 200);
    let others = texts.into_iter().skip(1).map(|it| kernel::text::clip(&it, 200));
    Ok(Some(Proposed {
        key: format!("{MISSED}{matter}"),
        alternatives: others.collect(),
        question,
        text: kernel::text::clip(&format!("{head}\n{words}"), 2_000),
        field,
        citations,
    }))
}

/// What the key of a draft for missed questions begins with; their matter follows.
pub(super) const MISSED: &str = "missed:";
