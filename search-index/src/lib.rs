//! One search index for all kinds of things.
//!
//! Providers, demands, laws and their articles stand in one [tantivy] index, found in Chinese as
//! people type it: traditional or simplified, in pinyin or by initials, with a wrong character,
//! in everyday words for what the law calls otherwise. The crate stands on the ground: it knows
//! no database and no GraphQL. [`Document`]s go in by [`SearchIndex::apply`], together with the
//! caller's position, and everything a hit shows comes back from the index alone.

mod analysis;
mod document;
mod engine;
mod facets;
mod index;
mod position;
mod query;
mod reading;
mod schema;
mod search;
mod select;
mod snippet;
mod stored;
mod suggest;

pub use document::{Change, Document, Kind};
pub use facets::Facets;
pub use index::{OpenError, Rebuild, SearchIndex};
pub use query::{Draw, Force, Query, Sort};
pub use reading::{Passage, Reading, Word, normalised};
pub use search::{DEEPEST, Hit, Page, WIDEST};
pub use suggest::Suggestion;
