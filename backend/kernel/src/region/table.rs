//! The table of divisions, parsed once, and the questions asked of it.

use std::{collections::HashMap, sync::LazyLock};

use serde::Serialize;

use super::{RegionCode, RegionLevel, address};
use crate::position::Position;
use crate::text::normalise_name;

const CSV: &str = include_str!("../../data/regions.csv");
const POSITIONS: &str = include_str!("../../data/positions.csv");

/// The name the statistics give to Shanghai's one entry at city level.
const PLACEHOLDER: &str = "市辖区";

/// Endings that people leave out: 吴江 for 吴江区, 浦东 for 浦东新区.
const ENDINGS: [&str; 9] = ["新区", "街道", "省", "市", "区", "县", "镇", "乡", "岛"];

/// One administrative division.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// Its own name as published, without those above it: 盛泽镇.
    pub name: String,
    /// How deep it lies.
    pub level: RegionLevel,
    /// The division one level up; None for a province.
    pub parent: Option<RegionCode>,
}

impl Region {
    /// Whether this is the placeholder between Shanghai and its districts, which people never
    /// write and pages do not show.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.name == PLACEHOLDER
    }
}

/// The divisions in the order of their codes, with what makes questions fast.
pub(super) struct Table {
    regions: Vec<Region>,
    by_code: HashMap<String, usize>,
    /// The children by the parent's code; `""` for the provinces.
    children: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
    /// Where the seats of provinces, cities and counties are.
    positions: HashMap<String, Position>,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(CSV, POSITIONS));

impl Table {
    fn read(csv: &str, positions: &str) -> Self {
        let mut regions: Vec<Region> = pairs(csv)
            .filter_map(|(code, name)| {
                let level = RegionLevel::from_digits(code.len())?;
                let code = RegionCode::from_table(code.to_owned());
                let parent = code.parent();
                let name = name.trim_end().to_owned();
                Some(Region { code, name, level, parent })
            })
            .collect();
        // Broad before deep, then by code: the order in which names are answered.
        regions.sort_by(|left, right| (left.level, &left.code).cmp(&(right.level, &right.code)));

        let mut table = Self {
            regions: Vec::new(),
            by_code: HashMap::new(),
            children: HashMap::new(),
            by_name: HashMap::new(),
            by_stem: HashMap::new(),
            positions: pairs(positions)
                .filter_map(|(code, position)| Some((code.to_owned(), position.parse().ok()?)))
                .collect(),
        };
        for (index, region) in regions.iter().enumerate() {
            let code = region.code.as_str().to_owned();
            table.by_code.insert(code, index);
            let parent = region.parent.as_ref().map_or("", RegionCode::as_str);
            table.children.entry(parent.to_owned()).or_default().push(index);
            if region.is_placeholder() {
                continue;
            }
            let name = normalise_name(&region.name);
            if let Some(stem) = stem(&name) {
                table.by_stem.entry(stem.to_owned()).or_default().push(index);
            }
            table.by_name.entry(name).or_default().push(index);
        }
        table.regions = regions;
        table
    }

    fn pick(&'static self, indexes: Option<&Vec<usize>>) -> impl Iterator<Item = &'static Region> {
        indexes
            .into_iter()
            .flatten()
            .filter_map(|&index| self.regions.get(index))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The divisions whose own name, normalised, is exactly this.
    pub(super) fn named(&'static self, name: &str) -> impl Iterator<Item = &'static Region> {
        self.pick(self.by_name.get(name))
    }

    /// The divisions whose name without its ending is exactly this.
    pub(super) fn stemmed(&'static self, stem: &str) -> impl Iterator<Item = &'static Region> {
        self.pick(self.by_stem.get(stem))
    }
}

/// The lines of a table: what stands before the first comma, and what behind it.
fn pairs(csv: &str) -> impl Iterator<Item = (&str, &str)> {
    csv.lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("code,"))
        .filter_map(|line| line.split_once(','))
}

/// A name without its ending, None when fewer than two characters would be left.
pub(super) fn stem(name: &str) -> Option<&str> {
    ENDINGS
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .filter(|stem| stem.chars().nth(1).is_some())
}

/// The division with this code, None when there is none.
#[must_use]
pub fn find(code: &str) -> Option<&'static Region> {
    let index = *TABLE.by_code.get(code)?;
    TABLE.regions.get(index)
}

/// Where a division is: the seat of its government, for a town that of the county it lies in. To about a
/// kilometre, which is enough to tell near from far.
#[must_use]
pub fn position(code: &RegionCode) -> Option<Position> {
    code.path().iter().rev().find_map(|step| TABLE.positions.get(step.as_str()).copied())
}

/// Every division, provinces first, then cities, counties and towns, each by code.
#[must_use]
pub fn all() -> &'static [Region] {
    &TABLE.regions
}

/// The divisions one level below, by code; the provinces for None. Shanghai's one child is the
/// placeholder 市辖区; see [`choices`].
#[must_use]
pub fn children(parent: Option<&RegionCode>) -> Vec<&'static Region> {
    let key = parent.map_or("", RegionCode::as_str);
    TABLE.pick(TABLE.children.get(key)).collect()
}

/// What a person chooses from below a division: its children, but Shanghai's districts in place
/// of the placeholder between.
#[must_use]
pub fn choices(parent: Option<&RegionCode>) -> Vec<&'static Region> {
    let children = children(parent);
    match children.as_slice() {
        [only] if only.is_placeholder() => self::children(Some(&only.code)),
        _ => children,
    }
}

/// Whether a person is offered a division where `steps` lead to what is chosen already: provinces
/// and what [`choices`] gives below each, and below each step.
#[must_use]
pub fn is_offered(code: &RegionCode, steps: &[RegionCode]) -> bool {
    let is_placeholder =
        |code: &RegionCode| find(code.as_str()).is_some_and(Region::is_placeholder);
    let above = match code.parent() {
        Some(parent) if is_placeholder(&parent) => parent.parent(),
        parent => parent,
    };
    let is_near = above.is_none_or(|it| it.level() == RegionLevel::Province || steps.contains(&it));
    is_near && !is_placeholder(code)
}

/// The name with those above it: 江苏省苏州市吴江区盛泽镇. Shanghai's placeholder is left out:
/// 上海市青浦区. A code that is not in the table is answered with its digits.
#[must_use]
pub fn full_name(code: &RegionCode) -> String {
    let mut name = String::new();
    for step in code.path() {
        match find(step.as_str()) {
            Some(region) if !region.is_placeholder() => name.push_str(&region.name),
            _ => {}
        }
    }
    if name.is_empty() { code.to_string() } else { name }
}

/// The divisions a name may mean, broad ones first: by the whole name, else by the name without
/// its ending (吴江, 浦东), else by a full name from above (江苏省苏州市吴江区). White space,
/// full-width forms and kinds of brackets do not matter. `within` keeps only what lies in a
/// division, itself included. Empty when nothing fits; several when the name is not unique.
#[must_use]
pub fn find_by_name(name: &str, within: Option<&RegionCode>) -> Vec<&'static Region> {
    let name = normalise_name(name);
    let fits = |region: &&'static Region| within.is_none_or(|scope| scope.contains(&region.code));
    let exact: Vec<_> = TABLE.named(&name).filter(fits).collect();
    if !exact.is_empty() {
        return exact;
    }
    let stemmed: Vec<_> = TABLE.stemmed(&name).filter(fits).collect();
    if !stemmed.is_empty() {
        return stemmed;
    }
    address::whole_name(&name).into_iter().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).expect("an existing division")
    }

    fn codes(found: &[&Region]) -> Vec<String> {
        found.iter().map(|region| region.code.to_string()).collect()
    }

    #[test]
    fn the_table_is_whole() {
        let count = |level| all().iter().filter(|region| region.level == level).count();

        assert_eq!(count(RegionLevel::Province), 3);
        assert_eq!(count(RegionLevel::City), 25);
        assert_eq!(count(RegionLevel::County), 210);
        assert_eq!(count(RegionLevel::Town), 3_108);
        for region in all() {
            assert_eq!(find(region.code.as_str()), Some(region));
            let parent = region.parent.as_ref();
            assert!(parent.is_none_or(|parent| find(parent.as_str()).is_some()));
            assert!(children(parent).contains(&region));
        }
    }

    #[test]
    fn children_are_listed_by_code() {
        assert_eq!(codes(&children(None)), ["31", "32", "33"]);
        assert_eq!(codes(&children(Some(&code("31")))), ["3101"]);
        assert_eq!(children(Some(&code("3101"))).len(), 16);
        assert_eq!(children(Some(&code("310118001"))), Vec::<&Region>::new());
    }

    #[test]
    fn a_person_chooses_shanghais_districts_directly() {
        assert_eq!(choices(Some(&code("31"))), children(Some(&code("3101"))));
        assert_eq!(choices(Some(&code("32"))), children(Some(&code("32"))));
        assert_eq!(choices(None).len(), 3);
    }

    #[test]
    fn full_names_leave_the_placeholder_out() {
        for (text, name) in [
            ("31", "上海市"),
            ("3101", "上海市"),
            ("310118", "上海市青浦区"),
            ("320509", "江苏省苏州市吴江区"),
            ("330421", "浙江省嘉兴市嘉善县"),
            ("320509105", "江苏省苏州市吴江区盛泽镇"),
        ] {
            assert_eq!(full_name(&code(text)), name);
        }
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        for (name, within, expected) in [
            ("青浦区", None, vec!["310118"]),
            (" 青浦 区\t", None, vec!["310118"]),
            ("吴江", None, vec!["320509"]),
            ("嘉善县", None, vec!["330421"]),
            ("浦东", None, vec!["310115"]),
            ("上海", None, vec!["31"]),
            ("苏州市", None, vec!["3205"]),
            ("江苏省苏州市吴江区", None, vec!["320509"]),
            ("上海市市辖区青浦区", None, vec!["310118"]),
            ("普陀区", None, vec!["310107", "330903"]),
            ("普陀区", Some("31"), vec!["310107"]),
            ("盛泽镇", Some("3205"), vec!["320509105"]),
            ("青浦区", Some("32"), vec![]),
            ("市辖区", None, vec![]),
            ("上海化工区", None, vec![]),
            ("其他", None, vec![]),
            ("", None, vec![]),
        ] {
            let within = within.map(code);
            let found = find_by_name(name, within.as_ref());
            assert_eq!(codes(&found), expected, "{name}");
        }
    }
}
