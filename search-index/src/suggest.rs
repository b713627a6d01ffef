//! Suggestions while a question is being typed.

use std::collections::HashSet;

use anyhow::Context as _;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet as _, TERMINATED};

use crate::analysis::{names, normalise};
use crate::document::Kind;
use crate::engine::{self, Terms};
use crate::index::SearchIndex;
use crate::index::view::View;
use crate::query::build;
use crate::schema::Fields;
use crate::search::read_stored;

/// Characters that are read.
const LONGEST: usize = 40;
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

/// A document that may be suggested: whether it was typed whole, rank, segment, number.
type Candidate = (bool, f32, u32, u32);

impl SearchIndex {
    /// The things whose name begins so: in Chinese, in pinyin or by initials; with or without
    /// the place in front. The highest ranked come first. Where these are few, things follow in
    /// whose names the characters stand elsewhere.
    ///
    /// # Errors
    ///
    /// When the files of the index cannot be read.
    pub fn suggest(&self, prefix: &str, limit: usize) -> anyhow::Result<Vec<Suggestion>> {
        let typed: String = normalise::query(prefix).chars().take(LONGEST).collect();
        let typed = names::plain(&typed);
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let view = self.view();
        let fields = self.fields();
        let mut found = beginning_so(&view, fields, &typed)?;
        sort(&mut found);
        if found.len() < limit && typed.chars().nth(1).is_some() {
            let mut elsewhere = holding(&view, fields, &typed)?;
            sort(&mut elsewhere);
            found.extend(elsewhere);
        }
        let mut seen = HashSet::new();
        found.retain(|(_, _, place, doc)| seen.insert((*place, *doc)));
        found.truncate(limit);
        let suggestion = |(_, _, place, doc): Candidate| {
            let stored = read_stored(&view, fields, place, doc)?;
            let code = view.segments[place as usize].columns.kind[doc as usize];
            let kind = Kind::from_code(code).context("a kind that is not known")?;
            let card = serde_json::from_str(&stored.card).context("read card")?;
            Ok(Suggestion { text: stored.title, kind, key: stored.key, card })
        };
        found.into_iter().map(suggestion).collect()
    }
}

/// Whole names first, then by rank.
fn sort(found: &mut [Candidate]) {
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| b.1.total_cmp(&a.1)));
}

fn beginning_so(view: &View, fields: &Fields, typed: &str) -> anyhow::Result<Vec<Candidate>> {
    let mut found = Vec::new();
    for (place, segment) in (0..).zip(&view.segments) {
        let Some(text) = segment.text(fields.typed) else { continue };
        let mut terms = text.inverted.terms().range().ge(typed).into_stream()?;
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
    Ok(found)
}

/// Things in whose names every pair of the characters stands.
fn holding(view: &View, fields: &Fields, typed: &str) -> anyhow::Result<Vec<Candidate>> {
    let mut found = Vec::new();
    let plan = build::title(typed, fields);
    let coverage = plan.coverage();
    engine::run(&Terms::new(view), fields, &plan, |place, segment, board| {
        let met = board.met().filter(|(doc, cell)| {
            coverage.of(cell.mask) > 0.999 && !segment.reader.is_deleted(*doc)
        });
        found.extend(met.map(|(doc, _)| (false, segment.columns.rank[doc as usize], place, doc)));
    })?;
    Ok(found)
}
