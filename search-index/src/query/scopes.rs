//! Narrow subjects: `data/scopes.txt`.

use std::sync::LazyLock;

const LINES: &str = include_str!("../../data/scopes.txt");

struct Scope {
    /// Words by which a title or heading shows that it is on the subject.
    headings: Vec<&'static str>,
    /// What a question mentions the subject by.
    mentions: Vec<&'static str>,
}

static SCOPES: LazyLock<Vec<Scope>> = LazyLock::new(|| {
    let lines = LINES.lines().map(|line| line.split('#').next().unwrap_or_default());
    lines
        .filter_map(|line| line.split_once('='))
        .map(|(headings, mentions)| Scope {
            headings: headings.split_whitespace().collect(),
            mentions: mentions.split_whitespace().collect(),
        })
        .collect()
});

/// The number of the subject of a text with this title and these headings, counted from one;
/// zero for none.
pub(crate) fn of_headings(normalised: &str) -> u64 {
    let is_on = |scope: &Scope| scope.headings.iter().any(|word| normalised.contains(word));
    SCOPES.iter().position(is_on).map_or(0, |place| place as u64 + 1)
}

/// For each subject, by number, whether the question passes it over in silence.
pub(crate) fn unmentioned(question: &str) -> Vec<bool> {
    let silent = |scope: &Scope| !scope.mentions.iter().any(|word| question.contains(word));
    std::iter::once(false).chain(SCOPES.iter().map(silent)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_law_is_known_by_its_title() {
        let number = of_headings("长江保护法 第八章 法律责任") as usize;

        assert_ne!(number, 0);
        assert!(unmentioned("超标排放污水罚多少")[number]);
        assert!(!unmentioned("在长江边采砂")[number]);
        assert_eq!(of_headings("生态环境法典 第二章 排污许可管理"), 0);
        assert!(!unmentioned("超标排放污水")[0]);
    }
}
