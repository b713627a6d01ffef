//! From what a person typed to what is looked for.

pub(crate) mod build;
pub(crate) mod laws;
pub(crate) mod numbers;
pub(crate) mod scopes;
pub(crate) mod spelling;
pub(crate) mod synonyms;
pub(crate) mod understand;
pub(crate) mod vocabulary;

use crate::document::Kind;

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// What answers best comes first.
    #[default]
    Relevance,
    /// The highest [`Document::rank`](crate::Document::rank) comes first.
    Rank,
    /// By title, as it is read aloud: in the order of its pinyin.
    Name,
    /// The latest [`Document::date`](crate::Document::date) comes first.
    Newest,
}

/// A question to the index.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// As typed. Only the first 200 characters are read; empty means everything but articles.
    pub text: String,
    /// The kinds wanted; none means all.
    pub kinds: Vec<Kind>,
    /// Only what lies in this region, by division code of any length; laws without a region are
    /// in every one.
    pub region: Option<String>,
    /// Only what is in this category or below it.
    pub category: Option<String>,
    /// Only what has, of each dimension named here, one of the marks: `[["size/LARGE",
    /// "size/MEDIUM"], ["licence/CMA"]]`.
    pub marks: Vec<Vec<String>>,
    /// The order. When something is asked, articles always come by relevance.
    pub sort: Sort,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to return at most.
    pub limit: usize,
    /// Today, in days since 1970-01-01: decides what is in force.
    pub today: i64,
    /// Whether to count facets.
    pub facets: bool,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            text: String::new(),
            kinds: Vec::new(),
            region: None,
            category: None,
            marks: Vec::new(),
            sort: Sort::Relevance,
            offset: 0,
            limit: 20,
            today: 0,
            facets: false,
        }
    }
}
