//! The two-level tree of services.

const CSV: &str = include_str!("../data/categories.csv");

/// One category of services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategorySeed {
    /// Its code, a path: `waste/hazardous`.
    pub code: String,
    /// The code of the category above; None at the top.
    pub parent: Option<String>,
    /// Its name in Chinese.
    pub name: String,
}

/// Every category, each parent before its children, in the order in which pages list them.
#[must_use]
pub fn categories() -> Vec<CategorySeed> {
    CSV.lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let code = cells.next()?.to_owned();
            let parent = cells.next().filter(|parent| !parent.is_empty());
            let parent = parent.map(str::to_owned);
            let name = cells.next()?.to_owned();
            Some(CategorySeed { code, parent, name })
        })
        .collect()
}
