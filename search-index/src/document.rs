//! What goes into the index: documents of all kinds, and changes to them.

use serde::{Deserialize, Serialize};

/// The kinds of things that can be found. The order is the order of the facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An organisation that offers environmental services.
    Provider,
    /// A need that an enterprise has published.
    Demand,
    /// A law, regulation or standard as a whole, or a named part of one.
    Law,
    /// One article of a law.
    Article,
}

impl Kind {
    /// All kinds, in the order of the facet.
    pub const ALL: [Self; 4] = [Self::Provider, Self::Demand, Self::Law, Self::Article];

    /// The name used in facets and addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Demand => "demand",
            Self::Law => "law",
            Self::Article => "article",
        }
    }

    /// The kind of that name, or nothing.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The number stored in the index. Append only.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Provider => 0,
            Self::Demand => 1,
            Self::Law => 2,
            Self::Article => 3,
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One findable thing, complete: nothing is looked up elsewhere when it is shown as a hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Unique over all kinds: `prv_01…`, or `law_x#12` for an article.
    pub key: String,
    /// The unit of replacement: the law's id for its articles, the thing's own id otherwise.
    pub group: String,
    /// What it is.
    pub kind: Kind,
    /// What a hit is headed with.
    pub title: String,
    /// Short names, credit codes, aliases, document numbers: found exactly, by pinyin, by
    /// initials, and with one wrong character.
    pub names: Vec<String>,
    /// Searched, and cut into snippets.
    pub body: String,
    /// Searched, not shown: chapter titles, the law's title, category names.
    pub context: String,
    /// Division code of 2, 4, 6 or 9 digits.
    pub region: Option<String>,
    /// Where it is, in degrees: longitude and latitude. Kept to about a hundred metres.
    pub position: Option<(f64, f64)>,
    /// Paths such as `consulting/eia`; a few hundred different ones are expected.
    pub categories: Vec<String>,
    /// What else is filtered and counted by: a dimension and a value, `size/LARGE`. A document may
    /// have several values of one dimension.
    pub marks: Vec<String>,
    /// Prior from 0 to 1: rating, importance.
    pub rank: f64,
    /// Unix seconds; the key of [`Sort::Newest`](crate::Sort::Newest).
    pub date: i64,
    /// First day in force, in days since 1970-01-01; none means always.
    pub active_from: Option<i64>,
    /// First day no longer in force, in days since 1970-01-01; none means for ever.
    pub active_to: Option<i64>,
    /// Article number.
    pub number: Option<u64>,
    /// Everything the hit's card shows, stored as compact JSON.
    pub card: serde_json::Value,
}

/// One change. The changes of a call to [`SearchIndex::apply`](crate::SearchIndex::apply) take
/// effect in their order, together.
///
/// To replace a group send `Remove { group }` first and then a `Put` for each of its documents;
/// a `Put` alone replaces only the document of the same key, so that articles a law no longer
/// has would stay.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly every change is a Put")]
pub enum Change {
    /// Adds a document, or replaces the one of the same key.
    Put(Document),
    /// Removes every document of the group.
    Remove {
        /// The group to remove.
        group: String,
    },
}
