//! Names of laws as people write them: `data/laws.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::analysis::names;

const LINES: &str = include_str!("../../data/laws.txt");

/// A law that a question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Law {
    /// The full title, without 中华人民共和国.
    pub(crate) title: &'static str,
    /// Where its content stands today, when it is no longer in force: a title, and the words of
    /// the heading within.
    pub(crate) now: Option<&'static str>,
}

static BY_NAME: LazyLock<HashMap<String, Law>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for line in LINES.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
        let (names, now) = match line.split_once("->") {
            Some((names, now)) => (names, Some(now.trim())),
            None => (line, None),
        };
        let mut names = names.split_whitespace();
        let Some(title) = names.next() else { continue };
        let law = Law { title, now };
        for name in std::iter::once(title).chain(names) {
            by_name.entry(names::plain(name)).or_insert_with(|| law.clone());
        }
    }
    by_name
});

/// The law of exactly this name; 中华人民共和国 and punctuation do not matter.
pub(crate) fn named(name: &str) -> Option<&'static Law> {
    let plain = names::plain(name);
    BY_NAME.get(plain.strip_prefix("中华人民共和国").unwrap_or(&plain))
}

/// Every name: words to be kept whole when a question is cut.
pub(crate) fn all_names() -> impl Iterator<Item = &'static str> {
    BY_NAME.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_old_names_are_known() {
        let law = named("固废法").expect("is in the list");
        assert_eq!(law.title, "固体废物污染环境防治法");
        assert!(law.now.is_some_and(|now| now.starts_with("生态环境法典")));
        assert_eq!(named("《中华人民共和国湿地保护法》").map(|law| law.title), Some("湿地保护法"));
    }
}
