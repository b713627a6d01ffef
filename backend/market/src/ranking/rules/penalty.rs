//! Which rule a penalty of a public list falls under.

/// The words of 处罚类别 (行政处罚法 9; 环境保护法 59-61), gravest first, with the rule each falls under.
/// A row that names several falls under the gravest.
const WORDS: &[(&[&str], &str)] = &[
    (&["停产", "停业", "责令关闭"], "penalty.stop"),
    (&["限制生产", "限制开展生产", "限产"], "penalty.limit"),
    (&["查封", "扣押"], "penalty.seizure"),
    (&["罚款"], "penalty.fine"),
    (&["警告", "通报批评", "责令改正", "责令停止"], "penalty.warning"),
];

/// The rule of a category as a list words it; none when no rule is about it.
pub fn rule_of(category: &str) -> Option<&'static str> {
    let found = WORDS.iter().find(|(words, _)| words.iter().any(|it| category.contains(it)));
    found.map(|(_, rule)| *rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_of_several_categories_decides() {
        for (category, rule) in [
            ("罚款", Some("penalty.fine")),
            ("警告,罚款", Some("penalty.fine")),
            ("罚款；责令停产整治", Some("penalty.stop")),
            ("责令限制生产", Some("penalty.limit")),
            ("吊销许可证件", None),
            ("通报批评", Some("penalty.warning")),
            ("行政拘留", None),
            ("", None),
        ] {
            assert_eq!(rule_of(category), rule, "{category}");
        }
    }
}
