//! Answering a question: what was found among named things and among articles, in one order.

use std::sync::Arc;

use anyhow::Context as _;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use crate::document::Kind;
use crate::engine::Terms;
use crate::facets::{Counts, Facets};
use crate::index::SearchIndex;
use crate::index::lists::List;
use crate::index::view::View;
use crate::query::spelling::Lexicon;
use crate::query::understand::Understood;
use crate::query::vocabulary::Vocabulary;
use crate::query::{Query, Sort};
use crate::schema::Fields;
use crate::select::{self, Found, Reason};
use crate::snippet;
use crate::stored::{self, Stored};

/// Offset and limit together reach so far at most.
pub const DEEPEST: usize = 10_000;
/// Hits of one page at most.
pub const WIDEST: usize = 200;

/// Other words that count for less than this are not marked.
const MARKED: f32 = 0.5;

/// A page of hits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// How many hits there are. Of articles only those count that come near the best one.
    pub total: usize,
    /// What was drawn by lot, in the order of the draw.
    pub drawn: Vec<Hit>,
    /// Counts, empty unless asked for.
    pub facets: Facets,
    /// The question as it was understood, when it differs from what was typed.
    pub understood_as: Option<String>,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// The document's key.
    pub key: String,
    /// Its title, not escaped.
    pub title: String,
    /// Escaped HTML in which what was looked for stands in `<mark>`.
    pub snippet: String,
    /// The card as it was put into the index.
    pub card: serde_json::Value,
    /// How good the hit is, comparable within a page only.
    pub score: f32,
    /// Why it was found, when the words of the question do not show it.
    pub why: Option<String>,
}

impl SearchIndex {
    /// Answers the question.
    ///
    /// # Errors
    ///
    /// When the files of the index cannot be read.
    pub fn search(&self, query: &Query) -> anyhow::Result<Page> {
        let view = self.view();
        let fields = self.fields();
        let terms = Terms::new(&view);
        let lexicon = IndexLexicon { index: self, terms: &terms };
        let understood = Understood::read(&query.text, &lexicon);
        let limit = query.limit.min(WIDEST);
        let offset = query.offset.min(DEEPEST);
        let task = select::Task {
            view: &view,
            terms: &terms,
            fields,
            query,
            understood: &understood,
            order: query.order(!understood.plain.is_empty()),
            depth: offset + limit,
            counts: query.facets.then(Counts::default),
            total: 0,
            drawn: Vec::new(),
        };
        let list = list(task)?;
        let words = words_to_mark(&understood);
        let shown = |found: &Found| hit(&view, fields, found, &words);
        let hits =
            list.found.iter().skip(offset).take(limit).map(shown).collect::<Result<_, _>>()?;
        let drawn = list.drawn.iter().map(shown).collect::<Result<_, _>>()?;
        let understood_as = understood.shown();
        let facets = list.facets.clone();
        Ok(Page { hits, total: list.total, drawn, facets, understood_as })
    }
}

/// Runs a search. What was asked for without a question is kept for whoever asks for it next.
fn list(mut task: select::Task<'_>) -> anyhow::Result<Arc<List>> {
    let is_kept = task.understood.plain.is_empty() && task.depth <= WIDEST;
    let asked = is_kept.then(|| format!("{:?}", task.query));
    let lists = &task.view.lists;
    if let Some(known) = asked.as_deref().and_then(|it| lists.get(it)) {
        return Ok(known);
    }
    let found = task.run()?;
    let facets = task.counts.map(Counts::into_facets).unwrap_or_default();
    let list = Arc::new(List { found, total: task.total, drawn: task.drawn, facets });
    if let Some(asked) = asked {
        lists.keep(asked, &list);
    }
    Ok(list)
}

/// What the snippet marks: the words of the question and what they stand for.
fn words_to_mark(understood: &Understood) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    for unit in &understood.units {
        let also = unit.also.iter().filter(|(_, factor)| *factor >= MARKED).map(|(word, _)| *word);
        words.extend(std::iter::once(unit.text.as_str()).chain(also));
    }
    words.retain(|word| word.chars().nth(1).is_some());
    words
}

fn hit(view: &View, fields: &Fields, found: &Found, words: &[&str]) -> anyhow::Result<Hit> {
    let stored = read_stored(view, fields, found.segment, found.doc)?;
    let kind = view
        .segments
        .get(found.segment as usize)
        .and_then(|segment| Kind::from_code(segment.columns.kind[found.doc as usize]))
        .context("a kind that is not known")?;
    Ok(Hit {
        kind,
        snippet: snippet::snippet(&stored.body, words),
        card: serde_json::from_str(&stored.card).context("read card")?,
        key: stored.key,
        title: stored.title,
        score: found.score,
        why: found.reason.as_ref().map(Reason::text),
    })
}

/// Reads what is stored of a document.
pub(crate) fn read_stored(
    view: &View,
    fields: &Fields,
    segment: u32,
    doc: u32,
) -> anyhow::Result<Stored> {
    let document: TantivyDocument =
        view.searcher.doc(DocAddress::new(segment, doc)).context("read document")?;
    let value = document.get_first(fields.stored).context("nothing is stored")?;
    let text = value.as_str().context("what is stored is no text")?;
    stored::decode(text).context("what is stored is broken")
}

pub(crate) struct IndexLexicon<'a> {
    pub(crate) index: &'a SearchIndex,
    pub(crate) terms: &'a Terms<'a>,
}

impl Lexicon for IndexLexicon<'_> {
    fn is_rarer_than(&self, token: &str, documents: u32) -> bool {
        let fields = self.index.fields();
        let mut sum = 0;
        [fields.article, fields.name, fields.about].into_iter().all(|field| {
            sum += self.terms.frequency(field, token);
            sum < documents
        })
    }

    fn vocabulary(&self) -> Arc<Vocabulary> {
        self.index.vocabulary(self.terms.view)
    }
}

impl Query {
    /// The order that is meant: without a question everything is equally relevant, without a place
    /// nothing is near.
    pub(crate) fn order(&self, asked: bool) -> Sort {
        match self.sort {
            Sort::Nearest if self.near.is_some() => Sort::Nearest,
            Sort::Relevance | Sort::Nearest if !asked => Sort::Rank,
            Sort::Nearest => Sort::Relevance,
            sort => sort,
        }
    }
}
