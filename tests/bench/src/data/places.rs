//! Places and categories, read from the tables the product itself is built with.

const REGIONS: &str = include_str!("../../../../backend/kernel/data/regions.csv");
const CATEGORIES: &str = include_str!("../../../../seed-data/data/categories.csv");

/// A county or district with the names it lies in.
pub(crate) struct County {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) city: &'static str,
    pub(crate) province: &'static str,
}

impl County {
    /// The code of its city, four digits.
    pub(crate) fn city_code(&self) -> &'static str {
        &self.code[..4]
    }

    /// The code of its province, two digits.
    pub(crate) fn province_code(&self) -> &'static str {
        &self.code[..2]
    }

    /// Province, city and county, as people write it.
    pub(crate) fn full_name(&self) -> String {
        if self.city == "市辖区" {
            format!("{}{}", self.province, self.name)
        } else {
            format!("{}{}{}", self.province, self.city, self.name)
        }
    }

    /// The city without its last character; Shanghai for its districts.
    pub(crate) fn short_city(&self) -> &'static str {
        let whole = if self.city == "市辖区" { self.province } else { self.city };
        whole.strip_suffix('市').unwrap_or(whole)
    }
}

/// Every division by code, towns included.
pub(crate) fn regions() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = REGIONS.lines().filter(|line| !line.starts_with('#'));
    rows.skip(1).filter_map(|line| line.split_once(','))
}

/// All counties and districts, in the order of their codes.
pub(crate) fn counties() -> Vec<County> {
    let rows: Vec<(&str, &str)> = regions().collect();
    let name_of = |code: &str| rows.iter().find(|row| row.0 == code).map_or("", |row| row.1);
    let counties = rows.iter().filter(|row| row.0.len() == 6);
    counties
        .map(|(code, name)| County {
            code,
            name,
            city: name_of(&code[..4]),
            province: name_of(&code[..2]),
        })
        .collect()
}

/// A category that can be offered: `waste/hazardous` 危险废物.
pub(crate) struct Category {
    pub(crate) code: &'static str,
    pub(crate) group: &'static str,
    pub(crate) name: &'static str,
}

/// The categories of the lower level.
pub(crate) fn categories() -> Vec<Category> {
    let rows = CATEGORIES.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    let leaves = rows.filter(|(_, group, _)| !group.is_empty());
    leaves.map(|(code, group, name)| Category { code, group, name: name.trim() }).collect()
}
