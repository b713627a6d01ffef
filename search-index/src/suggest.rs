//! Suggestions while a question is being typed.

use std::collections::HashSet;

use tantivy::DocSet as _;
use tantivy::TERMINATED;
use tantivy::schema::IndexRecordOption;

use crate::analysis::{names, normalise};
use crate::document::Kind;
use crate::index::SearchIndex;
use crate::search::read_stored;

/// Terms that begin so which are looked at.
const TERMS: usize = 500;
/// Documents of one term that are looked at.
const DOCUMENTS: usize = 20;

/// Something whose name begins as was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Its title.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// The document's key.
    pub key: String,
    /// The card as it was put into the index.
    pub card: serde_json::Value,
}

impl SearchIndex {
    /// The things whose name begins so: in Chinese, in pinyin or by initials; with or without
    /// the place in front. The highest ranked come first.
    ///
    /// # Errors
    ///
    /// When the files of the index cannot be read.
    pub fn suggest(&self, prefix: &str, limit: usize) -> anyhow::Result<Vec<Suggestion>> {
        let typed: String = normalise::query(prefix).chars().take(40).collect();
        let typed = names::plain(&typed);
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let view = self.view();
        let fields = self.fields();
        let mut found: Vec<(bool, f32, u32, u32)> = Vec::new();
        for (place, segment) in (0..).zip(&view.segments) {
            let Some(text) = segment.text(fields.typed) else { continue };
            let mut terms = text.inverted.terms().range().ge(&typed).into_stream()?;
            for _ in 0..TERMS {
                if !terms.advance() || !terms.key().starts_with(typed.as_bytes()) {
                    break;
                }
                let whole = terms.key() == typed.as_bytes();
                let mut postings = text
                    .inverted
                    .read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
                for _ in 0..DOCUMENTS {
                    let doc = postings.doc();
                    if doc == TERMINATED {
                        break;
                    }
                    if !segment.reader.is_deleted(doc) {
                        found.push((whole, segment.columns.rank[doc as usize], place, doc));
                    }
                    postings.advance();
                }
            }
        }
        found.sort_by(|a, b| {
            (b.0, b.1).partial_cmp(&(a.0, a.1)).unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut seen = HashSet::new();
        let mut suggestions = Vec::new();
        for (_, _, place, doc) in found {
            if suggestions.len() >= limit {
                break;
            }
            if !seen.insert((place, doc)) {
                continue;
            }
            let stored = read_stored(&view, fields, place, doc)?;
            let code = view.segments[place as usize].columns.kind[doc as usize];
            let (Some(kind), Ok(card)) =
                (Kind::from_code(code), serde_json::from_str(&stored.card))
            else {
                continue;
            };
            suggestions.push(Suggestion { text: stored.title, kind, key: stored.key, card });
        }
        Ok(suggestions)
    }
}
