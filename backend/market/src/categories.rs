//! 服务类别: the tree of what providers do and needs ask for.
//!
//! Two levels, compiled in: `waste` 固废处置 and `waste/hazardous` 危险废物. The words follow
//! 《生态环境（社会化）第三方服务机构监督管理暂行办法》 art. 2 (江苏) and the trade's usage.

use async_graphql::{Object, SimpleObject};
use platform::graphql::Public;
use std::collections::HashMap;
use std::sync::LazyLock;

const CSV: &str = include_str!("../../../seed-data/data/categories.csv");

/// A category of services (服务类别).
#[derive(Debug, Clone, SimpleObject)]
pub struct ServiceCategory {
    /// `waste` or `waste/hazardous`.
    pub code: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// The categories in it; empty at the lower level.
    pub children: Vec<ServiceCategory>,
    /// What it is about, as far as it is about one: `WATER`.
    #[graphql(skip)]
    pub media: Vec<&'static str>,
}

/// The media (环境介质) by which services are filtered, as people call them.
pub const MEDIA: [(&str, &str); 5] = [
    ("WATER", "水"),
    ("AIR", "大气"),
    ("NOISE", "噪声"),
    ("SOIL", "土壤"),
    ("SOLID_WASTE", "固体废物"),
];

struct Tree {
    roots: Vec<ServiceCategory>,
    by_code: HashMap<&'static str, ServiceCategory>,
}

static TREE: LazyLock<Tree> = LazyLock::new(|| {
    let mut roots: Vec<ServiceCategory> = Vec::new();
    for line in CSV.lines().skip(1).filter(|it| !it.trim().is_empty()) {
        let mut cells = line.split(',').map(str::trim);
        let (Some(code), Some(parent), Some(name)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let media = cells.next().unwrap_or_default().split('|').filter(|it| !it.is_empty());
        let category = ServiceCategory { code, name, children: Vec::new(), media: media.collect() };
        match roots.iter_mut().find(|it| it.code == parent) {
            Some(group) => group.children.push(category),
            None => roots.push(category),
        }
    }
    let all = roots.iter().flat_map(|it| std::iter::once(it).chain(&it.children));
    let by_code = all.map(|it| (it.code, it.clone())).collect();
    Tree { roots, by_code }
});

/// A category by its code.
pub fn find(code: &str) -> Option<&'static ServiceCategory> {
    TREE.by_code.get(code)
}

/// The tree.
pub fn all() -> &'static [ServiceCategory] {
    &TREE.roots
}

/// The category people mean by a name: 危险废物, 监测检测.
pub fn find_by_name(name: &str) -> Option<&'static ServiceCategory> {
    TREE.by_code.values().find(|it| it.name == name.trim())
}

/// A code with the group it lies in: `waste/hazardous` gives itself and `waste`.
pub fn with_group(code: &str) -> impl Iterator<Item = &str> {
    let group = code.split_once('/').map(|(group, _)| group);
    std::iter::once(code).chain(group)
}

/// Reading the tree.
#[derive(Default)]
pub struct CategoryQuery;

#[Object]
impl CategoryQuery {
    /// The tree of service categories.
    #[graphql(guard = "Public")]
    async fn service_categories(&self) -> &'static [ServiceCategory] {
        all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_a_group_that_exists() {
        assert!(all().len() >= 5);
        for category in all().iter().flat_map(|it| &it.children) {
            let group = category.code.split_once('/').map(|(group, _)| group);
            assert!(group.is_some_and(|it| find(it).is_some()), "{}", category.code);
        }
    }
}
