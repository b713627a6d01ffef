//! Which laws a law says it repeals: 《甲法》、《乙条例》同时废止.

use super::dates;
use chrono::NaiveDate;

/// The words that end a list of repealed laws.
pub const MARK: &str = "同时废止";

/// A law that another one says it repeals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The title between the book marks.
    pub title: String,
    /// The day the clause itself names, when it does.
    pub on: Option<NaiveDate>,
}

/// What an article repeals as a whole. A law of which only articles go (《甲法》第五条同时废止) is
/// not named.
pub fn clauses(article: &str) -> Vec<Clause> {
    let on = dates::start_in_text(article);
    let sentences = article.split(['。', '\n']).filter_map(|it| it.split_once(MARK));
    let mut clauses: Vec<Clause> = Vec::new();
    for (named, _) in sentences {
        for (title, behind) in titles(named) {
            let is_partial = behind.contains('第') && behind.contains('条');
            if !is_partial && !clauses.iter().any(|it| it.title == title) {
                clauses.push(Clause { title: title.to_owned(), on });
            }
        }
    }
    clauses
}

/// The titles in outer book marks, each with the words up to the next one.
fn titles(text: &str) -> Vec<(&str, &str)> {
    let mut titles = Vec::new();
    let mut rest = text;
    while let Some((_, from)) = rest.split_once('《') {
        let mut depth = 1;
        let end = from.char_indices().find(|(_, it)| {
            match it {
                '《' => depth += 1,
                '》' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let Some((end, mark)) = end else { break };
        let after = &from[end + mark.len_utf8()..];
        let next = after.find('《').unwrap_or(after.len());
        titles.push((&from[..end], &after[..next]));
        rest = after;
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(article: &str) -> Vec<String> {
        clauses(article).into_iter().map(|it| it.title).collect()
    }

    #[test]
    fn laws_repealed_as_a_whole_are_named() {
        for (article, expected) in [
            (
                "本法自2022年6月5日起施行。《中华人民共和国环境噪声污染防治法》同时废止。",
                vec!["中华人民共和国环境噪声污染防治法"],
            ),
            (
                "本办法自2008年1月1日起施行。1999年发布的《甲办法》（第5号）、2001年发布的《乙规定》同时废止。",
                vec!["甲办法", "乙规定"],
            ),
            ("《甲条例》第五条同时废止。", vec![]),
            ("《甲条例》第五条和《乙条例》同时废止。", vec!["乙条例"]),
            (
                "《最高法院关于适用《甲法》的解释》同时废止。",
                vec!["最高法院关于适用《甲法》的解释"],
            ),
            ("与《甲法》不一致的，适用本法。", vec![]),
            ("《没有收尾同时废止", vec![]),
        ] {
            assert_eq!(named(article), expected, "{article}");
        }
    }

    #[test]
    fn the_day_is_the_one_the_clause_names() {
        let clause = clauses("本法自2022年6月5日起施行。《甲法》同时废止。").remove(0);
        assert_eq!(clause.on.map(|it| it.to_string()).as_deref(), Some("2022-06-05"));
        assert_eq!(clauses("《甲法》同时废止。").remove(0).on, None);
    }
}
