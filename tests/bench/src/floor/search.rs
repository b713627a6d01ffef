//! Search with tantivy's own queries and collectors, and marks set by hand.

use super::index::{Built, folders, open, region_facet};
use super::tokens::Words;
use crate::data::places;
use anyhow::Context;
use jieba_rs::Jieba;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use tantivy::collector::{Count, FacetCollector, FacetCounts, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Facet, Field, IndexRecordOption, Value};
use tantivy::{DocAddress, IndexReader, Score, TantivyDocument, Term};

/// Hits of a page.
const HITS: usize = 20;
/// Characters of a snippet.
const SNIPPET: usize = 110;
/// How much a word in the title counts beside one in the text.
const TITLE: Score = 2.0;

/// Both indexes, and what labels say.
pub(super) struct Searcher {
    words: Words,
    providers: Side,
    articles: Side,
    labels: HashMap<&'static str, &'static str>,
}

struct Side {
    built: Built,
    reader: IndexReader,
}

#[derive(Serialize)]
struct FacetCount {
    value: String,
    label: &'static str,
    count: u64,
}

#[derive(Serialize)]
struct Facets {
    regions: Vec<FacetCount>,
    categories: Vec<FacetCount>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProviderCard {
    kind: String,
    title: String,
    url: String,
    #[serde(default)]
    snippet: String,
    provider_id: String,
    region_name: Option<String>,
    categories: Vec<String>,
    rating: Option<f64>,
    is_demo: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ArticleCard {
    kind: String,
    title: String,
    url: String,
    #[serde(default)]
    snippet: String,
    law_title: String,
    article_number: i64,
    #[serde(default)]
    status: String,
    #[serde(skip_serializing)]
    days: [Option<String>; 3],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Hits<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    total_count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<Facets>,
    nodes: Vec<T>,
}

/// The answer to a search.
#[derive(Serialize)]
pub(super) struct Found<T> {
    search: Hits<T>,
}

type Top = Vec<(Score, DocAddress)>;

impl Searcher {
    pub(super) fn open(data: &Path) -> anyhow::Result<Self> {
        let words = Words(Arc::new(Jieba::new()));
        let [providers, articles] = folders(data);
        let side = |folder: &Path| {
            let built = open(folder, &words)?;
            let reader = built.index.reader()?;
            anyhow::Ok(Side { built, reader })
        };
        let labels = places::regions();
        let labels = labels.chain(places::categories().into_iter().map(|it| (it.code, it.name)));
        Ok(Self {
            providers: side(&providers)?,
            articles: side(&articles)?,
            labels: labels.collect(),
            words,
        })
    }

    /// Providers that have every word, counted by place and category.
    pub(super) fn providers(
        &self,
        question: &str,
        region: Option<&str>,
        category: Option<&str>,
    ) -> anyhow::Result<Found<impl Serialize + use<>>> {
        let side = &self.providers;
        let fields = side.built.fields;
        let words = self.words_of(question);
        let mut parts: Vec<(Occur, Box<dyn Query>)> =
            words.iter().map(|word| (Occur::Must, side.either(word))).collect();
        let place = region.map_or_else(Facet::root, region_facet);
        let group = category.map_or_else(Facet::root, |it| Facet::from_path(it.split('/')));
        for (field, facet) in [(fields.region, &place), (fields.category, &group)] {
            if !facet.is_root() {
                let term = Term::from_facet(field, facet);
                parts.push((Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::Basic))));
            }
        }
        let [mut regions, mut categories] = ["region", "category"].map(FacetCollector::for_field);
        regions.add_facet(place.clone());
        categories.add_facet(group.clone());
        let top = TopDocs::with_limit(HITS).order_by_score();
        let searcher = side.reader.searcher();
        let collector = (top, Count, regions, categories);
        let (top, total, regions, categories) =
            searcher.search(&BooleanQuery::new(parts), &collector)?;
        let facets = Facets {
            regions: self.counts(&regions, &place, last),
            categories: self.counts(&categories, &group, |facet| facet.to_path().join("/")),
        };
        let nodes = side.cards(&top, &words, |card: &mut ProviderCard, snippet| {
            card.snippet = snippet;
        })?;
        Ok(Found { search: Hits { total_count: Some(total), facets: Some(facets), nodes } })
    }

    /// The best articles that have any of the words.
    pub(super) fn articles(
        &self,
        question: &str,
        with_total: bool,
    ) -> anyhow::Result<Found<impl Serialize + use<>>> {
        let side = &self.articles;
        let words = self.words_of(question);
        let parts: Vec<(Occur, Box<dyn Query>)> =
            words.iter().map(|word| (Occur::Should, side.either(word))).collect();
        let query = BooleanQuery::new(parts);
        let top = TopDocs::with_limit(HITS).order_by_score();
        let searcher = side.reader.searcher();
        let (top, total) = if with_total {
            let (top, total) = searcher.search(&query, &(top, Count))?;
            (top, Some(total))
        } else {
            (searcher.search(&query, &top)?, None)
        };
        let today = crate::data::now().date_naive().to_string();
        let nodes = side.cards(&top, &words, |card: &mut ArticleCard, snippet| {
            card.snippet = snippet;
            card.status = status(&card.days, &today).to_owned();
        })?;
        Ok(Found { search: Hits { total_count: total, facets: None, nodes } })
    }

    fn words_of(&self, question: &str) -> Vec<String> {
        let mut words: Vec<String> =
            self.words.cut(question).into_iter().map(|it| it.text).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn counts(
        &self,
        counts: &FacetCounts,
        below: &Facet,
        value: fn(&Facet) -> String,
    ) -> Vec<FacetCount> {
        let mut rows: Vec<FacetCount> = counts
            .get(below.clone())
            .map(|(facet, count)| {
                let value = value(facet);
                FacetCount {
                    label: self.labels.get(value.as_str()).copied().unwrap_or(""),
                    value,
                    count,
                }
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
        rows
    }
}

impl Side {
    /// The word in the title or in the text.
    fn either(&self, word: &str) -> Box<dyn Query> {
        let term = |field: Field| -> Box<dyn Query> {
            let term = Term::from_field_text(field, word);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        let title = BoostQuery::new(term(self.built.fields.title), TITLE);
        Box::new(BooleanQuery::new(vec![
            (Occur::Should, Box::new(title) as Box<dyn Query>),
            (Occur::Should, term(self.built.fields.body)),
        ]))
    }

    fn cards<T: for<'a> Deserialize<'a>>(
        &self,
        top: &Top,
        words: &[String],
        complete: impl Fn(&mut T, String),
    ) -> anyhow::Result<Vec<T>> {
        let searcher = self.reader.searcher();
        let read = top.iter().map(|(_, address)| {
            let document: TantivyDocument = searcher.doc(*address)?;
            let text = |field: Field| document.get_first(field).and_then(|it| it.as_str());
            let card = text(self.built.fields.card).context("a document has a card")?;
            let mut card: T = serde_json::from_str(card)?;
            complete(&mut card, marked(text(self.built.fields.body).unwrap_or(""), words));
            Ok(card)
        });
        read.collect()
    }
}

fn last(facet: &Facet) -> String {
    facet.to_path().last().map_or_else(String::new, |it| (*it).to_owned())
}

fn status(days: &[Option<String>; 3], today: &str) -> &'static str {
    let [effective, repealed, superseded] = days.each_ref().map(Option::as_deref);
    if effective.is_some_and(|it| it > today) {
        "NOT_YET_IN_FORCE"
    } else if repealed.is_some_and(|it| it <= today) {
        "REPEALED"
    } else if superseded.is_some_and(|it| it <= today) {
        "AMENDED"
    } else {
        "IN_FORCE"
    }
}

/// The text from its first word on, escaped, with `<mark>` around each word.
fn marked(text: &str, words: &[String]) -> String {
    let first = words.iter().filter_map(|word| text.find(word.as_str())).min().unwrap_or(0);
    let part = &text[first..];
    let end = part.char_indices().nth(SNIPPET).map_or(part.len(), |(at, _)| at);
    let mut rest = &part[..end];
    let mut html = String::with_capacity(rest.len() + 64);
    while let Some(c) = rest.chars().next() {
        let word = words
            .iter()
            .map(String::as_str)
            .filter(|word| rest.starts_with(word))
            .max_by_key(|it| it.len());
        let (taken, is_word) = word.map_or((c.len_utf8(), false), |word| (word.len(), true));
        if is_word {
            html.push_str("<mark>");
        }
        for c in rest[..taken].chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                other => html.push(other),
            }
        }
        if is_word {
            html.push_str("</mark>");
        }
        rest = &rest[taken..];
    }
    html
}
