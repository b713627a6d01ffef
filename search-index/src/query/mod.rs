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
    /// The shortest way from [`Query::near`] comes first, what has no place last.
    Nearest,
    /// The latest [`Document::date`](crate::Document::date) comes first.
    Newest,
}

/// Whether something is in force on the day of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// Its first day is still to come.
    Coming,
    /// It is in force.
    Now,
    /// Its last day has passed.
    Over,
}

/// Some of what passes all filters, drawn by lot: another draw each day, the same for everybody on
/// one day. What is drawn stays where it is in the list as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// Only what has this mark takes part.
    pub mark: String,
    /// How many of those drawn to pass over.
    pub offset: usize,
    /// How many to draw at most.
    pub limit: usize,
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
    /// Only what stands so on the day of the question.
    pub force: Option<Force>,
    /// The order. When something is asked, articles always come by relevance.
    pub sort: Sort,
    /// Where from, for [`Sort::Nearest`]: longitude and latitude in degrees.
    pub near: Option<(f64, f64)>,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to return at most.
    pub limit: usize,
    /// Today, in days since 1970-01-01: decides what is in force.
    pub today: i64,
    /// Whether to count facets.
    pub facets: bool,
    /// What else to draw, when nothing is asked.
    pub draw: Option<Draw>,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            text: String::new(),
            kinds: Vec::new(),
            region: None,
            category: None,
            marks: Vec::new(),
            force: None,
            sort: Sort::Relevance,
            near: None,
            offset: 0,
            limit: 20,
            today: 0,
            facets: false,
            draw: None,
        }
    }
}
