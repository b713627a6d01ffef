//! Counting hits by kind, region and category, from columns alone.

use std::collections::BTreeMap;

use crate::document::Kind;

/// How many hits there are of each value, the most frequent first. Where a region, a category or
/// marks of a dimension were chosen, their own values are counted as if they had not been: the
/// counts say what another choice would leave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// By kind ([`Kind::as_str`]), as if no kind had been chosen.
    pub kinds: Vec<(String, u64)>,
    /// By division code at every level: `31`, `3101`, `310115`. A hit counts once at each.
    pub regions: Vec<(String, u64)>,
    /// By category path at every level: `consulting`, `consulting/eia`. A hit counts once at each.
    pub categories: Vec<(String, u64)>,
    /// By mark: `size/LARGE`.
    pub marks: Vec<(String, u64)>,
}

/// Stands before a mark in the column that categories and marks share.
pub(crate) const MARK: char = '=';

/// Where a path belongs: a mark to its dimension, `=size`; a category to none.
pub(crate) fn dimension(path: &str) -> &str {
    if path.starts_with(MARK) { path.split('/').next().unwrap_or(path) } else { "" }
}

/// Levels of a division code and the zeros that follow each in nine digits.
const LEVELS: [(usize, u64); 4] = [(2, 10_000_000), (4, 100_000), (6, 1_000), (9, 1)];

/// The code as a number of nine digits, zero when it is no code. `310000` and `31` are the same.
pub(crate) fn region_code(code: &str) -> u64 {
    let digits = code.trim();
    if digits.len() < 2 || digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    format!("{digits:0<9}").parse().unwrap_or(0)
}

/// The codes that lie within the given one.
pub(crate) fn region_range(code: &str) -> std::ops::Range<u64> {
    let first = region_code(code);
    let width = LEVELS
        .iter()
        .find(|(_, zeros)| first.is_multiple_of(*zeros))
        .map_or(1, |(_, zeros)| *zeros);
    first..first + width
}

/// The code at each of its levels down to districts, as numbers of nine digits.
fn region_levels(code: u64) -> impl Iterator<Item = u64> {
    let mut last = 0;
    LEVELS.into_iter().take(3).filter_map(move |(_, zeros)| {
        let level = code / zeros * zeros;
        let is_new = level != 0 && level != last;
        last = level;
        is_new.then_some(level)
    })
}

/// A level as divisions are written: without the zeros behind it.
fn shown(level: u64) -> String {
    let width = LEVELS.iter().find(|(_, zeros)| level.is_multiple_of(*zeros));
    let digits = width.map_or(9, |(digits, _)| *digits);
    format!("{level:09}")[..digits].to_owned()
}

/// Counts by raw value, as gathered over the segments.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) kinds: [u64; Kind::ALL.len()],
    pub(crate) regions: BTreeMap<u64, u64>,
    pub(crate) categories: BTreeMap<String, u64>,
}

impl Counts {
    pub(crate) fn into_facets(self) -> Facets {
        let mut regions: BTreeMap<u64, u64> = BTreeMap::new();
        for (code, count) in self.regions {
            for level in region_levels(code) {
                *regions.entry(level).or_default() += count;
            }
        }
        let kinds = Kind::ALL.into_iter().zip(self.kinds).filter(|(_, count)| *count > 0);
        let (marks, categories): (BTreeMap<_, _>, BTreeMap<_, _>) =
            self.categories.into_iter().partition(|(path, _)| path.starts_with(MARK));
        let marks =
            marks.into_iter().map(|(path, count)| (path[MARK.len_utf8()..].to_owned(), count));
        Facets {
            kinds: kinds.map(|(kind, count)| (kind.as_str().to_owned(), count)).collect(),
            regions: most_frequent(regions)
                .into_iter()
                .map(|(level, count)| (shown(level), count))
                .collect(),
            categories: most_frequent(categories),
            marks: most_frequent(marks.collect()),
        }
    }
}

fn most_frequent<T>(counts: BTreeMap<T, u64>) -> Vec<(T, u64)> {
    let mut counts: Vec<(T, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// The path and all above it: `a/b` gives `a` and `a/b`; a mark is itself alone.
pub(crate) fn path_levels(path: &str) -> impl Iterator<Item = &str> {
    let is_mark = path.starts_with(MARK);
    let ends = path.match_indices('/').map(|(at, _)| at).filter(move |_| !is_mark);
    ends.chain([path.len()]).map(|end| &path[..end]).filter(|level| !level.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_any_length_are_comparable() {
        assert_eq!(region_code("31"), 310_000_000);
        assert_eq!(region_code("310000"), 310_000_000);
        assert_eq!(region_code("310115001"), 310_115_001);
        assert_eq!(region_code("上海"), 0);
        assert!(region_range("31").contains(&region_code("310115")));
        assert!(region_range("3205").contains(&region_code("320583")));
        assert!(!region_range("3205").contains(&region_code("3206")));
        assert!(!region_range("310115").contains(&region_code("310116")));
    }

    #[test]
    fn a_place_counts_at_each_level() {
        let levels = |code| region_levels(code).map(shown).collect::<Vec<_>>();
        assert_eq!(levels(310_115_001), ["31", "3101", "310115"]);
        assert_eq!(levels(310_000_000), ["31"]);
        assert_eq!(region_levels(0).count(), 0);
    }

    #[test]
    fn a_category_counts_at_each_level() {
        assert_eq!(path_levels("a/b/c").collect::<Vec<_>>(), ["a", "a/b", "a/b/c"]);
        assert_eq!(path_levels("=size/LARGE").collect::<Vec<_>>(), ["=size/LARGE"]);
        assert_eq!((dimension("=size/LARGE"), dimension("a/b")), ("=size", ""));
    }
}
