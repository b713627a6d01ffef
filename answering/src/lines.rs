//! The small language of the data files: lines, groups of words between bars, `!` before what must not
//! be said, `#` before a comment.

/// A rule: words of which one must be said of each group, and words of which none may be.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Rule {
    /// What it is called.
    pub(crate) kind: &'static str,
    /// One word of each group is said.
    pub(crate) groups: Vec<Vec<&'static str>>,
    /// None of these is.
    pub(crate) none: Vec<&'static str>,
}

impl Rule {
    /// Whether the text meets the rule.
    pub(crate) fn meets(&self, text: &str) -> bool {
        let said = |words: &Vec<&str>| words.iter().any(|it| text.contains(it));
        self.groups.iter().all(said) && !self.none.iter().any(|it| text.contains(it))
    }
}

/// The rules of a file.
pub(crate) fn rules(lines: &'static str) -> Vec<Rule> {
    rows(lines).filter_map(rule).collect()
}

/// The lines that say something.
pub(crate) fn rows(lines: &'static str) -> impl Iterator<Item = &'static str> {
    let row = |line: &'static str| line.split('#').next().unwrap_or_default().trim();
    lines.lines().map(row).filter(|it| !it.is_empty())
}

fn rule(row: &'static str) -> Option<Rule> {
    let (kind, rest) = row.split_once(':')?;
    let mut rule = Rule { kind, ..Rule::default() };
    for group in rest.split('|').map(str::trim).filter(|it| !it.is_empty()) {
        match group.strip_prefix('!') {
            Some(none) => rule.none.extend(none.split_whitespace()),
            None => rule.groups.push(group.split_whitespace().collect()),
        }
    }
    (!rule.groups.is_empty()).then_some(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_asks_for_one_of_each_group_and_none_of_the_others() {
        let rules = rules("# a comment\nprice: 多少钱 价格 | 一吨 一个 | ! 罚 税 # why\n");

        assert_eq!(rules.len(), 1);
        assert!(rules[0].meets("活性炭多少钱一吨"));
        assert!(!rules[0].meets("活性炭多少钱"));
        assert!(!rules[0].meets("一吨罚多少钱"));
    }
}
